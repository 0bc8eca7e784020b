"""Which measures a view makes meaningless, and why. Refused unless forced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx

_COUNTS = frozenset({"degree", "weighted-degree", "dyads"})
#: Which follow from the star alone where one node stands at one end of most ties.
_OF_STARS = frozenset(
    {"betweenness", "closeness", "eigenvector", "k-core", "clustering", "communities", "assortativity", "brokerage"}
)
_STAR = 0.8


def check(network: nx.Graph, name: str, *, by: str = "", force: bool = False) -> None:
    """Raise the reason why a measure says nothing on this network, unless forced."""
    reason = None if force else refusal(network, name, by)
    if reason:
        view = network.graph.get("view", "")
        raise UsageError(f"{name} is refused for view {view!r}: {reason}; or force it (force=True, --force)")


def refusal(network: nx.Graph, name: str, by: str = "") -> str | None:
    """Why a measure says nothing on this network, and which would do; None where it may be taken."""
    if name in _COUNTS:
        return None
    if not network.number_of_edges():
        return "it has no ties; take degree, or choose more documents, relations or statuses"
    if network.graph.get("view") == "claims":
        return (
            "its paths would run through events, places and papers alike; "
            "take degree or weighted-degree, or view 'agents' or 'two-mode'"
        )
    return _starlike(network, name) or _two_sided(network, name, by) or _apart(network, name)


def check_comparable(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], force: bool) -> None:
    """Raise why two sets of documents must not be compared, unless forced."""
    one, other = (sorted({document["form"] for document in documents}) for documents in (before, after))
    if force or one == other:
        return
    first, second = (
        f"{'; '.join(str(document['title'] or document['id']) for document in documents)} ({' and '.join(forms)}, "
        f"{sum(document['items_with_claims'] for document in documents)} of "
        f"{sum(document['items'] for document in documents)} items with claims)"
        for documents, forms in ((before, one), (after, other))
    )
    raise UsageError(
        f"the comparison is refused: {first} against {second}; a list names every act, running text picks some, so a "
        f"difference may be one of form; compare documents of one form, or force it (force=True, --force)"
    )


def hub_of(network: nx.Graph) -> str | None:
    """The node at one end of most ties, if there are enough ties to say so."""
    ties = network.number_of_edges()
    if ties < 3:
        return None
    iri, degree = max(network.degree(), key=lambda pair: (pair[1], pair[0]))
    return str(iri) if degree >= _STAR * ties else None


def _starlike(network: nx.Graph, name: str) -> str | None:
    hub = hub_of(network) if name in _OF_STARS else None
    if hub is None:
        return None
    label = network.nodes[hub].get("label", hub)
    return (
        f"{label} stands at one end of most ties, so the result would follow from that alone; "
        f"take weighted-degree, or view 'two-mode', which opens {label} into its bodies"
    )


def _two_sided(network: nx.Graph, name: str, by: str) -> str | None:
    sides = {side for _, side in network.nodes(data="side") if side}
    if not sides:
        return None
    if name == "clustering":
        return "a two-sided network has no triangles, so it is 0 for all; take a projection ('bodies', 'organisers' …)"
    if by in ("country", "country_key", "side") and name in ("assortativity", "brokerage"):
        return f"the two sides differ in {by} by construction; take by='kind' or 'region', or view 'agents'"
    return None


def _apart(network: nx.Graph, name: str) -> str | None:
    import networkx as nx

    if name != "eigenvector":
        return None
    parts = nx.number_connected_components(network.to_undirected(as_view=True) if network.is_directed() else network)
    return f"it falls into {parts} parts and only one would count; take pagerank" if parts > 1 else None
