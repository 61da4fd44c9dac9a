"""Reading lang/world: states, organisations, outlets, people and regions that all languages share."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.errors import LexiconError
from sayso.lexicon.files import one_of, read_file
from sayso.lexicon.names import fold

ORGANISATIONS = ("organisation", "armed-group", "party", "government", "military", "parliament", "police", "court")
OUTLETS = ("agency", "broadcaster", "newspaper", "site")


@dataclass(frozen=True, slots=True)
class Office:
    """Held from `since` to `until` (ISO 8601 years or months, both inclusive); None where no end is known."""

    role: str
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that acts. `id` is ISO 3166 alpha-3 for a state, an English short name otherwise."""

    id: str
    kind: str
    country: str | None  # ISO 3166 alpha-3
    name: str  # as shown in the language of the lexicon
    areas: frozenset[str] = frozenset()
    role: str | None = None  # the body it is in its country: intelligence, state agency
    sort: str | None = None  # of an outlet: agency, broadcaster, newspaper, site
    domains: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    female: bool = False


Named = tuple[Actor, tuple[str, ...]]


def rows(path: Path, columns: int) -> Iterator[list[str]]:
    """The rows of a table of tab-separated values; lines that begin with # are notes.

    Raises LexiconError naming the line when a row has another number of columns or the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"cannot be read: {error}", str(path)) from error
    for n, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            row = line.split("\t")
            if len(row) != columns:
                raise LexiconError(f"has {len(row)} columns, not {columns}", f"{path} line {n}")
            yield row


@cache
def load_states(world: Path) -> dict[str, Actor]:
    """States by id; their names come from the language."""
    found = {}
    for id, _, areas, _, _ in rows(world / "states.tsv", 5):
        country = id if len(id) == 3 and id.isupper() else None
        found[id] = Actor(id, "state", country, id, frozenset(areas.split()))
    return found


def load_organisations(world: Path, lang: str) -> Iterator[Named]:
    """Organisations, bodies and armed groups with their names in a language; names under `all` hold in every one."""
    path = world / "organisations.toml"
    for id, entry in read_file(path)["organisations"].items():
        kind = one_of(entry.get("kind", "organisation"), ORGANISATIONS, "kind", f"{path} {id}")
        names = (*entry.get(lang, ()), *entry.get("all", ()))
        yield Actor(id, kind, entry.get("country"), names[0] if names else id, role=entry.get("role")), names


def load_outlets(world: Path, lang: str) -> Iterator[Named]:
    """News agencies, broadcasters, newspapers and news sites."""
    path = world / "outlets.toml"
    for id, entry in read_file(path)["outlets"].items():
        sort = one_of(entry["kind"], OUTLETS, "kind", f"{path} {id}")
        names = (*entry.get(lang, ()), *entry["names"])
        yield (
            Actor(id, "outlet", entry["country"], names[0], role=entry.get("role"), sort=sort, domains=tuple(entry["domains"])),
            names,
        )


def load_people(world: Path, lang: str) -> Iterator[Named]:
    """Holders of office; one row for each term, all rows of a person together."""
    people: dict[str, tuple[Actor, tuple[str, ...]]] = {}
    for country, role, since, until, name, variants, gender in rows(world / "people.tsv", 7):
        id = "-".join(fold(name).replace("'", "").split())
        office = Office(role, since, until or None)
        known, names = people.get(id, (None, (name,)))
        offices = (*(known.offices if known else ()), office)
        actor = Actor(id, "person", known.country if known else country, name, offices=offices, female=gender == "f")
        people[id] = actor, (*names, *(v for v in variants.split("; ") if v and v not in names))
    yield from people.values()


def load_regions(world: Path, lang: str) -> Iterator[Named]:
    """Regions and disputed areas, as places that a phrase may belong to."""
    columns = {code: i for i, code in enumerate(region_columns(world))}
    for row in rows(world / "regions.tsv", len(columns)):
        names = tuple(n for n in row[columns[lang]].split("; ") if n)
        if names:
            yield Actor(f"region:{row[0]}", "place", row[1] or None, names[0]), names


@cache
def load_given_names(world: Path) -> frozenset[str]:
    """Given names in many languages, as written, and those of the holders of office."""
    holders = (row[4].split()[0] for row in rows(world / "people.tsv", 7) if " " in row[4])
    return frozenset(row[0] for row in rows(world / "given_names.txt", 1)) | frozenset(holders)


@cache
def load_family_names(world: Path) -> frozenset[str]:
    """Family names in many languages, as written, and those of the holders of office."""
    holders = (row[4].split()[-1] for row in rows(world / "people.tsv", 7) if " " in row[4])
    return frozenset(row[0] for row in rows(world / "family_names.txt", 1)) | frozenset(holders)


@cache
def region_columns(world: Path) -> tuple[str, ...]:
    """The head of regions.tsv: id, country, latitude, longitude, precision, and one column for each language."""
    first = (world / "regions.tsv").read_text(encoding="utf-8").splitlines()[0]
    return tuple(first.lstrip("# ").split("\t"))
