"""Five hundred decisions of every kind, chosen by a seed from what the pipeline drew."""

from __future__ import annotations

import random
from dataclasses import replace

from kg.curation.decisions import document_sha256
from kg.decision import Decision
from kg.model import Fact
from tests.curation.conftest import on_claim, quote

AUTHORS = ("chen", "ito", "mbeki")


def scripted(documents, number=500, seed=7):
    """``number`` different decisions on these documents, some of which contradict or point nowhere."""
    chance = random.Random(seed)
    claims = [(doc, fact) for doc in documents for fact in doc.facts]
    named = [(doc, mention) for doc in documents for mention in doc.mentions if mention.entity]
    made: dict[Decision, None] = {}
    while len(made) < number:
        kind = chance.choice(["accept", "accept", "reject", "correct", "status", "merge", "split", "rename", "stale"])
        doc, fact = chance.choice(claims)
        author = chance.choice(AUTHORS)
        made[_decision(kind, doc, fact, chance.choice(named), claims, chance, author)] = None
    return list(made)


def _decision(kind, doc, fact: Fact, named, claims, chance, author):
    if kind in {"accept", "reject"}:
        return on_claim(doc, fact, kind, author=author, reason=f"seen {chance.randrange(9)} times")
    if kind == "correct":
        other = claims[chance.randrange(len(claims))][1]
        return on_claim(doc, fact, kind, end=chance.choice(["subject", "object"]), to=other.object, author=author)
    if kind == "status":
        return on_claim(doc, fact, kind, to=chance.choice(["done", "planned", "ongoing"]), author=author)
    if kind == "stale":
        stale = on_claim(doc, fact, "reject", author=author)
        shifted = tuple(replace(q, start=q.start + 1, end=q.end + 1) for q in stale.cue)
        return chance.choice([replace(stale, document="0" * 64), replace(stale, cue=shifted)])
    where, mention = named
    at = (quote(where, mention.span),)
    digest = document_sha256(where)
    if kind == "rename":
        return Decision(kind, digest, subject=at, to=f"新名{chance.randrange(50)}", author=author)
    other_doc, other = chance.choice([(d, f) for d, f in claims if f.subject != mention.entity])
    to = f"{quote(other_doc, other.subject_at)}#{document_sha256(other_doc)}"
    return Decision(kind, digest, subject=at, to=to, author=author)
