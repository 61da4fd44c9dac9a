"""Publication dates as reports, pages and feeds write them -> ISO 8601."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
LOOSE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}.*)$")
ZONE = re.compile(r"([+-]\d{2})(\d{2})$")
YEARS = range(1600, 2200)


def as_iso(value: str | None) -> str | None:
    """`value` as an ISO 8601 date or date-time, its zone kept as stated; None when it is neither ISO nor RFC 2822."""
    if not value or len(value := value.strip()) > 60:
        return None
    if parts := COMPACT.match(value):
        value = "-".join(parts.groups())
    iso = ZONE.sub(r"\1:\2", LOOSE_TIME.sub(r"\1T\2", value).replace(" UTC", "Z").replace(" +", "+"))
    try:
        if len(iso) == 10:
            found: date = date.fromisoformat(iso)
        else:
            found = datetime.fromisoformat(iso)
    except ValueError:
        try:
            found = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return found.isoformat() if found.year in YEARS else None


def day(iso: str) -> str:
    """The calendar day of an ISO 8601 date or date-time, as written where it was published."""
    return iso[:10]
