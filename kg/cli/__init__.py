"""The command ``kg``: parse words, call one public function, print. Only this folder prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from kg import __version__
from kg.cli.verbs import VERBS
from kg.errors import KgError

_INTERRUPTED = 130


class Verbs(click.Group):
    """Verbs that are imported when they are called; help needs only the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name, imported now."""
        if cmd_name not in VERBS:
            return None
        from importlib import import_module

        module, name = VERBS[cmd_name][0].split(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb, or a complaint that names the nearest ones."""
        if args and args[0] not in VERBS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS)
            meant = f"; did you mean {' or '.join(near)}?" if near else ""
            raise click.UsageError(f"no verb {args[0]!r}{meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without importing a verb."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="silkgraph")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def kg(debug: bool) -> None:
    """Chinese diplomatic and policy documents as a knowledge graph that can be quoted.

    Begin with `kg demo -o out`. Exit codes: 0 good, 1 findings or some sources skipped, 2 wrong usage or nothing done.
    """


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if words is None else words))


def run(words: Sequence[str]) -> int:
    """The exit code of a command line. An error is one line; with ``--debug`` its traceback comes first."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a character gets its escape, never a crash.
            stream.reconfigure(errors="backslashreplace")
    debug = "--debug" in words
    try:
        with kg.make_context("kg", [word for word in words if word != "--debug"]) as context:
            result = kg.invoke(context)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as bare:
        # `kg` alone is a question: its answer is the help, with its lines.
        click.echo(bare.format_message(), err=True)
        return bare.exit_code
    except BrokenPipeError:
        # The reader has seen enough (`kg show … | head`). Nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        return _complain("interrupted", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - whatever happens, the reader gets one line
        if debug:
            import traceback

            traceback.print_exc()
        return _complain(*_line(error))


def _line(error: Exception) -> tuple[str, int]:
    if isinstance(error, KgError):
        return str(error), error.code
    if isinstance(error, click.UsageError):
        verb = error.ctx.command_path if error.ctx else "kg"
        return f"{error.format_message()} (see `{verb} --help`)", 2
    if isinstance(error, click.ClickException):
        return error.format_message(), 2
    if isinstance(error, RuntimeError) and str(error).startswith("Corruption:"):
        # The engine of the store meets a bad block only when it is read, in the midst of any question.
        return f"the store is damaged: {error}; build it anew from its sources", 2
    return f"unexpected {type(error).__name__}: {error}; run again with --debug and report what it shows", 2


def _complain(message: str, code: int) -> int:
    from kg.cli.terminal import clean

    lines = [clean(line).rstrip() for line in message.split("\n")]
    if len(lines) == 3 and lines[2].strip() == "^":  # a question, and a caret under the place that is wrong
        click.echo("\n".join(["kg: " + lines[0], *lines[1:]]), err=True)
    else:
        click.echo(f"kg: {' '.join(clean(message).split())}", err=True)
    return code
