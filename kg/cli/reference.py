"""The reference of all verbs as Markdown, made from ``--help``, so that it says what the program does.

python -m kg.cli.reference README.md        renew the section between the marks
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import kg
from kg.cli.verbs import VERBS

BEGIN, END = "<!-- cli -->", "<!-- /cli -->"


def reference() -> str:
    """Every verb's help, one block a verb, as wide as the pages that hold it."""
    blocks = []
    with kg.make_context("kg", [], resilient_parsing=True) as above:
        for name in VERBS:
            command = kg.get_command(above, name)
            assert command
            context = click.Context(command, info_name=name, parent=above, terminal_width=100, max_content_width=100)
            lines = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
            blocks.append(f"```text\n{lines}\n```\n")
    return "\n".join(blocks)


def renewed(page: str) -> str:
    """The page with its section made anew."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    return f"{head}{begin}\n{reference()}{end}{tail}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
