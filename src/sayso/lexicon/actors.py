"""States, organisations, outlets, people, and the words by which a language turns a phrase into an actor.

``lang/world`` holds what all languages share, ``lang/<code>/states.toml`` and ``actors.toml`` what one language says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sayso.lexicon.files import Entry, one_of, read_entries, read_file
from sayso.lexicon.names import key, pieces
from sayso.lexicon.world import (
    Actor,
    load_family_names,
    load_given_names,
    load_organisations,
    load_outlets,
    load_people,
    load_regions,
    load_states,
)

KINDS = (
    *("state", "government", "military", "police", "court", "parliament", "party"),
    *("organisation", "armed-group", "person", "outlet", "place", "people", "unnamed"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an actor's name."""

    key: tuple[str, ...]  # folded pieces
    pieces: tuple[str, ...]  # as the lexicon writes them
    actor: Actor
    basis: str  # name, capital, adjective


@dataclass(frozen=True, slots=True)
class Role:
    """A noun that, with a country, is an actor: `ministro`, `troops`, `agency` with `spy`."""

    lemma: str
    kind: str
    needs: frozenset[str]  # lemmas, one of which must hang on the noun
    role: str | None  # the office or body, the same in all languages, by which `agencies` knows an organisation
    person: bool  # one human being
    where: bool  # a place name says whose it is, as in `la polizia di Milano`
    loose: bool  # an actor only where its country is said, as `forza`


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that stands for an actor named before: `il regime`, `the group`, `il Paese asiatico`."""

    lemma: str
    kinds: frozenset[str]  # of the antecedent
    number: str
    needs: frozenset[str]
    actor: str | None  # the only actor it can mean, when already mentioned: the North
    role: str | None  # offices of the antecedent


@dataclass(frozen=True, slots=True)
class Pronoun:
    form: str
    kinds: frozenset[str]
    number: str | None
    gender: str | None
    clitic: bool  # the form is part of a verb


@dataclass(frozen=True)
class ActorLexicon:
    """Indexed for one pass over the tokens of a sentence."""

    forms: Mapping[str, tuple[Form, ...]]  # by first folded piece, longest first
    actors: Mapping[str, Actor]  # by id
    roles: Mapping[str, tuple[Role, ...]]  # by lemma and by every form, the most demanding first
    agencies: Mapping[tuple[str, str], Actor]  # (country, role) -> its only organisation or outlet
    domains: Mapping[str, Actor]  # outlet by domain
    descriptions: Mapping[str, tuple[Description, ...]]  # by lemma and by every form
    pronouns: Mapping[str, Pronoun]  # by folded form
    areas: Mapping[str, str]  # adjective -> area of the world, the same in all languages
    settings: Mapping[str, frozenset[str]]
    given_names: frozenset[str]
    family_names: frozenset[str]
    place_names: frozenset[str]  # states, capitals and regions
    world: Path  # folder of the gazetteer


def load(folder: Path) -> ActorLexicon:
    """The actors of one language. Raises LexiconError when an entry breaks its schema."""
    world, path = folder.parent / "world", folder / "actors.toml"
    data = read_file(path)
    endings = data["inflections"]
    actors: dict[str, Actor] = {}
    forms: dict[str, list[Form]] = {}
    taken: dict[tuple[str, ...], Form] = {}

    def add(actor: Actor, names: Iterable[str], basis: str = "name") -> None:
        for name in names:
            form = Form(key(name), pieces(name), actor, basis)
            known = taken.setdefault(form.key, form)
            # NHK and Nhk are one name: the way of writing that asks for fewer capitals is kept
            if known.actor is actor and sum(map(str.isupper, name)) < sum(map(str.isupper, "".join(known.pieces))):
                taken[form.key] = form

    states = load_states(world)
    for id, entry in read_file(folder / "states.toml")["states"].items():
        actors[id] = state = replace(states[id], name=entry["names"][0])
        add(state, entry["names"])
        add(state, (f for a in entry.get("adjectives", ()) for f in inflected(a, endings)), "adjective")
        add(state, entry.get("capitals", ()), "capital")
    for entry in entries(path, "metonym"):
        metonym = replace(actors[entry["actor"]], kind=entry["kind"])
        add(metonym, entry["names"])
    loaders = (load_organisations, load_outlets, load_people, load_regions)
    agencies: dict[tuple[str, str], Actor | None] = {}
    for actor, names in (pair for loader in loaders for pair in loader(world, folder.name)):
        actors.setdefault(actor.id, actor)
        add(actor, names)
        if actor.role and actor.country:
            agencies[actor.country, actor.role] = None if (actor.country, actor.role) in agencies else actor
    for entry in entries(path, "demonym"):
        add(actors[entry["actor"]], (f for a in entry["adjectives"] for f in inflected(a, endings)), "adjective")
    for form in taken.values():
        if form.key:
            forms.setdefault(form.key[0], []).append(form)
    return ActorLexicon(
        {first: tuple(sorted(some, key=lambda f: -len(f.key))) for first, some in forms.items()},
        actors,
        by_form(roles(path), data["plurals"]),
        {k: actor for k, actor in agencies.items() if actor},
        {domain: actor for actor in actors.values() for domain in actor.domains},
        by_form(descriptions(path), data["plurals"]),
        {p.form: p for p in pronouns(path)},
        {word: area for area, words in data["areas"].items() for word in words},
        {name: frozenset(words) for name, words in data["settings"].items()},
        load_given_names(world),
        load_family_names(world),
        frozenset(" ".join(f.pieces) for f in taken.values() if f.actor.kind in {"state", "place"} and f.basis != "adjective"),
        world,
    )


def inflected(word: str, endings: Mapping[str, list[str]]) -> Iterator[str]:
    """The forms of an adjective: the longest ending of the table that fits is replaced by each of its forms."""
    fitting = [end for end in endings if word.endswith(end)]
    end = max(fitting, key=len)
    yield from dict.fromkeys([word, *(word[: len(word) - len(end)] + new for new in endings[end])])


Needy = TypeVar("Needy", Role, Description)

TABLES: Mapping[str, tuple[Mapping[str, type], Mapping[str, type]]] = {
    "metonym": ({"names": list, "actor": str, "kind": str, "example": str}, {}),
    "demonym": ({"adjectives": list, "actor": str, "example": str}, {}),
    "role": (
        {"lemma": str, "kind": str, "example": str},
        {"needs": list, "role": str, "person": bool, "where": bool, "loose": bool},
    ),
    "description": (
        {"lemma": str, "kinds": list, "example": str},
        {"number": str, "needs": list, "actor": str, "role": str},
    ),
    "pronoun": ({"forms": list, "kinds": list, "example": str}, {"number": str, "gender": str, "clitic": bool}),
}


def entries(path: Path, table: str) -> Iterator[Entry]:
    required, optional = TABLES[table]
    return read_entries(path, table, required, optional)


def roles(path: Path) -> Iterator[Role]:
    for e in entries(path, "role"):
        yield Role(
            e["lemma"],
            one_of(e["kind"], KINDS, "kind", f"{path} role {e['lemma']}"),
            frozenset(e.get("needs", ())),
            e.get("role"),
            e.get("person", False),
            e.get("where", False),
            e.get("loose", False),
        )


def descriptions(path: Path) -> Iterator[Description]:
    for e in entries(path, "description"):
        yield Description(
            e["lemma"],
            frozenset(e["kinds"]),
            e.get("number", "Sing"),
            frozenset(e.get("needs", ())),
            e.get("actor"),
            e.get("role"),
        )


def pronouns(path: Path) -> Iterator[Pronoun]:
    for e in entries(path, "pronoun"):
        for form in e["forms"]:
            yield Pronoun(form, frozenset(e["kinds"]), e.get("number"), e.get("gender"), e.get("clitic", False))


def by_form(found: Iterable[Needy], endings: Mapping[str, list[str]]) -> dict[str, tuple[Needy, ...]]:
    """Entries by each form of their noun, those that ask for a companion first: parsers err on the lemma of a plural."""
    index: dict[str, list[Needy]] = {}
    for entry in found:
        for form in inflected(entry.lemma, endings):
            index.setdefault(form, []).append(entry)
    return {form: tuple(sorted(some, key=lambda e: not e.needs)) for form, some in index.items()}
