"""From a file's bytes to text that the readers can rely on.

UTF-8 is tried first, then what the file declares, then Windows-1252, then a guess by charset-normalizer.
The text that comes out has the line feed as its only line end, so that splitting at it and an editor agree on
line numbers, no invisible marks, and only one kind of space beside the tab and the ideographic space.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from types import MappingProxyType

from audio.errors import ScriptError
from audio.tables import rows

SAMPLE = 65_536
"""Bytes at the head of a file by which its encoding is judged."""
MAX_CONTROL_SHARE = 0.02
"""A file with a greater share of control characters is no text. Random bytes have 0.1, a torn file 0.001."""
MAX_ACCENTED_SHARE = 0.5
"""With a greater share of letters beyond ASCII a text is not western. French has 0.05, Russian nearly 1."""

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Word document. Save it as .docx or as plain text"),
    (b"%PDF", "a damaged PDF. Save it again, or copy its text into a file"),
    (b"\x1f\x8b", "a gzip archive. Unpack it first"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), "a picture. Give the file with the text"),
    ((b"ID3", b"\xff\xfb", b"RIFF", b"OggS"), "a sound file. Give the written interview"),
)
_DECLARED = re.compile(
    rb"<meta[^<>]{0,200}?charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w-]{2,24})"
    rb"|<\?xml[^<>]{0,80}?encoding\s{0,8}=\s{0,8}[\"']([\w-]{2,24})",
    re.IGNORECASE,
)
_GUESSABLE = ["cp1252", "cp1250", "iso8859_2", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
              "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949", "mac_roman"]  # fmt: skip
# Japanese gives itself away by letters that no other text is full of; charset-normalizer takes it for Korean.
_KANA = re.compile("[\u3041-\u30fe]")

_C1 = {code: bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in range(0x80, 0xA0)}
# Invisible marks, controls (but not tab and line feed) and soft hyphens go; what looks like a space becomes
# one, and so does what Python, but no editor, takes for the end of a line.
_CLEANED = MappingProxyType(
    dict.fromkeys([*range(9), *range(0x0E, 0x1C), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0), 0xAD, 0x61C])
    | dict.fromkeys([0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
    | dict.fromkeys([0x0B, 0x0C, *range(0x1C, 0x20), 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x2029], " ")
    | dict.fromkeys([0x202F, 0x205F], " ")
    | {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
)
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
# A joiner means something inside an emoji and in the scripts of Asia; elsewhere a web page left it behind.
_JOINER = "(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])"
# Few files have any of these, and the other two patterns take long to compile.
_PARTED = re.compile("[\u200c\u200d\u0300-\u036f\u3099\u309a]")
# A bound of four: normalisation sorts marks by insertion, and would take minutes over a hostile file.
_DECOMPOSED = "[A-Za-z\u00c0-\u024f\u0370-\u04ff][\u0300-\u036f]{1,4}|[\u3040-\u30ff][\u3099\u309a]"
_MOJIBAKE = re.compile("[ÂÃÄÅÎÏÐÑØÙÚàâãäåæçèéïð\u0420\u0421\u0432][^\x00-\x7f]")
_HIGH = re.compile("[^\x00-\x7f]")
# Signs inside words, and letters that are seldom western but mean other letters in other legacy encodings.
_ODD = re.compile("[^\\W\\d_][¡-©«-¬®-´¶-¹»-¿×÷][^\\W\\d_]|[^\\W\\d_][¿¡¹³²¤¥£±][\\s.,]|[ðþýÐÞÝìÌ]")


def decode(data: bytes, source: str = "-") -> str:
    """Give the text of a file, as a person sees it in an editor.

    Line ends (CRLF, CR, LF) become line feeds, one for one. A byte order mark, zero-width and bidi marks and
    stray control characters go; no-break and typographic spaces become spaces; letters written with a
    separate accent are composed; UTF-8 that was once read as Windows-1252 is repaired. Quotation marks,
    dashes and emoji stay. Empty bytes give an empty string.
    Raises `ScriptError`, naming `source`, where the bytes are no text.
    """
    _refuse_known_kinds(data, source)
    text = _decoded(data)
    strange = sum(1 for _ in _CONTROL.finditer(text))
    if strange > 8 and strange > MAX_CONTROL_SHARE * len(text):
        raise ScriptError("this is no text file. Give the interview as text, HTML or .docx.", source=source)
    return tidy(repaired(text.replace("\r\n", "\n").replace("\r", "\n")))


def tidy(text: str) -> str:
    """Give characters in one form: line feeds, plain spaces, nothing invisible, accents composed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANED)
    if not _PARTED.search(text):
        return text
    return re.sub(_DECOMPOSED, lambda m: unicodedata.normalize("NFC", m[0]), re.sub(_JOINER, "", text))


def harmless(text: str) -> str:
    """Give as many characters without those that command terminals, or that neither XML nor UTF-8 can hold.

    `decode` leaves none, but the escapes of JSON, YAML and HTML make new ones.
    """
    return _HARMFUL.sub(" ", text)


def is_harmful(text: str) -> bool:
    """Say whether a text holds any of these."""
    return bool(_HARMFUL.search(text))


def repaired(text: str) -> str:
    """Give `text` with mojibake undone, line by line, and every good line untouched."""
    if not _MOJIBAKE.search(text):
        return text
    import ftfy.badness  # noqa: PLC0415 - slow to import and seldom needed

    lines = text.split("\n")
    for index, line in enumerate(lines):
        if len(line) <= SAMPLE and _MOJIBAKE.search(line) and ftfy.badness.is_bad(line):
            lines[index] = ftfy.fix_encoding(line).replace("\r", " ").replace("\n", " ")
    return "\n".join(lines)


def _refuse_known_kinds(data: bytes, source: str) -> None:
    """Raise `ScriptError` with the right remedy for kinds of files that people give by mistake."""
    for magic, remedy in _KINDS:
        if data.startswith(magic):
            raise ScriptError(f"this is {remedy}.", source=source)


def _decoded(data: bytes) -> str:
    """Give the characters of `data`, whatever its encoding; never fails."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    sample = data[:SAMPLE]
    if encoding := _marked_encoding(sample):
        return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")
    if _is_utf8_with_faults(data[: 4 * SAMPLE]):
        return data.decode("utf-8", errors="western")
    return data.decode(_legacy_encoding(sample) or "latin-1", errors="replace").translate(_C1)


def _marked_encoding(sample: bytes) -> str:
    """Tell UTF-16 without a byte order mark by where its zero bytes are, and ISO-2022-JP by its escapes."""
    if b"\x1b$" in sample:
        return "iso2022_jp"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.01 * len(sample) and even < 0.1 * odd:
        return "utf-16-le"
    if even > 0.01 * len(sample) and odd < 0.1 * even:
        return "utf-16-be"
    return ""


def _western(error: UnicodeError) -> tuple[str, int]:
    """Give the bytes that are no UTF-8 as Windows-1252: an error handler of `bytes.decode`."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1").translate(_C1), error.end


codecs.register_error("western", _western)


def _is_utf8_with_faults(sample: bytes) -> bool:
    """Tell whether most of what is not ASCII is good UTF-8: a pasted line or a cut spoilt the rest."""
    good, all_of_it = (len(_HIGH.findall(sample.decode("utf-8", errors))) for errors in ("ignore", "western"))
    return 3 * good > 2 * all_of_it


def _legacy_encoding(sample: bytes) -> str | None:
    """Give the encoding of text that is no Unicode; None where Windows-1252 is as good as any."""
    if (declared := _declared(sample)) is not None:
        return declared
    western = sample.decode("latin-1").translate(_C1)
    letters = [char for char in western if char.isalpha()]
    foreign = sum(1 for char in letters if char > "\x7f")
    odd = sum(1 for _ in _ODD.finditer(western))
    if b"\r" in sample and b"\n" not in sample and foreign <= MAX_ACCENTED_SHARE * len(letters):
        return "mac_roman"  # only that machine ended its lines so
    if foreign <= MAX_ACCENTED_SHARE * len(letters) and odd <= 0.15 * foreign:
        return None
    for encoding in ("cp932", "euc_jp"):
        guess = sample.decode(encoding, errors="replace")
        beyond = sum(1 for char in guess if char > "\x7f")
        if sum(1 for _ in _KANA.finditer(guess)) > 0.3 * beyond and guess.count("\ufffd") <= 1:
            return encoding
    import charset_normalizer  # noqa: PLC0415 - slow to import and seldom needed

    best = charset_normalizer.from_bytes(sample[:16384], cp_isolation=_GUESSABLE).best()
    return best.encoding if best else None


def _declared(sample: bytes) -> str | None:
    """Give the encoding that an HTML or XML file names, where it is one of those pages have."""
    found = _DECLARED.search(sample, 0, 2048)
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii").lower()
    plain = re.sub(r"[^a-z0-9]", "", name)
    table = rows("audio.script.text", "encodings.tsv")
    return next((row["superset"] for row in table if plain in row["declared"].split()), None)
