"""Which labels are one person: full names, first names, surnames, initials, typing errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from audio.script.document import Person
from audio.script.labels import (
    Candidate,
    answering_each_other,
    distance,
    initial_fits,
    joined_variants,
    named_in_brackets,
    near,
)
from audio.script.names import HONORIFICS, bare, classify, initials_of, key_of, unaccented


@dataclass(slots=True)
class _Someone:
    """A person while the labels are still being sorted."""

    name: str
    keys: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    """Casefolded initials and other short forms that the source declares."""

    @property
    def tokens(self) -> list[str]:
        """The name's words without titles, casefolded and without accents."""
        split = [unaccented(key_of(token)) for token in self.name.split()]
        kept = [token for token in split if token not in HONORIFICS]
        return kept or split


class People:
    """Everyone who speaks, and which label is whose."""

    def __init__(self, names: Mapping[str, str], labels: Sequence[Candidate] = ()) -> None:
        self._names = dict(names)
        self._written: dict[str, dict[str, None]] = {}
        self._roles: dict[str, str] = {}
        for label in labels:
            name = self._names[label.key]
            self._written.setdefault(name, {}).setdefault(label.written)
            if label.role:
                self._roles.setdefault(name, label.role)

    def labels_of(self) -> dict[str, tuple[str, ...]]:
        """Give every person's labels as written, in order of first use."""
        return {name: tuple(written) for name, written in self._written.items()}

    def role_of(self, name: str) -> str:
        """Give what the labels say of a person in brackets, or an empty string."""
        return self._roles.get(name, "")

    def name_of(self, key: str) -> str:
        """Give the person's name for a label's key."""
        return self._names[key]

    def __contains__(self, key: object) -> bool:
        return key in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """Every person's name once, in order of first use."""
        return tuple(dict.fromkeys(self._names.values()))


def resolve(
    labels: Sequence[Candidate],
    people: Iterable[Person],
    declared: Mapping[str, str],
    known: Mapping[str, str],
) -> People:
    """Sort the labels of a file by person.

    `labels` are those that count, in order; `people` whom the file names elsewhere; `declared` initials
    that its text explains; `known` alias -> full name from the settings.
    """
    first: dict[str, Candidate] = {}
    aliases: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        first.setdefault(label.key, label)
        if label.alias:
            aliases[label.key].add(key_of(label.alias))
    listed = [
        person for person in people if classify(person.name).kind in ("person", "titled", "word", "handle")
    ]
    full, rest = _parted(first)
    someones = _full_names(full, first, aliases)
    told = {key_of(alias): name for alias, name in known.items()}
    names: dict[str, str] = {}
    for key in rest:
        names[key] = told.get(key) or _name_for(key, first[key], someones, listed, declared, aliases)
    for owner, short in aliases.items():
        for alias in short & set(rest):
            if owner in names and names[alias] == bare(first[alias].name.text):
                names[alias] = names[owner]
    for someone in someones:
        better = _better(someone, listed)
        for key in someone.keys:
            names[key] = told.get(key) or better
    _settle_variants(names, first, labels, told)
    return People({key: names[key] for key in first}, labels)


def _settle_variants(
    names: dict[str, str],
    first: Mapping[str, Candidate],
    labels: Sequence[Candidate],
    told: Mapping[str, str],
) -> None:
    """Part people who answer each other, and join the short forms and misprints of one label."""
    for key in answering_each_other(labels):
        names[key] = bare(first[key].name.text)
    for key, other in {**joined_variants(first, labels), **named_in_brackets(first)}.items():
        if key not in told:
            names[key] = names[other]


def _parted(first: Mapping[str, Candidate]) -> tuple[list[str], list[str]]:
    """Full names, longest first in their order of use, and the short forms that may stand for them."""
    full = [
        key
        for key, label in first.items()
        if label.name.kind in ("person", "titled") and len(_core(key)) >= 2
    ]
    return full, [key for key in first if key not in set(full)]


def _core(key: str) -> list[str]:
    return [token for token in key.split() if token not in HONORIFICS]


def _full_names(
    keys: Sequence[str], first: Mapping[str, Candidate], aliases: Mapping[str, set[str]]
) -> list[_Someone]:
    """One person for all the spellings of a full name."""
    someones: list[_Someone] = []
    index: dict[str, _Someone] = {}
    for key in keys:
        core = " ".join(unaccented(token) for token in _core(key))
        mine = index.get(core) or (_same(core, someones) if len(someones) <= 200 else None)
        if mine is None:
            mine = _Someone(first[key].name.text)
            someones.append(mine)
        index[core] = mine
        if len(mine.tokens[0]) == 1 < len(core.split()[0]):
            mine.name = first[key].name.text
        mine.keys.add(key)
        mine.aliases |= aliases.get(key, set())
    return someones


def _same(core: str, someones: Sequence[_Someone]) -> _Someone | None:
    """Give the person whose name differs by a typing error or a middle name, or ends so: `van der Meer`."""
    tokens = core.split()
    for someone in someones:
        theirs = someone.tokens
        if initial_fits(tokens, theirs) or tokens == theirs[-len(tokens) :]:
            return someone
        ends = theirs[0] == tokens[0] and (
            theirs[-1] == tokens[-1] or (len(tokens[-1]) > 5 and distance(theirs[-1], tokens[-1]) == 1)
        )
        if ends and len(theirs) != len(tokens):
            return someone
        if abs(len(core) - len(" ".join(theirs))) <= 2 and near(tokens, theirs):
            return someone
    return None


def _name_for(
    key: str,
    label: Candidate,
    someones: Sequence[_Someone],
    listed: Sequence[Person],
    declared: Mapping[str, str],
    aliases: Mapping[str, set[str]],
) -> str:
    """Give the full name behind a short form: a speaker's, else one that the file tells, else itself."""
    spoken = [
        someone
        for someone in someones
        if _stands_for(key, label, someone.tokens, someone.name, someone.aliases)
    ]
    if len(spoken) == 1:
        spoken[0].keys.add(key)
        return spoken[0].name
    if len(spoken) > 1:
        exact = [someone for someone in spoken if key in someone.aliases]
        if len(exact) == 1:
            exact[0].keys.add(key)
            return exact[0].name
        return bare(label.name.text)
    own = aliases.get(key, set())
    for initials in (key, *own):
        if initials in declared:
            return declared[initials]
    fitting = []
    for person in listed:
        stand_in = _Someone(person.name, aliases={key_of(alias) for alias in person.aliases})
        if any(
            _stands_for(short, label, stand_in.tokens, person.name, stand_in.aliases) for short in (key, *own)
        ):
            fitting.append(person.name)
    if len(set(fitting)) == 1:
        return fitting[0]
    return bare(label.name.text)


def _stands_for(key: str, label: Candidate, tokens: Sequence[str], name: str, aliases: set[str]) -> bool:
    """Say whether a short form can mean a person."""
    plain = unaccented(key)
    core = [token for token in plain.split() if token not in HONORIFICS]
    if key in aliases:
        return True
    if label.name.kind in ("role", "joint", "mark"):
        return False
    if len(core) == 1:
        one = core[0]
        if one in (tokens[0], tokens[-1]) or one in "-".join(tokens).split("-"):
            return True
        if len(one) >= 5 and any(
            len(token) >= 5 and one[0] == token[0] and distance(one, token) == 1 for token in tokens
        ):
            return True
    letters = plain.replace(" ", "").replace(".", "")
    return len(letters) <= 5 and letters in initials_of(name) and (len(letters) > 1 or len(tokens) == 1)


def _better(someone: _Someone, listed: Sequence[Person]) -> str:
    """Give the fullest form: the file's own list may know a fuller name than the labels."""
    for person in listed:
        theirs = [unaccented(token) for token in person.name.split()]
        if (
            len(theirs) > len(someone.tokens)
            and theirs[0] == someone.tokens[0]
            and theirs[-1] == someone.tokens[-1]
        ):
            return person.name
    return someone.name
