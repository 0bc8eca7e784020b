"""The verb that writes the page of a built graph: all of it, or opened at what one asks about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.terminal import say
from kg.errors import UsageError, many


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--focus", metavar="NAME", help="Open at this node: a name, a key (country/CHN) or an IRI.")
@click.option("--relation", "relations", multiple=True, metavar="NAME", help="Show this relation only (repeatable).")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Show this document only (repeatable).")
@click.option("--title", help="The title of the page.")
@click.option(
    "-o",
    "--out-file",
    "file",
    type=click.Path(path_type=Path),
    default=Path("explorer.html"),
    show_default=True,
    help="The page to write.",
)
def explore(out: Path, file: Path, **wishes: Any) -> int:
    """Write the page of a built graph, opened at a node or with filters set.

    The page is one file that works offline. What --relation and --document leave out is still in it: its reader can
    take the filters off again. OUT/explorer.html is the same page without any of them.
    """
    from kg.analysis.explorer import explore as write_page
    from kg.analysis.network import build_network
    from kg.cli.ask import open_store
    from kg.output.folder import opened, text_of_record

    folder, _ = opened(out)
    if file.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"{file} lies in {out}, whose files its manifest vouches for; name a file elsewhere with -o")
    store = open_store(out)
    texts = {str(document["id"]): text_of_record(folder, str(document["id"])) for document in store.documents()}
    network = build_network(store, view="claims")
    made = write_page(network, file, texts=texts, items=store.items(), **wishes)
    say(f"{made.path}  {many(len(made.html.encode('utf-8')), 'byte')}, to be opened in a browser")
    return 0
