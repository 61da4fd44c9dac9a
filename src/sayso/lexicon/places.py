"""The gazetteer, and the words by which a language says where something happens."""

import gzip
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sayso.lexicon.files import read_file
from sayso.lexicon.names import key
from sayso.lexicon.world import region_columns, rows

AT_HOME = 1.5  # a place in a country of the report counts as if it had 30 times the people
MAIN_NAME = 0.6  # and one that bears the name first, not as one of several, as if it had 4 times


@dataclass(frozen=True, slots=True)
class Site:
    """A place with its middle in degrees; `people` is 0 where it does not matter."""

    name: str
    country: str | None  # ISO 3166 alpha-3
    lat: float
    lon: float
    people: int
    precision: str  # city, region, country, area


@dataclass(frozen=True)
class PlaceLexicon:
    lang: str
    world: Path
    settings: Mapping[str, frozenset[str]]
    regions: Mapping[tuple[str, ...], Site]  # by folded pieces of the name
    countries: Mapping[str, tuple[float, float]]  # actor id of a state -> middle


@cache
def load(folder: Path) -> PlaceLexicon:
    """The places of one language; the gazetteer is read when the first name is looked up.

    Raises LexiconError when a file cannot be read.
    """
    world = folder.parent / "world"
    columns = region_columns(world)
    at = {name: columns.index(name) for name in ("country", "lat", "lon", "precision", folder.name)}
    regions: dict[tuple[str, ...], Site] = {}
    for row in rows(world / "regions.tsv", len(columns)):
        for name in filter(None, row[at[folder.name]].split("; ")):
            site = Site(name, row[at["country"]] or None, float(row[at["lat"]]), float(row[at["lon"]]), 0, row[at["precision"]])
            regions.setdefault(key(name), site)
    middles = {row[0]: (float(row[3]), float(row[4])) for row in rows(world / "states.tsv", 5)}
    settings = {name: frozenset(words) for name, words in read_file(folder / "places.toml")["settings"].items()}
    return PlaceLexicon(folder.name, world, settings, regions, middles)


@cache
def gazetteer(world: Path) -> tuple[bytes, int]:
    """The unpacked file and the offset at which its names begin."""
    blob = gzip.decompress((world / "gazetteer.tsv.gz").read_bytes())
    return blob, blob.index(b"\n\n") + 2


@lru_cache(maxsize=1 << 14)
def cities(world: Path, name: str) -> tuple[Site, ...]:
    """Every populated place of this name, the most populous first."""
    blob, low = gazetteer(world)
    high, want = len(blob), " ".join(key(name)).encode()
    while low < high:
        start = blob.rfind(b"\n", 0, (low + high) // 2) + 1
        end = blob.index(b"\n", start)
        found, _, offsets = blob[start:end].partition(b"\t")
        if found == want:
            return tuple(site_at(blob, int(offset)) for offset in offsets.split())
        low, high = (end + 1, high) if found < want else (low, start)
    return ()


def site_at(blob: bytes, offset: int) -> Site:
    name, country, lat, lon, people = blob[offset : blob.index(b"\n", offset)].decode().split("\t")
    return Site(name, country or None, float(lat), float(lon), int(people), "city")


def look_up(lexicon: PlaceLexicon, name: str, context: frozenset[str]) -> Site | None:
    """The region or town that a name means in a report about the countries `context`.

    A town in one of these countries is preferred to a more populous one elsewhere unless that has 30 times its people.
    """
    if region := lexicon.regions.get(key(name)):
        return region
    found = cities(lexicon.world, name)
    want = key(name)

    def weight(site: Site) -> float:
        return math.log10(site.people + 1) + AT_HOME * (site.country in context) + MAIN_NAME * (key(site.name) == want)

    return max(found, key=weight, default=None)


@lru_cache(maxsize=1 << 14)
def country_of_name(world: Path, name: str) -> str | None:
    """The country of a town where the name leaves no doubt: every namesake abroad has a tenth of its people or less."""
    found = cities(world, name)
    if not found or any(s.people * 10 > found[0].people and s.country != found[0].country for s in found[1:]):
        return None
    return found[0].country
