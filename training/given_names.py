"""Make lang/world/given_names.txt and family_names.txt: `python training/given_names.py`.

Source: the lists of first and last names in Faker (MIT licence), `pip install faker`, for languages written in Latin letters;
given names without common words of the languages read and without states and towns, family names without given names.
"""

import re
from importlib import import_module
from pathlib import Path

WORLD = Path(__file__).parent.parent / "src" / "sayso" / "lang" / "world"
LOCALES = (
    "it_IT en_US en_GB fr_FR de_DE es_ES pt_BR nl_NL pl_PL ro_RO hr_HR sl_SI "
    "sv_SE no_NO da_DK fi_FI cs_CZ hu_HU tr_TR en_IN id_ID"
)
NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž'’]{2,}")
NOT_GIVEN = """
America Asia Austin Brittany Carolina Chelsea Cheyenne China Dakota Dallas Denver Europa Florence Georgia Houston
India Ireland Israel Italia Jordan Kenya Kiev London Madison Paris Phoenix Roma Savannah Sierra Siena Sidney Sydney
Tunisi Vienna Virginia Holland Brasil April May June August Autumn Summer Angel Art Bill Chance Christian Constant
Destiny Harmony Heaven Justice Lane Marine Mercedes Miracle Norma Page Rich Sunny Trinity Destinee Genesis Journey
Sabato Santo Libero Costante Fiore Pace Vita Fortuna Nazario Salute Sante San Santa Bella Pasqua Romano Unione Villa
Costa Baldo Bosco Libera Prudente Severo Temistocle Venanzio Prima Ultima
"""


def main() -> None:
    given, family = set(), set()
    for locale in LOCALES.split():
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for key in ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary"):
            given.update(getattr(provider, key, ()))
        for key in ("last_names", "last_names_male", "last_names_female"):
            family.update(getattr(provider, key, ()))
    given = {n for n in given if NAME.fullmatch(n) and n not in NOT_GIVEN.split()}
    family = {n for n in family if NAME.fullmatch(n)} - given
    given_head = "# Given names, by which an unknown name is taken for a person's. Source: Faker (MIT licence)."
    family_head = "# Family names, by which a name taken for a small town is a person's. Source: Faker (MIT licence)."
    (WORLD / "given_names.txt").write_text("\n".join([given_head, *sorted(given)]) + "\n", encoding="utf-8")
    (WORLD / "family_names.txt").write_text("\n".join([family_head, *sorted(family)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
