"""Finding where something happens: names of places in phrases that say where."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.find.tree import children
from sayso.lexicon.places import PlaceLexicon, look_up
from sayso.types import Mention, Place, Sentence, Span, Token

PLACE_KINDS = frozenset({"state", "place"})
OF_A_NOUN = frozenset({"nmod", "compound", "flat", "appos", "amod", "name"})
ACTING = frozenset({"nsubj", "csubj", "vocative", "iobj"})
SAYS_WHERE = frozenset({"obl", "nmod", "advmod", "root", "obj", "conj", "dep", "xcomp", "acl", "advcl", "parataxis"})
WIDEST = 3  # tokens of a name on either side of its head
LARGE = 100_000  # people of a town that is known without a preposition or a mention
DEPTH = 3  # steps from the noun of a locative phrase down to the name: nel sud della provincia di Idlib


def find_places(
    sent: Sentence, mentions: tuple[Mention, ...], lexicon: PlaceLexicon, context: frozenset[str]
) -> Iterator[Place]:
    """Yield the places of a sentence in text order.

    A country is a place where a preposition says so (`in Russia`), directly or through a noun of place (`nel sud della Siria`);
    a capital also where something is done to it as to a town, or a happening bears its name (`the Paris attacks`). A town or
    region is a place wherever it does not act and is not the seat of a body (`la polizia di Boston`). `context` are the
    countries of the report, for towns that share a name.
    """
    reader = _Reader(sent, mentions, lexicon, context)
    found: dict[int, Place] = {}
    for tok in sent.tokens:
        if reader.is_locative(tok):
            found |= {i: reader.placed(i) for i in reader.names_at(tok, DEPTH)}
        elif tok.i in reader.known and reader.is_setting(tok, reader.known[tok.i]):
            found[tok.i] = reader.placed(tok.i)
        elif reader.is_hit(tok) or reader.is_scene(tok):
            found |= {i: reader.placed(i) for i in reader.names_at(tok, DEPTH)}
    yield from (replace(found[i], relative=reader.taken_up(found[i].span)) for i in sorted(found))


def find_places_meant(sentences: Sequence[Sentence], places: Sequence[Place], lexicon: PlaceLexicon) -> Iterator[Place]:
    """Yield the places of a report in text order, and with them what `nel villaggio`, `the city` mean: the town named last.

    Only a bare definite noun counts, and only where the last sentence that names towns, at most two before, names one, or one
    with that noun (the village of Khazna).
    """
    last: list[tuple[Place, set[str]]] = []  # towns with the nouns that stand with their names
    at = -9
    for sent in sentences:
        here = [p for p in places if p.sent == sent.index]
        for tok in anaphors(sent, lexicon) if sent.index - at <= 2 else ():
            same = [p for p, nouns in last if tok.lemma.lower() in nouns] or [p for p, _ in last]
            if len({p.name for p in same}) == 1 and not any(p.precision == "city" for p in here):
                here.append(replace(same[0], span=Span(tok.start, tok.end), sent=sent.index, tok=tok.i, relative=None))
        yield from sorted(here, key=lambda p: p.span.start)
        towns = [p for p in here if p.precision == "city" or (p.precision == "area" and p.lat is None)]
        if towns:
            last, at = [(p, {sent.tokens[i].lemma.lower() for i in (p.tok, sent.tokens[p.tok].head)}) for p in towns], sent.index


def anaphors(sent: Sentence, lexicon: PlaceLexicon) -> Iterator[Token]:
    """The definite nouns of a town with nothing but their article, where something is or happens: in the village."""
    words = lexicon.settings
    for tok in sent.tokens:
        if tok.lemma.lower() not in words["anaphors"] or tok.feats.get("Number") == "Plur":
            continue
        below = list(children(sent, tok.i))
        definite = any(c.feats.get("Definite") == "Def" or c.feats.get("PronType") == "Dem" for c in below)
        bare = all(c.deprel.split(":")[0] in {"det", "case", "punct", "advmod"} for c in below)
        cases = {w for c in below if c.deprel == "case" for w in (c.text.lower(), c.lemma.lower())}
        part = sent.tokens[tok.head].lemma.lower() in words["place_nouns"] and cases & words["of"]
        there = part or cases & (words["prepositions"] | words["town_prepositions"])
        hit = tok.deprel in {"obj", "nsubj:pass"} and sent.tokens[tok.head].lemma.lower() in words["reached"]
        if definite and bare and (there or hit):
            yield tok


class _Reader:
    """One sentence with what is known of it."""

    def __init__(
        self, sent: Sentence, mentions: tuple[Mention, ...], lexicon: PlaceLexicon, context: frozenset[str]
    ) -> None:
        self.sent, self.lexicon, self.context = sent, lexicon, context
        self.words = lexicon.settings
        self.known: dict[int, Mention] = {}
        self.others: dict[int, Mention] = {}
        for m in mentions:
            named = m.kind in PLACE_KINDS and m.basis not in {"adjective", "role"}
            if self.is_country(m):
                self.known[m.tok] = replace(m, kind="state", basis="name")
            else:
                (self.known if named else self.others)[m.tok] = m

    def is_country(self, mention: Mention) -> bool:
        """Whether a word that may be an adjective of nationality (Svizzera, Ucraina) is the country's name here."""
        tok = self.sent.tokens[mention.tok]
        return mention.basis == "adjective" and tok.upos == "PROPN" and mention.name == tok.text and tok.i > 0

    def is_namesake(self, tok: Token) -> bool:
        """Whether a name taken for a person's is that of a town (Khan Younis), or that of a body its house (White House)."""
        mention = self.others.get(tok.i)
        if mention is None or mention.basis != "name":
            return False
        inside = [t for t in self.sent.tokens if mention.span.start <= t.start and t.end <= mention.span.end]
        if as_written(inside) in self.words["seats"]:
            return True
        if mention.kind != "person" or mention.actor:
            return False
        return look_up(self.lexicon, as_written(inside), self.context) is not None

    def cases(self, tok: Token) -> list[frozenset[str]]:
        """Of each preposition on a token, its form and lemma."""
        return [frozenset((c.text.lower(), c.lemma.lower())) for c in children(self.sent, tok.i) if c.deprel == "case"]

    def is_locative(self, tok: Token) -> bool:
        """Whether a preposition puts `tok` in space. `a Mosca` after a verb of giving or telling does not."""
        mention, head = self.known.get(tok.i), self.sent.tokens[tok.head]
        if tok.deprel.split(":")[0] not in SAYS_WHERE or head.lemma.lower() in self.words["elsewhere"]:
            return False
        if tok.i in self.others and not (self.is_noun(tok) or self.is_namesake(tok)):
            return False
        if tok.deprel == "obl:agent":  # fled from Chechnya, taken for the agent
            lemma, town = head.lemma.lower(), mention is not None and mention.kind == "place"
            leaves = lemma in self.words["departures" if town else "fled"] and mention is not None
            return leaves and any(case & self.words["from"] for case in self.cases(tok))
        for case in self.cases(tok):
            if case & self.words["prepositions"]:
                return True
            if case & self.words["through"]:
                return mention is not None and (mention.kind == "place" or mention.basis == "capital")
            if case & self.words["town_prepositions"]:
                if mention and mention.basis != "capital" and mention.name not in self.words["islands"]:
                    return mention.kind == "place"
                if tok.i in self.others:
                    return head.lemma.lower() in self.words["happenings"]
                return not (mention and head.lemma.lower() in self.words["datives"])
            if case & self.words["onto"]:
                return head.lemma.lower() in self.words["happenings"] or self.is_ground(tok)
            if case & self.words["from"]:
                return head.lemma.lower() in self.words["departures"]
        return False

    def is_noun(self, tok: Token) -> bool:
        """Whether `tok` is a noun of place: town, region, hospital."""
        return tok.lemma.lower() in self.words["place_nouns"] or tok.text.lower() in self.words["place_nouns"]

    def is_ground(self, tok: Token) -> bool:
        """Whether one may stand on it: no country, capital or body (sanctions on Iran)."""
        mention = self.known.get(tok.i)
        return self.is_noun(tok) if mention is None else mention.kind == "place"

    def is_setting(self, tok: Token, mention: Mention) -> bool:
        """Whether a name is the scene of something although no preposition of place says so."""
        rel, head = tok.deprel.split(":")[0], self.sent.tokens[tok.head]
        if tok.i == 0 or mention.basis == "description":
            return tok.i == 0 and self.is_headline_place(tok, mention)
        if rel in ACTING or tok.deprel in {"obl:agent", "nmod:poss"} or (head.i in self.others and not self.is_noun(head)):
            return False
        lemma = head.lemma.lower()
        if mention.kind == "state" and mention.basis != "capital":
            return lemma in self.words["entered"] and (rel == "obj" or any(c & self.words["of"] for c in self.cases(tok)))
        if rel == "obj":
            return mention.kind == "place" or (mention.basis == "capital" and lemma in self.words["reached"])
        if rel in OF_A_NOUN and (mention.kind == "place" or mention.basis == "capital"):
            named_by = lemma in self.words["happenings"] or self.is_noun(head)
            return named_by and all(case & self.words["of"] for case in self.cases(tok))
        beside = any(case & self.words["company"] for case in self.cases(tok))
        return mention.kind == "place" and rel in {"obl", "appos"} and not beside

    def is_hit(self, tok: Token) -> bool:
        """Whether `tok` is the object of a verb that one does to places: a noun of place, or a town taken for a person."""
        head = self.sent.tokens[tok.head]
        patient = tok.deprel in {"obj", "nsubj:pass"} and tok.i != 0
        return patient and head.lemma.lower() in self.words["reached"] and (self.is_noun(tok) or self.is_namesake(tok))

    def is_scene(self, tok: Token) -> bool:
        """Whether a large town, taken for an adjective, stands before a happening (the Nice attack)."""
        head = self.sent.tokens[tok.head]
        before = tok.upos == "ADJ" and tok.text[0].isupper() and head.i == tok.i + 1 and tok.i > 0
        if not before or tok.i in self.known or tok.i in self.others or head.lemma.lower() not in self.words["happenings"]:
            return False
        site = look_up(self.lexicon, tok.text, self.context)
        return site is not None and site.people >= LARGE

    def taken_up(self, span: Span) -> int | None:
        """The word after a place by which a clause takes it up: where, or a preposition of place with which."""
        tokens = self.sent.tokens
        k = next((t.i for t in tokens if t.start >= span.end), len(tokens))
        k += k < len(tokens) and tokens[k].text == ","
        if k < len(tokens) and tokens[k].text.lower() in self.words["where"]:
            return k
        after = k + 1 < len(tokens) and tokens[k].upos == "ADP" and tokens[k + 1].text.lower() in self.words["which"]
        return k + 1 if after else None

    def is_headline_place(self, tok: Token, mention: Mention) -> bool:
        """`Iraq: serie di attentati`: a name before a colon or comma and a sentence without a verb."""
        end = next((t for t in self.sent.tokens if t.start >= mention.span.end), None)
        verb = any(t.upos in {"VERB", "AUX"} and t.feats.get("VerbForm") == "Fin" for t in self.sent.tokens)
        return end is not None and end.text in {":", ","} and not verb

    def names_at(self, tok: Token, depth: int) -> Iterator[int]:
        """The tokens that name the places of a locative phrase headed by `tok`, coordinated ones included."""
        free = tok.i not in self.others or self.is_namesake(tok)
        unseen = free and (tok.upos == "PROPN" or self.in_hyphens(tok) or self.is_scene(tok))
        if tok.i in self.known or (unseen and (tok.i in self.others or self.name_run(tok))):
            yield tok.i
        elif depth:
            noun = self.is_noun(tok)
            for child in children(self.sent, tok.i):
                rel = child.deprel.split(":")[0]
                joined = (rel in OF_A_NOUN and child.deprel != "nmod:poss") or (rel == "acl" and child.i == tok.i + 1)
                if joined and noun and self.is_unknown(tok, child):
                    yield child.i
                elif joined and (noun or self.is_town_of(child)):
                    yield from self.names_at(child, depth - 1)
        if depth:
            for child in children(self.sent, tok.i):
                if child.deprel == "conj" and not self.cases(child):
                    yield from self.names_at(child, depth - 1)

    def is_unknown(self, noun: Token, tok: Token) -> bool:
        """Whether a name that nobody knows is the name of the town or district before it: nel distretto di Amil."""
        other = self.others.get(tok.i)
        if tok.upos != "PROPN" or tok.i < noun.i or tok.i in self.known or not tok.text[0].isupper():
            return False
        if other is not None and (other.kind != "person" or other.actor):
            return False
        settled = noun.lemma.lower() in self.words["settlements"] and noun.feats.get("Number") != "Plur"
        return settled and bool(self.cases(tok)) and all(case & self.words["of"] for case in self.cases(tok))

    def is_town_of(self, tok: Token) -> bool:
        """Whether a name after `of` is no country or capital: the resort of Nice."""
        mention = self.known.get(tok.i)
        return mention is not None and mention.kind == "place" and all(case & self.words["of"] for case in self.cases(tok))

    def in_hyphens(self, tok: Token) -> bool:
        tokens = self.sent.tokens
        return 0 < tok.i < len(tokens) - 1 and "-" in {tokens[tok.i - 1].text, tokens[tok.i + 1].text}

    def name_run(self, tok: Token) -> Span | None:
        """The longest run of words around `tok` that the gazetteer knows; None if it knows none."""
        tokens = self.sent.tokens
        if tok.text.lower() in self.words["never"] or not (tok.text[0].isupper() or self.in_hyphens(tok)):
            return None
        first = last = tok.i
        while first and tok.i - first < WIDEST and glued(tokens, first):
            first -= 1
        while last + 1 < len(tokens) and last - tok.i < WIDEST and glued(tokens, last + 1):
            last += 1
        runs = [(a, b) for a in range(first, tok.i + 1) for b in range(tok.i, last + 1)]
        for a, b in sorted(runs, key=lambda run: run[0] - run[1]):
            if tokens[a].text[0].isupper() and look_up(self.lexicon, as_written(tokens[a : b + 1]), self.context):
                return Span(tokens[a].start, tokens[b].end)
        return None

    def placed(self, i: int) -> Place:
        """The place named at token `i`: a country, a place of the gazetteer, or a name without coordinates."""
        mention, tok = self.known.get(i), self.sent.tokens[i]
        middle = self.lexicon.countries.get(mention.actor or "") if mention and mention.basis != "capital" else None
        if mention and middle and mention.kind == "state":
            lat, lon = middle
            return Place(mention.span, self.sent.index, i, mention.name or "", mention.country, lat, lon, "country")
        other = self.others.get(i)
        span = mention.span if mention else self.name_run(tok) or (other.span if other else Span(tok.start, tok.end))
        inside = [t for t in self.sent.tokens if span.start <= t.start and t.end <= span.end]
        name = as_written(inside)
        home = self.context | {mention.country} if mention and mention.country else self.context
        if site := look_up(self.lexicon, name, home):
            return Place(span, self.sent.index, i, name, site.country, site.lat, site.lon, site.precision)
        last = look_up(self.lexicon, inside[-1].text, home) if len(inside) > 1 and inside[-1].upos == "PROPN" else None
        if last and last.country in home:  # provincia di Gafsa
            return Place(span, self.sent.index, i, name, last.country, last.lat, last.lon, "area")
        return Place(span, self.sent.index, i, name, mention.country if mention else None, None, None, "area")


def as_written(tokens: Sequence[Token]) -> str:
    """The words with a space where the text has one."""
    after = [t.start for t in tokens[1:]]
    return "".join(t.text + " " * (t.end < start) for t, start in zip(tokens, [*after, 0], strict=True))


def glued(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether token `i` follows the one before without a space, or is written with a capital."""
    return i > 0 and (tokens[i].start == tokens[i - 1].end or (tokens[i].text[0].isupper() and tokens[i - 1].text[0].isupper()))
