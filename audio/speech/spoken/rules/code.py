"""English: code and commands as programmers read them to one another."""

from __future__ import annotations

import re

from audio.speech.spoken.lexicon import is_term
from audio.speech.spoken.rules.marks import CODE
from audio.speech.spoken.rules.rule import Rule, by

_EXTENSIONS = {
    "py": "P Y", "js": "J S", "ts": "T S", "tsx": "T S X", "jsx": "J S X", "md": "M D", "rs": "R S",
    "rb": "R B", "cpp": "C P P", "hpp": "H P P", "cc": "C C", "h": "H", "c": "C", "cs": "C S",
    "sh": "S H", "txt": "text", "csv": "C S V", "tsv": "T S V", "yml": "yaml", "yaml": "yaml",
    "json": "json", "toml": "toml", "html": "HTML", "css": "CSS", "xml": "XML", "sql": "SQL",
    "pdf": "PDF", "png": "PNG", "jpg": "JPEG", "svg": "SVG", "mp3": "MP3", "mp4": "MP4", "wav": "wave",
    "exe": "E X E", "dll": "D L L", "so": "S O", "zip": "zip", "gz": "G Z", "tar": "tar", "log": "log",
    "lock": "lock", "cfg": "config", "ini": "I N I", "go": "go", "java": "java", "ipynb": "I P Y N B",
    "mojo": "mojo", "wasm": "wasm", "onnx": "onnx", "ps1": "P S 1", "bat": "bat", "env": "env",
    "vtt": "V T T",
}  # fmt: skip
"""Endings of file names: those that are no words are spelled."""
_ENDING = "|".join(sorted(_EXTENSIONS, key=len, reverse=True))
_FILE = re.compile(rf"(?P<stem>[\w.-]{{0,80}}\w)\.(?P<ext>{_ENDING})(?![\w.]*\w)")
_OPERATORS = (
    ("===", "triple equals"), ("!==", "not equal to"), ("<=>", "spaceship"), ("...", ""), ("::", " "),
    ("->", "arrow"), ("=>", "arrow"), ("==", "equals equals"), ("!=", "not equal to"),
    ("<=", "less than or equal to"), (">=", "greater than or equal to"), ("&&", "and"), ("||", "or"),
    ("|>", "pipe"), ("++", "plus plus"), ("+=", "plus equals"), ("-=", "minus equals"),
    (":=", "colon equals"), ("**", "to the power of"), (">>", "into"),
)  # fmt: skip
_SIGNS = {
    "=": "equals", "|": "pipe", ">": "greater than", "<": "less than", "+": "plus", "*": "star",
    "%": "percent", "&": "and", "^": "caret", "~": "tilde", "@": "at", "#": "hash", "\\": "backslash",
    "!": "not", "$": "dollar",
}  # fmt: skip
_PLAIN = re.compile(r"[\w'’,;:!? -]*[^\W\d_][\w'’ -]*|[\w.+#%-]+(?:\+\+|#)|\.NET")
"""Between backticks, what is read like any other words."""
_LETTERS = re.compile(r"(?<=[a-z])(?=[A-Z]{2})|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")
_CAMEL = (
    r"(?<![\w@.])(?![a-zA-Z]+OS\b|[XVI]+(?:th|st|nd|rd)\b)"
    r"(?:[a-z]{3,}[A-Z]{2,}\w*|[A-Z]{2,}[A-Z][a-z]{2,}\w*)(?!\w)"
)


def _code(match: re.Match[str]) -> str:
    """Say code: words stay, signs are named, brackets and quotes are only for the eye."""
    text = match["code"].strip()
    if _PLAIN.fullmatch(text) and "_" not in text and " -" not in text:
        return text
    return say_code(text)


def say_code(text: str) -> str:
    """Say code or a command, sign by sign. Words and numbers stay as they are, in their order."""
    if re.fullmatch(r"__\w+?__", text):
        return "dunder " + text.strip("_").replace("_", " ")
    text = re.sub(r"[\"'`;,{}()\[\]]+", " ", text)
    text = re.sub(r"(?<=\w)<(?=\w[^=]*>)", " of ", text).replace(">", " > ") if "<" in text else text
    text = re.sub(r"(?<= of )(\w+) > ", r"\1 ", text)
    text = re.sub(r"(?<!\S)--(?=[A-Za-z])", " dash dash ", text)
    text = re.sub(r"(?<!\S)-(?=[A-Za-z])", " dash ", text)
    text = re.sub(r"\b([A-G])#(?!\w)", r"\1 sharp", text)
    for sign, word in _OPERATORS:
        text = text.replace(sign, f" {word} ")
    text = _FILE.sub(_file, text)
    text = re.sub(r"(?<![\w/])~(?=/)", " tilde ", text).replace("/", " slash ")
    text = re.sub(r"(?<=[^\W\d])\.(?=\w)|(?<!\S)\.(?=[A-Za-z ]|$)", " dot ", text)
    text = re.sub(r"\s-\s", " minus ", text).replace("_", " ")
    text = re.sub(r"[=|<>+*%&^~@#\\!$]", lambda sign: f" {_SIGNS[sign[0]]} ", text)
    return " ".join(re.sub(r"(?<!\d):|:(?!\d)", " ", text).split())


def _file(match: re.Match[str]) -> str:
    """Say a file name: `main.py` as `main dot P Y`."""
    if is_term(match[0]) or re.fullmatch(r"[A-Z]\w+\.js", match[0]):  # Node.js is said right as it is
        return match[0]
    stem = match["stem"].replace("_", " ").replace(".", " dot ")
    return f"{stem} dot {_EXTENSIONS[match['ext']]}"


def _path(match: re.Match[str]) -> str:
    return say_code(match[0])


def _dotted(match: re.Match[str]) -> str:
    return match[0] if is_term(match[0]) else match[0].replace(".", " dot ").replace("_", " ")


def _humps(match: re.Match[str]) -> str:
    """Part `parseJSON` where its abbreviation begins, so that this is said as one."""
    return match[0] if is_term(match[0]) else _LETTERS.sub(" ", match[0])


_DUNDERS = (
    "init|name|main|call|str|repr|len|eq|hash|iter|next|enter|exit|new|del|doc|file|dict|slots|all|version|getattr|setattr"
    "|getitem|setitem|contains|add|mul|lt|gt|bool|class|import|builtins|copyinit|moveinit|post_init|future|annotations"
)
FIRST_CODE_RULES = (
    Rule("code", by(CODE, _code)),
    Rule("dunder", by(rf"(?<!\w)__({_DUNDERS})__(?!\w)", lambda m: "dunder " + m[1].replace("_", " "))),
)
"""Before the marks, since underscores mark words too."""
CODE_RULES = (
    Rule("shell command", by(r"(?<!\S)\$ (?=[a-z][\w.-]* )", "")),
    Rule("option", by(r"(?<!\S)--(?=[a-z])", "dash dash ")),
    Rule("option", by(r"(?<!\S)-(?!(?:is|it|in|to|we|he|if|or|so|as|at|an|on|my|no|by|do|go|me|us|up|be)\b)"
                      r"(?=[a-zA-Z]{1,2}(?:[\s,;.]|$))", "dash ")),
    Rule("path", by(r"(?<![\w/<.+#)])(?:~|\.{1,2})?(?:/[A-Za-z_.][\w.+-]*){2,}/?"
                    r"|(?<![\w/])(?:~|\.{1,2})/[\w.+-]*\w", _path)),
    Rule("path", by(r"(?<!\w)[A-Z]:\\[\w\\.-]*\w", lambda m: say_code(m[0].replace(":", " colon ")))),
    Rule("path", by(r"(?<![\w/.-])[\w-]+(?:/[\w-]+)+\.(?:[a-z]{1,5}\d?)(?!\w)", _path)),
    Rule("file name", by(r"(?<![\w/.])" + _FILE.pattern, _file)),
    Rule("file name", by(r"(?<![\w.)\]])\.(?=(?:env|venv|git|bash|zsh|vim|ssh|config|docker|npm|profile)\w*)",
                         "dot ")),
    Rule("call", by(r"(?<=[A-Za-z_])\((?:\)|\.\.\.\)|…\))", "")),
    Rule("call", by(r"\b([a-zO])\((\w{1,2}|[a-z]+ [a-z]|\d)\)", r"\1 of \2")),
    Rule("scope", by(r"\bstd::", "standard ")),
    Rule("scope", by(r"(?<=\w)::(?=[A-Za-z_])", " ")),
    Rule("type parameter", by(r"(?<=[a-z])<([\w, ]{1,30})>", r" of \1")),
    Rule("dotted name", by(r"(?<![\w.@/])[a-z_]\w+\.[a-z_]\w+(?:\.[a-zA-Z_]\w+)*(?!\.?\w)", _dotted)),
    Rule("variable", by(r"(?<![\w$])\$(?=[A-Za-z_]{2,})", "dollar ")),
    Rule("hexadecimal", by(r"\b0x([0-9A-Fa-f]{1,8})\b", lambda m: "0 x " + " ".join(m[1].upper()))),
    Rule("member", by(r"(?<=\w)->(?=[a-z_])", " arrow ")),
    Rule("operator", by(r"\s*(?:!==?|≠)\s*", " not equal to ")),
    Rule("operator", by(r"\s*===?\s*(?=[\w\"'-])", " equals ")),
    Rule("operator", by(r"\s+&&\s+", " and ")),
    Rule("operator", by(r"\s+\|\|\s+", " or ")),
    Rule("operator", by(r"\s*(?:>=|≥)\s*", " greater than or equal to ")),
    Rule("operator", by(r"\s*(?:<=|≤)\s*", " less than or equal to ")),
    Rule("camel case", by(_CAMEL, _humps)),
    Rule("snake case", by(r"(?<=[^\W_])_+(?=[^\W_])", " ")),
)  # fmt: skip
"""In order."""
