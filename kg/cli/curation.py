"""Verbs of the analyst's desk: what to teach next, what was decided, what was promised."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.build import data_option, decisions_option, json_option
from kg.cli.terminal import clean, faint, note, progress, say, say_json, say_table, strong, styled
from kg.decision import Decision
from kg.errors import UsageError, many
from kg.model import RELATIONS, Document

if TYPE_CHECKING:
    from kg.curation.cases import Case, End
    from kg.curation.suggestions import Suggestion

_OUT = click.argument("out", type=click.Path(path_type=Path))
_DECISIONS = Path("decisions.tsv")
_STATUSES = ("done", "planned", "ongoing")


@click.command()
@click.argument("sources", nargs=-1, required=True)
@data_option
@json_option
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="How often a name must occur.")
@click.option("--most", type=click.IntRange(1), default=20, show_default=True, help="How many sentences to show.")
@click.option("--rows", is_flag=True, help="Only the table of names, ready for names/*.tsv of an overlay folder.")
def gaps(sources: tuple[str, ...], data: Path | None, as_json: bool, least: int, most: int, rows: bool) -> int:
    """Show what was passed over: sentences with a cue but no fact, and names nobody taught.

    SOURCES are named as for kg build. Most frequent first; names come as rows ready to paste.
    """
    from kg.curation.gaps import HEADER, gaps

    found = gaps(_read(sources, data), least=least)
    if as_json:
        say_json(found.as_dict())
        return 0
    if not rows:
        if found.cues:
            counts = [(cue.word, cue.kind, cue.missed, cue.sentences) for cue in found.cues]
            say_table(("cue", "class", "nothing drawn", "sentences"), counts)
        else:
            say("From every sentence with a cue something was drawn.")
        say()
        for missed in found.sentences[:most]:
            cues = ", ".join(word for word, _ in missed.cues)
            mood = "; hoped or denied" if missed.unstated else ""
            say(f"{missed.document} {missed.start}-{missed.end} [{missed.item}] ({cues}{mood})")
            say(f"    {' '.join(missed.text.split())}")
        left = len(found.sentences) - most
        say(f"… and {left} more (--most {len(found.sentences)}, or --json)\n" if left > 0 else "")
        note(f"{many(len(found.names), 'unknown name')} seen at least {many(least, 'time')}")
    for line in (HEADER, *(name.row for name in found.names)) if found.names else ():
        say(line)
    return 0


def _read(sources: tuple[str, ...], data: Path | None) -> Iterator[Document]:
    """The documents that sources stand for, through the pipeline; one that cannot be read is said and left out."""
    from kg.errors import DocumentError
    from kg.output.build import read_source
    from kg.pipeline import Pipeline
    from kg.sources import collect

    pipeline = Pipeline.load(data)
    held = collect(sources)
    for skipped in held.skipped:
        note(f"skipped {skipped.name}: {skipped.why}")
    with progress("documents") as watch:
        for number, source in enumerate(held.found):
            watch(number, len(held.found), source.name)
            try:
                yield pipeline(read_source(source))
            except DocumentError as error:
                note(f"skipped {source.name}: {error}")


def _tell_quality(decisions: Iterable[Decision], documents: dict[str, str], as_json: bool) -> int:
    from kg.curation.quality import ENOUGH, confidences, quality

    shares = quality(decisions, documents)
    if as_json:
        say_json([share.as_dict() for share in shares])
        return 0
    drawn = [share for share in shares if share.drawn]
    for title, part in (("Drawn by chance", drawn), ("Looked for, so no word on the rest", shares[len(drawn) :])):
        if part:
            say(f"{title}:")
            rows = [
                (s.group, s.name, s.right, s.judged, f"{s.share:.2f}", *(f"{bound:.2f}" for bound in s.interval))
                for s in part
            ]
            say_table(("by", "name", "right", "judged", "share", "low", "high"), rows)
            say()
    if not shares:
        say("No claim is decided on yet; begin with kg review OUT --sample 50.")
    elif not confidences(decisions):
        say(f"No rule has a confidence: none had {ENOUGH} of its claims drawn by chance and judged.")
    return 0


# -- review ------------------------------------------------------------------------------------------------------------


@click.command()
@_OUT
@decisions_option
@click.option("--author", metavar="NAME", help="Who decides; the name you are logged in by, where none is given.")
@click.option("--relation", "relations", multiple=True, type=click.Choice(RELATIONS), metavar="RELATION")
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only claims of this document.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(_STATUSES), help="Only claims of this status.")
@click.option("--rule", "rules", multiple=True, metavar="RULE", help="Only claims a rule of this name found.")
@click.option("--about", default="", metavar="NAME", help="Only claims with this in the name of an end.")
@click.option(
    "--sample", type=click.IntRange(1), metavar="N", help="N claims drawn by chance: what --quality rests on."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another sample.")
@click.option("--merges", is_flag=True, help="Names that may mean one body, instead of claims.")
@click.option("--rows", is_flag=True, help="No questions: the claims as rows of a file of decisions, to edit by hand.")
@click.option("--quality", is_flag=True, help="No questions: how often the claims decided on were right.")
@json_option
def review(
    out: Path,
    decisions: Path | None,
    author: str | None,
    merges: bool,
    rows: bool,
    quality: bool,
    as_json: bool,
    **chosen: Any,
) -> int:
    """Go through claims and suggested merges, and write what you decide to a file.

    The least supported claims come first. Each decision is saved at once; kg build --decisions FILE follows it.
    """
    from kg.cli.ask import open_store
    from kg.curation.cases import Choice, cases
    from kg.curation.decisions import DecisionFile, read_decisions

    path = decisions or _DECISIONS
    held = read_decisions(path) if path.exists() else DecisionFile(path.name)
    store = open_store(out)
    nodes = store.nodes()
    every = cases(store.claims(), nodes, store.documents())
    if quality:
        return _tell_quality(held.decisions, {case.sha256: case.document for case in every}, as_json)
    if merges:
        from kg.curation.suggestions import suggestions

        return _sit(path, author, pairs=suggestions(every, nodes, held.decisions))
    left = Choice(**chosen).of(every, held.decisions)
    drawn = "sample" if chosen["sample"] else ""
    if rows:
        made = [replace(case.decision("accept"), author=author or "", drawn=drawn) for case in left]
        say(DecisionFile(path.name).with_more(made).text().rstrip("\n"))
        return 0
    return _sit(path, author, cases=left, drawn=drawn)


def _sit(
    path: Path,
    author: str | None,
    *,
    cases: list[Case] | None = None,
    pairs: list[Suggestion] | None = None,
    drawn: str = "",
) -> int:
    from kg.curation.review import Sitting

    if not (cases or pairs):
        say("Nothing to review: all that was asked for is decided on, or there is none of it.")
        return 0
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(f"kg review asks at a terminal, and this is none; {path} can also be written by hand")
    sitting = Sitting.at(_Terminal(), path, author if author is not None else _login(), drawn)
    made = sitting.merges(pairs) if pairs else sitting.claims(cases or [])
    say(f"\n{many(len(made), 'decision')} made, {len(sitting.file.entries)} in {path}")
    say(f"kg build SOURCES… -o OUT --decisions {path} follows them.")
    return 0


def _login() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):
        return ""


class _Terminal:
    """The desk of a reviewer at a terminal."""

    def claim(self, number: int, of: int, case: Case) -> None:
        """Show a claim with the sentences that say it."""
        more = [case.status, case.date or "", case.paper_label, *case.amounts]
        styled(strong(f"\n{number}/{of}  {case.subject.label} —{case.relation}→ {case.object.label}"))
        say(f"  {', '.join(part for part in more if part)}")
        for place in case.evidence:
            styled("  " + _marked(place, (case.subject.at, case.object.at, case.cue)))
        steps = f", over {', '.join(case.steps)}" if case.steps else ""
        styled(faint(f"  {case.document} {case.title}; rule {case.rule}{steps}"))

    def pair(self, number: int, of: int, pair: Suggestion) -> None:
        """Show two names."""
        styled(strong(f"\n{number}/{of}  {pair.one.label}  =?  {pair.other.label}"))
        say(f"  {pair.why}")
        for end in (pair.one, pair.other):
            styled(faint(f"  {_where(end)}"))

    def key(self, keys: dict[str, str]) -> str:
        """One of these keys; another one is not heard."""
        shown = "  ".join(f"{'space' if key == ' ' else key} {what}" for key, what in keys.items())
        with _by_key() as read:
            # Asked only once keys are heard one by one, so that none that answers is lost.
            styled(faint(f"  [{shown}]"))
            while True:
                pressed = read()
                if pressed in {"", "\x03", "\x04"}:
                    raise KeyboardInterrupt
                if pressed in keys or (" " in keys and pressed in {"\r", "\n"}):
                    return pressed

    def line(self, prompt: str) -> str:
        """A line of text."""
        answer: str = click.prompt(f"  {prompt}", default="", show_default=False)
        return " ".join(answer.split())

    def tell(self, text: str) -> None:
        """A line beside the questions."""
        say(f"  → {text}")


@contextmanager
def _by_key() -> Iterator[Callable[[], str]]:
    """The keyboard key by key; what is typed ahead stays typed."""
    try:
        import termios
        import tty
    except ImportError:  # not a POSIX terminal
        yield click.getchar
        return
    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    tty.setcbreak(keyboard, termios.TCSADRAIN)
    try:
        yield lambda: os.read(keyboard, 1).decode("ascii", "replace")
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def _marked(place: tuple[int, int, str], marks: tuple[Any, ...]) -> str:
    """A sentence on one line, the words that carry the claim in bold."""
    start, end, text = place
    bold = {at for quotes in marks for quote in quotes for at in range(quote.start, quote.end) if start <= at < end}
    parts: list[str] = []
    run = ""
    for at, character in enumerate(text, start=start):
        if run and (at in bold) != (at - 1 in bold):
            parts.append(strong(run) if at - 1 in bold else clean(run))
            run = ""
        run += " " if character in "\r\n\t" else character
    parts.append(strong(run) if end - 1 in bold else clean(run))
    return "".join(parts)


def _where(end: End) -> str:
    quote = end.at[0]
    return f"{end.label}: {' '.join(quote.words.split())} at {quote.start}-{quote.end}, {end.iri}"
