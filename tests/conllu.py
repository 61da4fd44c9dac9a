"""CoNLL-U text -> Document and Sentences, so that a case can bring its own parse."""

from sayso.types import Document, Sentence, Token


def read_conllu(text: str, lang: str = "en", published: str | None = None) -> tuple[Document, tuple[Sentence, ...]]:
    """Each sentence is one paragraph. Columns, apart by blanks: id form lemma upos head deprel [feats]; `_` in a form is a space
    that is not printed before the token."""
    out: list[Sentence] = []
    body = ""
    for index, block in enumerate(text.strip().split("\n\n")):
        rows = [line.split() for line in block.strip().splitlines() if not line.lstrip().startswith("#")]
        if body:
            body += "\n"
        start = len(body)
        tokens = []
        children: list[list[int]] = [[] for _ in rows]
        for i, row in enumerate(rows):
            form = row[1]
            if i and not form.startswith("_"):
                body += " "
            form = form.lstrip("_")
            head = int(row[4]) - 1
            at = head if head >= 0 else i
            if at != i:
                children[at].append(i)
            feats = dict(x.split("=") for x in row[6].split("|")) if len(row) > 6 else {}
            tokens.append(Token(i, len(body), len(body) + len(form), form, row[2], row[3], feats, at, row[5]))
            body += form
        out.append(Sentence(index, index, start, len(body), tuple(tokens), tuple(map(tuple, children))))
    return Document(id="case", text=body, lang=lang, published=published), tuple(out)
