"""The pages of the server: plain HTML without a script, in which every string is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 0 auto; padding: 1rem; }
nav a { margin-right: 1rem; }
table { border-collapse: collapse; margin: 1rem 0; display: block; overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; }
textarea { width: 100%; min-height: 10rem; font: 14px/1.4 ui-monospace, monospace; box-sizing: border-box; }
details { border-bottom: 1px solid #8884; padding: .4rem 0; }
label { display: inline-block; margin: .3rem 1rem .3rem 0; }
.note, .error { padding: .5rem .75rem; border-left: 4px solid #c60; white-space: pre-wrap; }
blockquote { margin: .2rem 0 .8rem; padding-left: .75rem; border-left: 3px solid #8886; }
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
#: What the pages may do: show themselves and send their own forms.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Site:
    """Where things are: the addresses that the pages link to."""

    def __init__(self, base: str, prefix: str) -> None:
        self.base, self.prefix = base, prefix

    def local(self, iri: str) -> str | None:
        """The path at which a resource of this graph is shown here."""
        if not iri.startswith(self.base):
            return None
        return self.prefix + quote(iri.removeprefix(self.base), safe="/:@!$&'()*+,;=-._~#")

    def shown(self, iri: str, label: str | None = None) -> str:
        """A link to a resource of this graph; any other address as its words alone."""
        words = f"<bdi>{escape(label or iri)}</bdi>"
        path = self.local(iri)
        return f'<a href="{escape(path)}">{words}</a>' if path else words


def page(title: str, body: str) -> bytes:
    """A whole page."""
    links = '<a href="/explorer.html">Explorer</a><a href="/query">Questions</a><a href="/graph.ttl">Turtle</a>'
    return (
        f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f"<body><nav>{links}</nav>\n<h1><bdi>{escape(title)}</bdi></h1>\n{body}\n</body></html>\n"
    ).encode("utf-8", "replace")


def table(site: Site, columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """Rows as a table; addresses of this graph are links."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    lines = ("".join(f"<td>{site.shown(cell or '')}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table>"


def question_page(
    questions: Iterable[Any], *, notes: Sequence[str] = (), text: str = "", result: str = "", error: str = ""
) -> bytes:
    """The named questions as forms, a field for SPARQL, and what came of the last one."""
    parts = [f'<p class="note">{escape(note)}</p>' for note in notes]
    if error:
        parts.append(f'<p class="error">{escape(error)}</p>')
    parts.append(result)
    parts.append("<h2>SPARQL</h2>" + _free(text))
    parts.append("<h2>Named questions</h2>")
    parts += [_named(question) for question in questions]
    return page("silkgraph: questions", "\n".join(parts))


def _free(text: str) -> str:
    start = (
        text or "SELECT ?document ?title WHERE {\n  ?document a kg:SourceDocument ; dcterms:title ?title\n} LIMIT 20"
    )
    return (
        '<form method="post" action="/query"><textarea name="text" aria-label="SPARQL">'
        f'\n{escape(start)}</textarea><p><button>Ask</button> or send it to <a href="/sparql">/sparql</a></p></form>'
    )


def _named(question: Any) -> str:
    fields = "".join(
        f"<label>{escape(param.name)} ({escape(param.type)}) "
        f'<input name="p.{escape(param.name)}" value="{escape(param.default or "")}"></label>'
        for param in question.params
    )
    return (
        f"<details><summary><bdi>{escape(question.title)}</bdi> · {escape(question.title_en)}</summary>"
        f'<form action="/query"><input type="hidden" name="name" value="{escape(question.name)}">{fields}'
        f"<button>Ask {escape(question.name)}</button></form></details>"
    )


def entity_page(
    site: Site,
    iri: str,
    label: str,
    statements: Sequence[tuple[str, str, str]],
    claims: Sequence[Mapping[str, Any]],
    notes: Sequence[str] = (),
) -> bytes:
    """What the graph says of one resource: (property, value, its label) and the claims with their sentences."""
    told = "".join(
        f"<tr><th>{escape(name)}</th><td>{site.shown(value, shown)}</td></tr>\n" for name, value, shown in statements
    )
    parts = [f'<p class="note">{escape(note)}</p>' for note in notes]
    parts.append(f"<p>{escape(iri)}</p><table><tbody>\n{told}</tbody></table>")
    if claims:
        parts.append(f"<h2>{len(claims)} claims</h2>")
        parts += [_claim(site, claim) for claim in claims]
    return page(label, "\n".join(parts))


def _claim(site: Site, claim: Mapping[str, Any]) -> str:
    ends = " ".join(
        (site.shown(*claim["subject"]), f"<b>{escape(claim['relation'])}</b>", site.shown(*claim["object"]))
    )
    facts = " · ".join(escape(str(claim[name])) for name in ("status", "date", "office") if claim.get(name))
    quotes = "".join(f"<blockquote><bdi>{escape(quote_)}</bdi></blockquote>" for quote_ in claim["quotes"])
    return f"<p>{ends} · {facts} · {site.shown(claim['iri'], 'claim')}</p>{quotes}"
