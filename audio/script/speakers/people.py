"""Which labels are one person: full names, first names, surnames, initials, typing errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from audio.script.document import Person
from audio.script.labels import Candidate
from audio.script.names import bare, classify, initials_of, key_of, unaccented, untitled
from audio.script.speakers.variants import meant_by, same_name
from audio.script.values import Speaker

_MOST = 200
"""People beyond which spellings are not compared, so that the time does not grow with their square."""


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
        brief = label.name.kind not in ("role", "joint", "mark")
        return key in self.aliases or (
            brief and not self.forms.isdisjoint(filter(None, _core_and_letters(key)))
        )


def _core_and_letters(key: str) -> tuple[str, str]:
    """Give the word of a short form that has but one, without titles, and its letters."""
    plain = unaccented(key)
    core = untitled(plain)
    return core[0] if len(core) == 1 else "", plain.replace(" ", "").replace(".", "")


@dataclass(frozen=True, slots=True)
class People:
    """Everyone who speaks, and which label is whose."""

    by_key: Mapping[str, str]
    """The person's name for each label's key, in order of first use."""
    labels: Sequence[Candidate] = ()
    """All labels that count, in order."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every person's name once, in order of first use."""
        return tuple(dict.fromkeys(self.by_key.values()))

    def speakers(self, names: Iterable[str], about: Mapping[str, str]) -> tuple[Speaker, ...]:
        """Give people with their labels, and what the file or a label says of them.

        `about` has what the file says, by the key of a name.
        """
        written: dict[str, dict[str, None]] = defaultdict(dict)
        roles: dict[str, str] = {}
        for label in self.labels:
            name = self.by_key[label.key]
            written[name].setdefault(label.written)
            if label.role:
                roles.setdefault(name, label.role)
        return tuple(
            Speaker(name, tuple(written[name]), about.get(key_of(name)) or roles.get(name, ""))
            for name in names
        )


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
        names |= {key: told.get(key) or someone.name for key in someone.keys}
    names |= {key: names[other] for key, other in meant_by(first, labels).items() if key not in told}
    return People({key: names[key] for key in first}, labels)


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
    fitting = {each.name for each in listed if any(each.may_be(form, label) for form in forms)}
    return told[0] if told else fitting.pop() if len(fitting) == 1 else own
