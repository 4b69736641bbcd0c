"""Which labels are one person: full names, first names, surnames, initials, typing errors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from audio.script.document import Person
from audio.script.labels import Candidate
from audio.script.names import bare, classify, initials_of, key_of, unaccented, untitled
from audio.script.speakers.variants import answering_each_other, meant_by, same_name

_MOST = 200
"""People beyond which spellings are not compared, so that the time does not grow with their square."""
_MOST_INITIALS = 5
"""Letters."""


@dataclass(slots=True)
class _Someone:
    """A person while the labels are still being sorted."""

    name: str
    aliases: set[str] = field(default_factory=set)
    """Casefolded initials and other short forms that the source declares."""
    keys: set[str] = field(default_factory=set)

    @property
    def tokens(self) -> list[str]:
        """The name's words without titles, casefolded and without accents."""
        return [unaccented(token) for token in untitled(key_of(self.name))]

    @property
    def forms(self) -> set[str]:
        """Every short form that can mean this person."""
        tokens = self.tokens
        parts = (tokens[0], tokens[-1], *"-".join(tokens).split("-"))
        return {*self.aliases, *parts, *initials_of(self.name)}

    def may_be(self, key: str, label: Candidate) -> bool:
        """Say whether a short form can mean this person."""
        if key in self.aliases or label.name.kind in ("role", "joint", "mark"):
            return key in self.aliases
        tokens = self.tokens
        core, letters = _core_and_letters(key)
        if core and (core in (tokens[0], tokens[-1]) or core in "-".join(tokens).split("-")):
            return True
        short = 1 < len(letters) <= _MOST_INITIALS or len(letters) == len(tokens) == 1
        return short and letters in initials_of(self.name)


def _core_and_letters(key: str) -> tuple[str, str]:
    """Give the word of a short form that has but one, without titles, and its letters."""
    plain = unaccented(key)
    core = untitled(plain)
    return core[0] if len(core) == 1 else "", plain.replace(" ", "").replace(".", "")


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

    @property
    def keys(self) -> Collection[str]:
        """Every label's key."""
        return self._names.keys()

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
        aliases[label.key] |= {key_of(label.alias)} if label.alias else set()
    listed = [
        _Someone(person.name, {key_of(alias) for alias in person.aliases})
        for person in people
        if classify(person.name).kind in ("person", "titled", "word", "handle")
    ]
    someones = _full_names(first, aliases)
    full = {key for someone in someones for key in someone.keys}
    told = {key_of(alias): name for alias, name in known.items()}
    by_form = defaultdict[str, list[_Someone]](list)
    for someone in someones:
        for form in someone.forms:
            by_form[form].append(someone)
    names = {
        key: told.get(key) or _name_for(key, label, by_form, listed, declared, aliases[key])
        for key, label in first.items()
        if key not in full
    }
    for owner in list(names):
        for alias in aliases[owner] & names.keys():
            if names[alias] == bare(first[alias].name.text):
                names[alias] = names[owner]
    for someone in someones:
        names |= {key: told.get(key) or _fullest(someone, listed) for key in someone.keys}
    names |= {
        key: bare(first[key].name.text) for key in answering_each_other(labels) | _couples(first, names)
    }
    names |= {key: names[other] for key, other in meant_by(first, labels).items() if key not in told}
    return People({key: names[key] for key in first}, labels)


def _couples(first: Mapping[str, Candidate], names: Mapping[str, str]) -> set[str]:
    """Give the titled surnames that would all be one person: `Mr Pascoe` and `Mrs Pascoe` are two."""
    titled = [key for key, label in first.items() if label.name.kind == "titled" and len(untitled(key)) == 1]
    held = Counter(names[key] for key in titled)
    return {key for key in titled if held[names[key]] > 1}


def _full_names(first: Mapping[str, Candidate], aliases: Mapping[str, set[str]]) -> list[_Someone]:
    """One person for all the spellings of a full name."""
    someones: list[_Someone] = []
    index: dict[str, _Someone] = {}
    for key, label in first.items():
        tokens = [unaccented(token) for token in untitled(key)]
        if label.name.kind not in ("person", "titled") or len(tokens) < 2:
            continue
        compared = someones if len(someones) <= _MOST else ()
        near = next((each for each in compared if same_name(tokens, each.tokens)), None)
        mine = index.get(" ".join(tokens)) or near
        if mine is None:
            mine = _Someone(label.name.text)
            someones.append(mine)
        index[" ".join(tokens)] = mine
        if len(mine.tokens[0]) == 1 < len(tokens[0]):
            mine.name = label.name.text  # an initial before, now the name
        mine.keys.add(key)
        mine.aliases |= aliases[key]
    return someones


def _name_for(
    key: str,
    label: Candidate,
    by_form: Mapping[str, Sequence[_Someone]],
    listed: Sequence[_Someone],
    declared: Mapping[str, str],
    aliases: Collection[str],
) -> str:
    """Give the full name behind a short form: a speaker's, else one that the file tells, else itself."""
    near = {id(each): each for form in (key, *_core_and_letters(key)) for each in by_form.get(form, ())}
    spoken = [someone for someone in near.values() if someone.may_be(key, label)]
    if len(spoken) == 1:
        spoken[0].keys.add(key)
        return spoken[0].name
    own = bare(label.name.text)
    if spoken:
        return own
    forms = (key, *aliases)
    told = [declared[form] for form in forms if form in declared]
    fitting = {
        key_of(each.name): each.name for each in listed if any(each.may_be(form, label) for form in forms)
    }
    return told[0] if told else next(iter(fitting.values())) if len(fitting) == 1 else own


def _fullest(someone: _Someone, listed: Sequence[_Someone]) -> str:
    """Give the fullest form: the file's own list may know a name in the middle."""
    own = someone.tokens
    fuller = (each for each in listed if len(each.tokens) > len(own))
    return next((each.name for each in fuller if same_name(own, each.tokens)), someone.name)
