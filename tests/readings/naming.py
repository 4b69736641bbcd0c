"""How the people of a conversation are labelled, and which names of theirs a script may then use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from conversation import Conversation, Person
from ruamel.yaml import YAML

_WORDS = Path(__file__).with_name("words.yaml")
NAMELESS = frozenset({"letters", "qa", "questions", "interviewer", "host", "numbered", "none"})
"""Rules whose labels are nobody's name."""
_ASKER_NAMELESS = frozenset({"answerer", "paper", "paper_full"})
"""Rules by which only who is asked has a name."""


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Give what question, answer and the parts of a conversation are called, by language."""
    found: Mapping[str, Mapping[str, str]] = YAML(typ="safe").load(_WORDS)
    return found


def labels(conversation: Conversation, rule: str) -> tuple[str, ...] | None:
    """Give everybody's label by a rule, or None where the rule cannot tell these people apart."""
    people, own = conversation.people, words().get(conversation.language, {})
    found: Sequence[str] | None
    if rule in _PARTS:
        found = _by_part(people, *(own.get(key, "") for key in _PARTS[rule]))
    elif rule in _ASKER_NAMELESS:
        found = _by_part(people, *_asker_nameless(people, rule, own.get("paper", "")))
    elif rule == "none":
        found = ["1", "2"] if len(people) == 2 and people[0].asks else None
    elif rule == "letters":
        found = "ABCDE"[: len(people)]
    elif rule == "numbered":
        found = [f"Speaker {number}" for number in range(1, len(people) + 1)]
    elif rule == "full":
        found = [person.name for person in people]
    elif rule == "titled" and not all(person.title for person in people):
        found = None
    else:
        spaced = all(" " in person.name and person.name.upper() != person.name for person in people)
        found = [_OF_NAME[rule](person) for person in people] if spaced else None
    return tuple(found) if found and all(found) and len(set(found)) == len(people) else None


def right_names(person: Person, rules: Sequence[str], *, told: bool) -> tuple[str, ...]:
    """Give the names that are right for somebody labelled by the rules; none where any name is.

    `told` says that the file's head tells who is behind every label. A label that changes from the full name
    to a shorter one must be read as one person, by the full name.
    """
    if told or len(set(rules)) > 1:
        return (person.name, *((_OF_NAME["titled_full"](person),) if "titled_full" in rules else ()))
    if rules[0] in NAMELESS or (person.asks and rules[0] in _ASKER_NAMELESS):
        return ()
    if " " not in person.name:
        return (person.name,)
    surname = _surname(person)
    own = (_OF_NAME[rules[0]](person),) if rules[0] in _OF_NAME else ()
    return (person.name, *own, *((surname,) if rules[0] in ("surname", "titled", "paper") else ()))


def _by_part(people: Sequence[Person], asking: str, answering: str) -> list[str] | None:
    if len(people) != 2 or sum(person.asks for person in people) != 1:
        return None
    return [asking if person.asks else answering for person in people]


def _asker_nameless(people: Sequence[Person], rule: str, paper: str) -> tuple[str, str]:
    asked = next((person for person in people if not person.asks), people[0])
    return paper, _surname(asked) if rule == "paper" and " " in asked.name else asked.name


def _surname(person: Person) -> str:
    return person.name.split(" ", 1)[1]


def _initials(person: Person) -> str:
    return "".join(part[0] for part in person.name.split() if part[0].isupper())


_PARTS: Mapping[str, tuple[str, str]] = {
    "qa": ("question", "answer"),
    "questions": ("question_word", "answer_word"),
    "interviewer": ("interviewer", "interviewed"),
    "host": ("host", "guest"),
}
_OF_NAME: Mapping[str, Callable[[Person], str]] = {
    "first": lambda person: person.name.split()[0],
    "surname": _surname,
    "capitals": lambda person: person.name.upper(),
    "surname_capitals": lambda person: _surname(person).upper(),
    "titled": lambda person: f"{person.title} {_surname(person)}",
    "titled_full": lambda person: f"{person.title} {person.name}" if person.title else "",
    "surname_first": lambda person: f"{_surname(person)}, {person.name.split()[0]}",
    "nick": lambda person: f"{person.name.split()[0]}_{_surname(person)[0]}".lower(),
    "titled_capitals": lambda person: f"{person.title} {_surname(person).upper()}" if person.title else "",
    "initials": _initials,
    "dotted": lambda person: "".join(f"{letter}." for letter in _initials(person)),
}
