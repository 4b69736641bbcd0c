"""The content security policy of a page that stands in one file."""

from __future__ import annotations

import base64
import hashlib


def content_policy(style: str, code: str, loads: str) -> str:
    """Give a policy under which nothing runs but one style and one script, whatever a text holds.

    `loads` are the directives for what the page may load, such as `media-src data:`.
    """
    style_hash, code_hash = (
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        for text in (style, code)
    )
    return (
        f"default-src 'none'; {loads}; style-src 'sha256-{style_hash}'; script-src 'sha256-{code_hash}'; "
        "base-uri 'none'; form-action 'none'"
    )
