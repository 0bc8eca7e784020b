"""Taking one document out of a store, with everything that hangs on it alone.

Names that only this document used for a shared entity stay: a name is not a statement of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.graph.vocabulary import DCTERMS, KG, OA, ORG, RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

_ACT_LINKS = (KG.instrument, KG.financing, KG.amount, KG.partOf)
_ENTITY_LINKS = (KG.party, KG.giver, KG.receiver, KG.project, KG.country, ORG.subOrganizationOf)


def holds(store: ox.Store, document_id: str) -> bool:
    """Whether the store has a document of this id."""
    import pyoxigraph as ox

    named = _subjects(store, DCTERMS.identifier, ox.Literal(document_id))
    return any(_has(store, node, RDF.type, _node(KG.SourceDocument)) for node in named)


def remove(store: ox.Store, document_id: str) -> None:
    """Remove a document: its statements, the acts and entities nothing else names, the triples no claim asserts."""
    document = _document(store, document_id)
    own = {*_subjects(store, KG.document, document)}
    claims = [node for node in own if _has(store, node, RDF.type, _node(KG.Claim))]
    acts = _reachable(store, claims, _ACT_LINKS)
    places = {*_subjects(store, OA.hasSource, document)}
    selectors = {selector for place in places for selector in _objects(store, place, OA.hasSelector)}
    stated = [
        (_objects(store, claim, RDF.subject), _objects(store, claim, RDF.predicate), _objects(store, claim, RDF.object))
        for claim in claims
    ]
    ends = {end for subjects, _, objects in stated for end in (*subjects, *objects)}
    ends |= {end for act in acts for link in _ENTITY_LINKS for end in _objects(store, act, link)}
    for node in (*own, *selectors, document):
        _forget(store, node)
    for subjects, relations, objects in stated:
        _unassert(store, subjects[0], relations[0], objects[0])
    for place in places:
        _forget(store, place)
        for quad in list(store.quads_for_pattern(None, None, place, None)):
            store.remove(quad)
    _sweep(store, acts, (*_ACT_LINKS,))
    _sweep(store, ends, (RDF.subject, RDF.object, *_ENTITY_LINKS))


def _document(store: ox.Store, document_id: str) -> ox.NamedNode:
    import pyoxigraph as ox

    for node in _subjects(store, DCTERMS.identifier, ox.Literal(document_id)):
        if _has(store, node, RDF.type, _node(KG.SourceDocument)):
            return node
    known = sorted(
        quad.object.value
        for node in _subjects(store, RDF.type, _node(KG.SourceDocument))
        for quad in store.quads_for_pattern(node, _node(DCTERMS.identifier), None, None)
        if isinstance(quad.object, ox.Literal)
    )
    raise StoreError(f"no document {document_id!r} in this store; it has {', '.join(known[:5]) or 'none'}")


def _unassert(store: ox.Store, subject: ox.NamedNode, relation: ox.NamedNode, value: ox.NamedNode) -> None:
    """Take back the plain triple unless another claim still asserts it."""
    import pyoxigraph as ox

    symmetric = relation.value == KG.signedWith
    ways = [(subject, value), (value, subject)] if symmetric else [(subject, value)]
    for one, other in ways:
        for claim in _subjects(store, RDF.subject, one):
            same = _has(store, claim, RDF.predicate, relation) and _has(store, claim, RDF.object, other)
            if same and not _has(store, claim, KG.status, _node(KG.Planned)):
                return
    for one, other in ways:
        store.remove(ox.Quad(one, relation, other))


def _sweep(store: ox.Store, nodes: set[ox.NamedNode], links: tuple[str, ...]) -> None:
    """Forget the nodes that no link leads to any more, and then those they alone led to."""
    waiting = sorted(nodes, key=str)
    while waiting:
        node = waiting.pop()
        if any(_subjects(store, link, node) for link in links):
            continue
        waiting += [other for link in links for other in _objects(store, node, link)]
        _forget(store, node)


def _forget(store: ox.Store, node: ox.NamedNode) -> None:
    for quad in list(store.quads_for_pattern(node, None, None, None)):
        store.remove(quad)


def _reachable(store: ox.Store, nodes: list[ox.NamedNode], links: tuple[str, ...]) -> set[ox.NamedNode]:
    found: set[ox.NamedNode] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        for link in links:
            fresh = [other for other in _objects(store, node, link) if other not in found]
            found.update(fresh)
            waiting += fresh
    return found


def _node(iri: str) -> ox.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


def _has(store: ox.Store, subject: ox.NamedNode, predicate: str | ox.NamedNode, value: ox.NamedNode) -> bool:
    import pyoxigraph as ox

    relation = predicate if isinstance(predicate, ox.NamedNode) else _node(predicate)
    return ox.Quad(subject, relation, value) in store


def _subjects(store: ox.Store, predicate: str, value: ox.NamedNode | ox.Literal) -> list[ox.NamedNode]:
    import pyoxigraph as ox

    quads = store.quads_for_pattern(None, _node(predicate), value, None)
    return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def _objects(store: ox.Store, subject: ox.NamedNode, predicate: str) -> list[ox.NamedNode]:
    import pyoxigraph as ox

    quads = store.quads_for_pattern(subject, _node(predicate), None, None)
    return [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)]
