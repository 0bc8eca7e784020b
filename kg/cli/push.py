"""The verb that sends a built graph to a SPARQL server."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.terminal import progress, say


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("url")
@click.option("--graph", metavar="IRI", help="The named graph to send to, instead of the default graph.")
@click.option("--replace", is_flag=True, help="Empty that graph first, instead of adding to it.")
@click.option("--chunk", type=click.IntRange(1), default=50_000, show_default=True, help="Triples in one request.")
def push(out: Path, url: str, graph: str | None, replace: bool, chunk: int) -> int:
    """Send a built graph to a SPARQL 1.1 Graph Store.

    URL is the Graph Store endpoint of a server (Oxigraph: http://HOST:7878/store), with USER:PASSWORD@ before the host
    where it asks for them. A push that fails says what had arrived; sent again it doubles nothing.
    """
    from kg.cli.ask import open_store, tell_restated
    from kg.graph.push import push as send

    store = open_store(out)
    with progress("requests") as watch:
        sent = send(store, url, graph=graph, replace=replace, chunk=chunk, watch=watch)
    say(str(sent))
    tell_restated(out)
    return 0
