"""YAML, read in one way: as plain values, nothing that runs, or as nodes that know their places."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from audio import guard

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.nodes import Node


class YamlError(Exception):
    """A text is no YAML. `line` is 1-based where it is known; `sentence` says why, for a person."""

    def __init__(self, line: int | None, sentence: str) -> None:
        self.line, self.sentence = line, sentence
        super().__init__(sentence)


class TooMuchYamlError(YamlError):
    """A text has more values than the budget allows."""


def load(text: str) -> Any:
    """Give the values of a text; of a doubled key the first counts. Raises `YamlError`."""
    return _told(text, lambda reader: reader.load(text))


def compose(text: str) -> Node | None:
    """Give the root of a text's nodes, with their marks; None where it is empty. Raises `YamlError`."""
    root: Node | None = _told(text, lambda reader: reader.compose(text))
    return root


def values_of(root: Node | None, text: str) -> Any:
    """Give the values of a text's nodes as YAML 1.2 has them, without reading it again; the nodes may change.

    Raises `YamlError`.
    """
    return None if root is None else _told(text, lambda reader: reader.constructor.construct_document(root))


def _told(text: str, read: Callable[[YAML], Any]) -> Any:
    """Give what a way to read gives, and tell in one way what is wrong with the text."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - see `_reader`

    if len(text) > guard.at_most("yaml_bytes"):
        raise TooMuchYamlError(None, guard.overspent("yaml_bytes"))
    # The scanner looks far ahead of each bracket.
    if text.count("[") + text.count("{") > guard.at_most("yaml_values"):
        raise TooMuchYamlError(None, guard.overspent("yaml_values"))
    try:
        return read(_reader())
    except MarkedYAMLError as error:
        raise YamlError(*_explained(error)) from error
    except YAMLError as error:
        position = getattr(error, "position", None)
        line = None if position is None else text.count("\n", 0, position) + 1
        raise YamlError(line, "there is a character here that YAML does not allow.") from error
    except RecursionError as error:
        raise YamlError(None, "its values are nested too deeply.") from error
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError) as error:  # such as a 31 June
        raise YamlError(None, f"one of its values cannot be read: {error}.") from error


def _reader() -> YAML:
    """Give a reader of plain values that stops at the budget: aliases make gigabytes of a kilobyte.

    What an alias repeats is counted where it is repeated.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - 40 ms that reading plain text need not pay
    from ruamel.yaml.composer import Composer  # noqa: PLC0415 - see above
    from ruamel.yaml.events import AliasEvent  # noqa: PLC0415 - see above

    class Counting(Composer):
        """Composes nodes, and knows how many there are in each."""

        def __init__(self, loader: Any = None) -> None:
            super().__init__(loader=loader)
            self.count = 0
            self.sizes: dict[int, int] = {}

        def compose_node(self, parent: Any, index: Any) -> Any:
            line, before = self.parser.peek_event().start_mark.line + 1, self.count
            again = self.parser.check_event(AliasEvent)
            self.count += not again
            self._check(line)
            node = super().compose_node(parent, index)
            if again:  # one that is not finished yet stands in itself, and is not gone into again
                self.count += self.sizes.get(id(node), 1)
                self._check(line)
            self.sizes.setdefault(id(node), self.count - before)
            return node

        def _check(self, line: int) -> None:
            if self.count > guard.at_most("yaml_values"):
                raise TooMuchYamlError(line, guard.overspent("yaml_values"))

    reader = YAML(typ="safe", pure=True)
    reader.Composer = Counting
    reader.allow_duplicate_keys = True
    return reader


_UNFIT = "this line does not fit those above it; check how far it is set in, and close its quotes."

_EXPLANATIONS = (
    ("\\t", "a tab stands at the start of this line; YAML is indented with spaces."),
    (
        "mapping values",
        "a colon stands where none may; put text that holds ': ' in quotes, and check the indentation.",
    ),
    ("another document", "a second YAML document begins here; keep one and take the '---' out."),
    ("undefined alias", "a value begins with '*', which is no text in YAML; put it in quotes."),
    ("constructor", "a value begins with '!', which is no text in YAML; put it in quotes."),
    ("cannot start", "a value begins with a character that YAML keeps for itself; put it in quotes."),
    ("expected ':'", "this line lacks a colon after the name: write `name: value`."),
    ("end of stream", "a quote or bracket that opens here is not closed where it should be."),
    ("flow", "a quote or bracket that opens here is not closed where it should be."),
    ("block end", _UNFIT),
    ("document start", _UNFIT),
)
"""What the parser says, in part, and what it means to a person."""

_AT_CONTEXT = ("end of stream", "flow", "expected ':'")
"""Where the parser says these, the mistake is where it began to read something, not where it gave up."""


def _explained(error: MarkedYAMLError) -> tuple[int | None, str]:
    """Say where a text is no YAML, as a 1-based line, and why."""
    said = f"{error.problem} {error.context}"
    at_context = error.context_mark is not None and any(part in said for part in _AT_CONTEXT)
    mark = error.context_mark if at_context else error.problem_mark
    line = mark.line + 1 if mark else None
    for part, sentence in _EXPLANATIONS:
        if part in said:
            return line, sentence
    return line, f"this is no YAML: {error.problem}."
