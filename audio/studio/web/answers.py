"""How requests become calls and what they give becomes answers; an error is its sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from audio.errors import ConsentError, InputError, sentence_of
from audio.studio.attention import Attention
from audio.studio.folder import ConflictError, MissingError


def json_answer(about: Any, status: int = 200) -> Response:
    """Give an answer as JSON."""
    data = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(data, status, media_type="application/json")


def error_answer(error: Exception) -> Response:
    """Give an error's sentence with the status that it has."""
    statuses = ((MissingError, 404), (ConflictError, 409), (ConsentError, 403), (InputError, 400))
    status = next((status for kind, status in statuses if isinstance(error, kind)), 500)
    return json_answer({"error": sentence_of(error)}, status)


def route(attention: Attention, path: str, call: Callable[..., Any], method: str = "GET") -> Route:
    """Answer requests at a path by a call in a thread, with the path's parts and, for POST, what was sent."""

    async def endpoint(request: Request) -> Response:
        try:
            about = dict(request.path_params)
            if method == "POST":
                about["given"] = _sent(await request.body())
            else:
                about["asked"] = dict(request.query_params)
            with attention.somebody_waits():
                answer = await run_in_threadpool(call, **about)
        except Exception as error:  # the last door: no traceback for users
            return error_answer(error)
        return answer if isinstance(answer, Response) else json_answer(answer)

    return Route(path, endpoint, methods=[method])


def _sent(data: bytes) -> dict[str, Any]:
    try:
        given = json.loads(data or b"{}")
    except (ValueError, RecursionError) as error:
        raise InputError("What was sent is no JSON.") from error
    if not isinstance(given, dict):
        raise InputError("What is sent is a JSON object.")
    return given
