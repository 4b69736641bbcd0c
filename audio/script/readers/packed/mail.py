"""Mail (.eml), and pages that a browser saved as one (MHTML, RFC 2557): the text or the page in it."""

from __future__ import annotations

import re

from audio import guard
from audio.errors import ScriptError
from audio.script.document import Metadata, Packed, Person
from audio.script.text import find_date, one_line
from audio.script.values import Dropped, Lines

_HEADERS = re.compile(rb"(?:From [^\n]*\n)?(?:[A-Za-z][\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_TECHNICAL = re.compile(rb"^(?:mime-version|message-id|received|return-path|content-type):", re.MULTILINE)
_PARTED = re.compile(rb"^content-type:[ \t]*multipart/", re.MULTILINE)
_PART = re.compile(rb"^content-type:", re.MULTILINE | re.IGNORECASE)
_REPLY = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|tr|sv|vs|rv|antw|odp)\s*:)+\s*", re.IGNORECASE)
_SAVED = "Saved by "
"""How a browser names itself as the sender of a page."""


def recognises_bytes(data: bytes) -> bool:
    """Say yes to what begins with the headers of a mail that programs write, not people."""
    found = _HEADERS.match(data[:16_384].replace(b"\r\n", b"\n").lstrip())
    head = found[0].lower() if found else b""
    sent = (head.startswith(b"from:") or b"\nfrom:" in head) and _TECHNICAL.search(head)
    return bool(sent or _PARTED.search(head))


def unpack(data: bytes, source: str) -> Packed:
    """Give the text of a mail, or else its page. Subject, day and sender are metadata, the rest is dropped.

    Raises `ScriptError` where there is neither.
    """
    import email.policy  # noqa: PLC0415 - with all its codecs it is slow to import

    guard.within("members", sum(1 for _ in _PART.finditer(data)), source)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
        texts = (str(body.get_content()) for body in bodies if body is not None)
        content = next(filter(str.strip, texts), "")
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise ScriptError("the mail is damaged. Save it again, or copy its text.", source=source) from error
    if not content:
        raise ScriptError("the mail is damaged, or there is no text in it. Save it again.", source=source)
    heads = {name: one_line(str(message.get(name) or "")) for name in ("From", "To", "Cc", "Subject", "Date")}
    title = _REPLY.sub("", heads["Subject"], count=1)[:300]
    if _SAVED in heads["From"]:
        return Packed(source, content.encode(), Metadata(title=title))
    sender = one_line(heads["From"].partition("<")[0]).strip("\"' ")
    people = (Person(sender),) if 1 < len(sender) <= 80 and "@" not in sender else ()
    dropped = [f"{name}: {value}" for name, value in heads.items() if value and name != "Subject"]
    about = Metadata(title=title, date=find_date(heads["Date"]), people=people)
    files = [
        Dropped(name, "attachment", Lines(0, 0)) for part in message.walk() if (name := part.get_filename())
    ]
    told = [Dropped(text, "mail header", Lines(0, 0)) for text in dropped]
    return Packed(source, content.encode(), about, (*told, *files))
