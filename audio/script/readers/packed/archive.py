"""Archives (.zip) with one interview in them, such as Google Docs and Slack export."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from audio.errors import ScriptError
from audio.script.document import Packed
from audio.script.readers import unpacking

if TYPE_CHECKING:
    from zipfile import ZipFile

_DAY = re.compile(r"(?:.*/)?([^/]+)/\d{4}-\d\d-\d\d\.json")
"""A day of a channel in Slack's export; group 1 is the channel."""
_MOST_NAMED = 5


def recognises_bytes(data: bytes) -> bool:
    """Say yes to any archive; documents that are archives are tried before."""
    return unpacking.is_archive(data)


def unpack(data: bytes, source: str) -> Packed:
    """Give the one file that may hold an interview, or the one channel with all its days.

    Raises `ScriptError` where there are none or several.
    """
    with unpacking.opened(data, source) as archive:
        found = [name for name in archive.namelist() if _is_readable(PurePosixPath(name))]
        channels: dict[str, list[str]] = defaultdict(list)
        for name in sorted(found):
            if day := _DAY.fullmatch(name):
                channels[day[1]].append(name)
        if len(found) == 1:
            return Packed(f"{source}/{found[0]}", archive.read(found[0]))
        if len(channels) == 1:
            (channel, days), *_ = channels.items()
            return Packed(f"{source}/{channel}.json", _conversation(archive, days))
    if not found:
        sentence = "there is no file in this archive that may hold an interview. Unpack it, and look for one."
        document = PurePosixPath(source).suffix.lower() in (".docx", ".odt", ".epub")
        raise ScriptError(unpacking.DAMAGED if document else sentence, source=source)
    names = sorted(channels or found)
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    raise ScriptError(
        f"this archive holds several: {', '.join(names[:_MOST_NAMED])}{more}. Unpack it, and give one.",
        source=source,
    )


def _is_readable(path: PurePosixPath) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not hidden and path.suffix.lower() in unpacking.ENDINGS - {".zip"}


def _conversation(archive: ZipFile, days: Sequence[str]) -> bytes:
    """Give the messages of all days as one list, each with the name of who wrote it."""
    names = {
        user.get("id"): user.get("real_name") or user.get("name") for user in _list(archive, "users.json")
    }
    messages = [message for day in days for message in _list(archive, day)]
    for message in messages:
        if name := names.get(message.get("user")):
            message.setdefault("user_profile", {"real_name": name})
    lines = (json.dumps(message, ensure_ascii=False) for message in messages)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def _list(archive: ZipFile, ending: str) -> list[dict[str, Any]]:
    """Give the objects in the list that a member is; none where there is no such member."""
    name = next((each for each in archive.namelist() if each == ending or each.endswith(f"/{ending}")), "")
    try:
        found = json.loads(archive.read(name)) if name else []
    except (ValueError, RecursionError):
        found = []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
