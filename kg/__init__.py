"""silkgraph: Chinese diplomatic and policy documents as a knowledge graph that can be quoted.

    pipeline = kg.Pipeline.load()
    doc = pipeline(kg.read("communique.txt"))
    store = kg.Store("store")
    store.add(doc)

Names are looked up when first used, so that ``import kg`` costs nothing and prints nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: Public name -> the module that defines it, and its name there.
_PUBLIC = {
    "Document": ("kg.model", "Document"),
    "Fact": ("kg.model", "Fact"),
    "KgError": ("kg.errors", "KgError"),
    "Mention": ("kg.model", "Mention"),
    "Pipeline": ("kg.pipeline", "Pipeline"),
    "Span": ("kg.model", "Span"),
    "Store": ("kg.graph.store", "Store"),
    "build_network": ("kg.analysis.network", "build_network"),
    "check": ("kg.graph.checker", "check"),
    "compare": ("kg.evaluation", "compare"),
    "explore": ("kg.analysis.explorer", "explore"),
    "measures": ("kg.analysis.measures", None),
    "plot": ("kg.analysis.plot", None),
    "read": ("kg.text.reader", "read"),
    "table": ("kg.graph.tables", "table"),
    "to_pyvis": ("kg.analysis.explorer", "to_pyvis"),
}

if TYPE_CHECKING:
    from kg.analysis import measures, plot
    from kg.analysis.explorer import explore, to_pyvis
    from kg.analysis.network import build_network
    from kg.errors import KgError
    from kg.evaluation import compare
    from kg.graph.checker import check
    from kg.graph.store import Store
    from kg.graph.tables import table
    from kg.model import Document, Fact, Mention, Span
    from kg.pipeline import Pipeline
    from kg.text.reader import read

__all__ = [
    "Document",
    "Fact",
    "KgError",
    "Mention",
    "Pipeline",
    "Span",
    "Store",
    "__version__",
    "build_network",
    "check",
    "compare",
    "explore",
    "measures",
    "plot",
    "read",
    "table",
    "to_pyvis",
]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _PUBLIC[name]
    found = import_module(module)
    value = found if attribute is None else getattr(found, attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
