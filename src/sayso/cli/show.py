"""`sayso show` and `sayso explain`: one document, claim, attribution or cluster, down to the exact sentence and word."""

from collections.abc import Sequence

import click

from sayso import reading as reader
from sayso.cli.terminal import ledger_option, line, parser_option, quoted
from sayso.cli.words import chain, print_claims, print_document, said_by
from sayso.errors import LedgerError
from sayso.export.brief import NOT_RECORDED, plural
from sayso.ledger import Ledger
from sayso.types import Attribution, Claim, Cluster, Origin, Reading, Sentence, Token


@click.command()
@click.argument("name", metavar="ID")
@ledger_option
def show(name: str, ledger: str) -> None:
    """Open a document, claim or cluster: its exact sentences and on whose say-so they are.

    ID is an id as the other commands print it, or the start of one.
    """
    with Ledger.open(ledger, create=False) as book:
        kind, full = resolve(book, name)
        if kind == "cluster":
            show_cluster(book, next(c for c in book.clusters() if c.id == full))
            return
        found = book.reading(full if kind == "document" else book.document_of(kind, full) or full)
        print_document(found.document)
        if kind == "document":
            line()
            line(f"{len(found.claims)} claims, {len(found.attributions)} attributions:")
            print_claims(found.claims, found)
            for issue in found.issues:
                line((f"! {issue.message}", "warning"))
        elif kind == "claim":
            show_claim(book, next(c for c in found.claims if c.id == full), found)
        else:
            show_attribution(next(a for a in found.attributions if a.id == full), found)


@click.command()
@click.argument("name", metavar="ID")
@ledger_option
@parser_option
def explain(name: str, ledger: str, parser: str | None) -> None:
    """Say why a claim was coded so: the rules, the words that decided, and the parse of its sentence.

    The sentence is parsed again from the stored text. ID is the id of a claim, or the start of one.
    """
    with Ledger.open(ledger, create=False) as book:
        kind, full = resolve(book, name)
        if kind != "claim":
            raise LedgerError(f"is a {kind}: explain takes the id of a claim (sayso show {full} lists them)", full)
        found = book.reading(book.document_of(kind, full) or full)
        claim = next(c for c in found.claims if c.id == full)
        print_document(found.document)
        print_claims([claim], found)
        line()
        explain_rules(claim, found)
        line()
        sentences = next(iter(reader.parser_for(found.document.lang, parser).parse([found.document])))
        explain_parse(claim, sentences)
        line()
        for run, when in book.runs(found.document.id):
            line(f"read by Sayso {run.version}, parser {run.parser}, rules {run.lexicon}, in use here since {when}")


def resolve(book: Ledger, start: str) -> tuple[str, str]:
    """(kind, full id) of the one thing whose id begins with `start`. Raises LedgerError when there is none or more."""
    found = book.find(start)
    exact = [f for f in found if f[1] == start]
    if not found:
        raise LedgerError("nothing in the ledger has an id that begins so", start)
    if len(exact or found) > 1:
        names = ", ".join(f"{name} ({kind})" for kind, name in found[:8])
        raise LedgerError(f"several ids begin so: {names}", start)
    return (exact or found)[0]


def show_claim(book: Ledger, claim: Claim, found: Reading) -> None:
    print_claims([claim], found)
    text = found.document.text
    line(
        f"certainty {claim.factuality.certainty}, polarity {claim.factuality.polarity}, tense {claim.factuality.tense}", indent=6
    )
    for attribution in found.attributions:
        if attribution.id in claim.attribution:
            cue = f" by “{quoted(text, attribution.cue)}”" if attribution.cue else ""
            line(f"{said_by(attribution, text)}{cue}  ", (attribution.id, "id"), indent=6)
    for cluster in book.clusters():
        if claim.id in cluster.claims and len(cluster.claims) > 1:
            line(f"one of {len(cluster.claims)} claims of: {cluster.title}  ", (cluster.id, "id"), indent=6)


def show_attribution(attribution: Attribution, found: Reading) -> None:
    text = found.document.text
    line(f"source: {said_by(attribution, text)}", indent=2)
    line(f"cue: {quoted(text, attribution.cue) if attribution.cue else 'none'}", indent=2)
    line("content: ", (f"“{quoted(text, attribution.content)}”", "quote"), indent=2)
    line(f"rule: {attribution.rule or 'none'}", indent=2)


def show_cluster(book: Ledger, cluster: Cluster) -> None:
    """All that is reported of one happening: origins, figures, contradictions, copies, why it was joined, and every claim."""
    readings = list(book.readings(cluster.documents))
    names = {o.id: o.name for o in cluster.origins}
    counted = [o for o in cluster.origins if o.kind != NOT_RECORDED]
    line((cluster.title, "title"), " · ", (cluster.status, cluster.status), "  ", (cluster.id, "id"))
    counts = ((cluster.documents, "report"), (cluster.languages, "language"), (counted, "origin"))
    line(" · ".join(plural(len(items), noun) for items, noun in counts), indent=2)
    line(f"independence: {cluster.independence} ({cluster.independence_reason})", indent=2)
    for origin in cluster.origins:
        show_origin(origin)
    for value in cluster.values:
        as_of = f", as of {value.as_of[:10]}" if value.as_of else ""
        line(f"{value.field}: {value.text} — {names.get(value.origin, value.origin)}{as_of}", indent=2)
    for contradiction in cluster.contradictions:
        values = " / ".join(v.text for v in contradiction.values)
        line(
            (f"{contradiction.kind} contradiction in {contradiction.field}: {values} ", "warning"),
            f"({contradiction.reason})",
            indent=2,
        )
    show_joins(cluster, readings)
    line()
    for found in readings:
        print_document(found.document)
        print_claims((c for c in found.claims if c.id in cluster.claims), found)


def show_joins(cluster: Cluster, readings: Sequence[Reading]) -> None:
    """Which reports share text, and why which claims were taken as one happening."""
    outlets = {r.document.id: r.document.outlet or r.document.title or r.document.id for r in readings}
    home = {c.id: outlets[r.document.id] for r in readings for c in r.claims}
    for copy in cluster.copies:
        left, right = (outlets.get(d, d) for d in copy.documents)
        line(f"{copy.kind}: {left} and {right} share {copy.share:.0%} ({copy.reason})", indent=2)
    for link in cluster.links:
        both = dict.fromkeys(home.get(claim, claim) for claim in (link.left, link.right))
        line(f"joined: {' and '.join(both)} ({link.reason})", indent=2)


def show_origin(origin: Origin) -> None:
    via = f", through {', '.join(origin.via)}" if origin.via else ""
    seen = f", first seen {origin.first_seen[:10]}" if origin.first_seen else ""
    reports = plural(len(origin.documents), "report")
    kind = "no source given" if origin.kind == NOT_RECORDED else origin.kind
    line(f"origin: {origin.name} ({kind}{via}; {reports}{seen}): ", (origin.status, origin.status), indent=2)


def explain_rules(claim: Claim, found: Reading) -> None:
    """Which rule decided what, and on which words."""
    text = found.document.text
    event, factuality = claim.event, claim.factuality
    line(f"type {event.type}{f' ({event.mode})' if event.mode else ''}: “{quoted(text, event.span)}”, rule {event.rule}")
    named = {(m.sent, m.tok): m for m in found.mentions}
    for role, arguments in (("actor", claim.actor), ("recipient", claim.recipient)):
        for argument in arguments:
            mention = named.get((argument.sent, argument.tok))
            known = argument.actor or argument.country
            why = (
                f" = {known}, by its {mention.basis}" if known and mention else f" = {known}" if known else ", not in the lexicon"
            )
            line(f"{role}: “{quoted(text, argument.span)}”{why}")
    words = ", ".join(f"“{quoted(text, cue)}”" for cue in factuality.cues) or "no word of doubt, plan, condition or denial"
    line(f"status {factuality.status}: {words}{f', rule {factuality.rule}' if factuality.rule else ''}")
    if claim.time:
        anchor = f", counted from {claim.time.anchor}" if claim.time.anchor else ""
        line(f"time {claim.time.value}: “{quoted(text, claim.time.span)}”, {claim.time.basis}{anchor}")
    for attribution in found.attributions:
        if attribution.id in claim.attribution:
            cue = f"“{quoted(text, attribution.cue)}”" if attribution.cue else "no cue word"
            line(f"source “{said_by(attribution, text)}”: {cue}, rule {attribution.rule or 'none'}")
    line(f"so, on the say-so of {chain(claim, found)}; the machine's confidence in its reading is {claim.confidence:.2f}")


def explain_parse(claim: Claim, sentences: Sequence[Sentence]) -> None:
    """The sentence's tokens as Universal Dependencies; the trigger is marked."""
    if claim.event.sent >= len(sentences):
        line(("The parser in use now splits this text otherwise: the sentence cannot be shown.", "warning"))
        return
    tokens = sentences[claim.event.sent].tokens
    width = max(len(t.text) for t in tokens)
    for tok in tokens:
        mark = "→" if tok.start == claim.event.span.start else " "
        columns = f"{tok.text:{width}} {tok.lemma:{width}} {tok.upos:6}{tok.deprel:13}{head_of(tok, tokens):{width}} "
        line(f"{mark} {tok.i + 1:3} {columns}", features(tok))


def head_of(tok: Token, tokens: Sequence[Token]) -> str:
    return "—" if tok.head == tok.i else tokens[tok.head].text


def features(tok: Token) -> tuple[str, str]:
    return "|".join(f"{key}={value}" for key, value in tok.feats.items()), "id"
