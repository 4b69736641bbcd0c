"""Changes to a YAML text that leave every other character of it as it is.

Writing a loaded document out again keeps comments, but not alignment, spacing in lists or a `---` line, and
puts new keys below the comment of the next section. So the parser only says where things stand, and the
change is made in the text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from audio.cast.settings.model import SettingPath
from audio.safe_yaml import YamlError, compose, load

Value = str | float | tuple[str, ...] | Mapping[str, str]

_INDENT = 2
_NULL = "tag:yaml.org,2002:null"


def put(text: str, path: SettingPath, value: Value) -> str:
    """Give a YAML text with the setting at `path` changed or added; a tuple is added to the list there.

    `text` is a mapping or nothing but comments. Where it is written in a way that this cannot follow, such
    as a value that stands for another by `*name`, the outcome may be wrong or no YAML: callers compare.
    """
    root = compose(text)
    if root is None:
        return _end_line(text) + _block(path, value, 0, _newline(text))
    node, rest = root, path
    key: Node | None = None
    while rest and isinstance(node, MappingNode):
        found = next((pair for pair in node.value if pair[0].value == rest[0]), None)
        if found is None:
            break
        (key, node), rest = found, rest[1:]
    if rest and isinstance(node, MappingNode):
        return (
            _into_flow(text, node, rest, value) if node.flow_style else _into_block(text, node, rest, value)
        )
    if key is None or (rest and node.tag != _NULL):
        return text
    return _under_blank(text, key, node, rest, value) if rest else _in_place(text, key, node, value)


def take_out(text: str, path: SettingPath) -> str:
    """Give a YAML text without the setting at `path`; its section stays, if need be empty.

    Where the setting is written in a way that this cannot follow, such as one that `<<` brings, the text is
    as it was: callers compare, as after `put`.
    """
    node: Any = compose(text)
    for name in path[:-1]:
        node = next((value for key, value in node.value if key.value == name), MappingNode("", []))
    pairs = node.value
    at = next((place for place, (key, _) in enumerate(pairs) if key.value == path[-1]), None)
    if at is None:
        return text
    key, value = pairs[at]
    if not node.flow_style:
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        end = _after_colon(text, key) if _is_blank(value) else _real_end(text, value)
        return text[:start] + text[_line_end(text, end) :]
    if at + 1 < len(pairs):
        return text[: key.start_mark.index] + text[pairs[at + 1][0].start_mark.index :]
    start = _real_end(text, pairs[at - 1][1]) if at else key.start_mark.index
    return text[:start] + text[_real_end(text, value) :]


def rename(text: str, path: SettingPath, name: str) -> str:
    """Give a YAML text with the key at the end of `path` called otherwise; as it was where there is none.

    What this cannot follow is as in `take_out`.
    """
    node: Any = compose(text)
    key: Node | None = None
    for each in path:
        pairs = node.value if isinstance(node, MappingNode) else ()
        key, node = next((pair for pair in pairs if pair[0].value == each), (None, None))
    if key is None:
        return text
    return text[: key.start_mark.index] + scalar(name) + text[key.end_mark.index :]


def _in_place(text: str, key: Node, node: Node, value: Value) -> str:
    """Write over a value, or behind a key that has none; add to a list."""
    if isinstance(value, tuple) and isinstance(node, SequenceNode):
        return _into_list(text, node, value)
    if _is_blank(node):
        at = _after_colon(text, key)
        return f"{text[:at]} {_rendered(value)}{text[at:]}"
    return text[: node.start_mark.index] + _rendered(value, node) + text[node.end_mark.index :]


def _into_block(text: str, node: MappingNode, rest: SettingPath, value: Value) -> str:
    """Add a key below the last one of a section, before the comments that follow it."""
    column = node.value[0][0].start_mark.column
    at = _line_end(text, _real_end(text, node))
    while _is_comment_of(text, at, column):
        at = _line_end(text, at)
    return _end_line(text[:at]) + _block(rest, value, column, _newline(text)) + text[at:]


def _into_flow(text: str, node: MappingNode, rest: SettingPath, value: Value) -> str:
    """Add a key to a section in braces."""
    written = _rendered(value)
    for key in reversed(rest[1:]):
        written = f"{{{scalar(key)}: {written}}}"
    at = _real_end(text, node.value[-1][1]) if node.value else node.end_mark.index - 1
    return f"{text[:at]}{', ' if node.value else ''}{scalar(rest[0])}: {written}{text[at:]}"


def _into_list(text: str, node: SequenceNode, items: Sequence[str]) -> str:
    """Add items to a list."""
    if node.flow_style:
        at = _real_end(text, node.value[-1]) if node.value else node.end_mark.index - 1
        lead = ", " if node.value else ""
        return text[:at] + lead + ", ".join(map(scalar, items)) + text[at:]
    at = _line_end(text, _real_end(text, node))
    dash = " " * node.start_mark.column + "- "
    lines = "".join(f"{dash}{scalar(item)}{_newline(text)}" for item in items)
    return _end_line(text[:at]) + lines + text[at:]


def _under_blank(text: str, key: Node, node: Node, rest: SettingPath, value: Value) -> str:
    """Begin a section below a key that has nothing, or `~`, after it."""
    text = text[: node.start_mark.index] + text[node.end_mark.index :]
    at = _line_end(text, _after_colon(text, key))
    column = key.start_mark.column + _INDENT
    return _end_line(text[:at]) + _block(rest, value, column, _newline(text)) + text[at:]


def _block(path: SettingPath, value: Value, column: int, newline: str) -> str:
    """Write a setting as lines, one for each key of its path."""
    lines = [f"{' ' * (column + _INDENT * depth)}{scalar(key)}:" for depth, key in enumerate(path)]
    return f"{newline.join(lines)} {_rendered(value)}{newline}"


def _rendered(value: Value, old: Node | None = None) -> str:
    """Write a value, in the kind of quotes that the old one has."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(scalar, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(key)}: {scalar(each)}' for key, each in value.items())}}}"
    style = old.style if isinstance(old, ScalarNode) else None
    if isinstance(value, str) and style == "'":
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, str) and style == '"':
        return json.dumps(value, ensure_ascii=False)
    return scalar(value)


def scalar(value: str | float) -> str:
    """Write a value so that YAML reads the same again; text in quotes only where they are needed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return f"{value:g}" if float(f"{value:g}") == value else repr(float(value))
    ways = {f"[{value}]": [value], f"{value}: 1": {value: 1}, f"a: {value}": {"a": value}}
    plain = not set(value) & set("\r\n") and all(_read(text) == meant for text, meant in ways.items())
    return value if plain else json.dumps(value, ensure_ascii=False)


def _read(text: str) -> Any:
    try:
        return load(text)
    except YamlError:
        return None


def _real_end(text: str, node: Node) -> int:
    """Give the offset after a node's last character; the parser's own goes on over comments and blanks."""
    if isinstance(node, MappingNode) and node.value and not node.flow_style:
        key, value = node.value[-1]
        colon = _after_colon(text, key)
        return colon if _is_blank(value) else max(colon, _real_end(text, value))
    if isinstance(node, SequenceNode) and node.value and not node.flow_style:
        start: int = node.start_mark.index
        return max(start, _real_end(text, node.value[-1]))
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return len(text[: node.end_mark.index].rstrip())
    end: int = node.end_mark.index
    return end


def _is_blank(node: Node) -> bool:
    """Tell whether nothing is written for a value; the parser then has the place of what comes next."""
    return bool(node.start_mark.index == node.end_mark.index)


def _after_colon(text: str, key: Node) -> int:
    return text.index(":", key.end_mark.index) + 1


def _is_comment_of(text: str, at: int, column: int) -> bool:
    """Tell whether the line at an offset is a comment set in deeper than the keys of a section."""
    line = text[at : _line_end(text, at)]
    return line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) > column


def _line_end(text: str, at: int) -> int:
    """Give the offset at which the next line begins."""
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def _end_line(text: str) -> str:
    return text if not text or text.endswith("\n") else text + _newline(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
