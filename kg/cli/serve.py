"""The verb that serves a built graph to the browser and to SPARQL clients on this machine."""

from __future__ import annotations

import contextlib
import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

from kg.cli.terminal import Seconds, note, say


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address beyond loopback is open to others.")
@click.option("--name", "names", multiple=True, metavar="HOST[:PORT]", help="Another name it answers to (repeatable).")
@click.option("--timeout", type=Seconds(), default=10.0, show_default=True, metavar="SECONDS")
@click.option("--own-engine", is_flag=True, help="Answer each question in a process of its own, not with oxigraph.")
def serve(out: Path, port: int, host: str, names: tuple[str, ...], timeout: float, own_engine: bool) -> int:
    """Serve a built graph: explorer, questions, SPARQL at /sparql, every resource at its path.

    The path is that of its address, so https://w3id.org/silkgraph/id/country/CHN stands at
    http://127.0.0.1:7878/silkgraph/id/country/CHN, as a page or, for a client that asks, as RDF.

    It answers from a copy, so a new build can take the place of OUT meanwhile; start it again to see that. A question
    beyond its time gets an error, never half an answer. End it with Ctrl-C.
    """
    from kg.output.folder import opened
    from kg.serving.child import Limits
    from kg.serving.server import serving

    folder, manifest = opened(out)
    at = serving(
        folder,
        frozenset(manifest.files),
        manifest.options["base"],
        host=host,
        port=port,
        limits=Limits(timeout),
        own_engine=own_engine,
        names=names,
    )
    before = signal.signal(signal.SIGTERM, _interrupted)
    try:
        with contextlib.suppress(KeyboardInterrupt), at as front:
            _tell(f"http://{f'[{host}]' if ':' in host else host}:{front.server_port}")
            if not front.is_loopback:
                note(f"{host} is not this machine alone: whoever reaches it can ask; there is no password")
            front.serve_forever()
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0


def _tell(where: str) -> None:
    for path, what in (("explorer.html", "the network"), ("query", "the questions"), ("sparql", "SPARQL 1.1")):
        say(f"{where}/{path}  {what}")
    say("Ctrl-C ends it")
    sys.stdout.flush()


def _interrupted(*_: object) -> NoReturn:
    # The copy goes and the engine ends however we are told to stop.
    raise KeyboardInterrupt
