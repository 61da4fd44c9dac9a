"""The dateline or credit with which agency prose begins: SEOUL, Feb 8 (Reuters) - ; (ANSA) - ROMA, 8 FEB - ; LONDON —

It is layout, not language: towns, a day, the agency in brackets, then a dash. It is no part of the sentence after it.
"""

import re

REACH = 120  # characters of a paragraph in which a dateline ends
CREDIT = r"\([^()\n]{2,40}\)"
UPPER = r"[^\W\d_a-zß-ÿ][\w.'’]*(?:-\w+)*"  # a word that begins with a capital letter
TOWN = rf"{UPPER}(?:[ /](?:[^\W\d_]{{1,3}} )?{UPPER}){{0,3}}"
DAY = r",? (?:[^\W\d_]{3,10}\.? \d{1,2}|\d{1,2}º? [^\W\d_]{3,10}\.?)(?:,? \d{4})?"
PART = rf"(?:{TOWN}(?:, {TOWN})?(?:{DAY})?(?:,? {CREDIT})?|{CREDIT})"
DATELINE = re.compile(rf"(?:{PART}\s?(?:--|[-–—])\s){{1,3}}|{TOWN}(?:, {TOWN})?(?: {CREDIT})?—|\([A-Z]{{2,10}}\) ?(?=\S)")
SURE = re.compile(rf"{CREDIT}|(?<![-\w])\d")  # what a dateline holds, unless its town stands in capitals
CAPITALS = re.compile(r"[^\W\d_]{3,}(?![\w-])")


def dateline_end(text: str) -> int:
    """Offset at which the sentence after a dateline begins; 0 when `text` does not begin with one."""
    found = DATELINE.match(text[:REACH])
    if not found or found.end() == len(text):
        return 0
    town = CAPITALS.match(text)
    capitals = town is not None and town.group().isupper()
    return found.end() if capitals or SURE.search(found.group()) else 0
