"""Where reports come from: text, HTML and JSON Lines in files, folders and streams -> Documents.

Nothing here raises for a bad report: it arrives as an Arrival without a document, and the next one follows.
"""

from sayso.intake.arrivals import BYTES, CHARACTERS, STDIN, Arrival, Defaults, arrivals, from_html, from_row, from_text

__all__ = ["BYTES", "CHARACTERS", "STDIN", "Arrival", "Defaults", "arrivals", "from_html", "from_row", "from_text"]
