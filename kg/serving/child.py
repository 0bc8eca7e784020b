"""A question asked in a process of its own, which a clock, a memory limit and a cap on its output can end.

The engine never returns to Python while it works: a hopeless question cannot be interrupted, and one that wants too
much memory ends the whole process. Here that process is a child, and its end is one line.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

import kg
from kg import errors
from kg.errors import KgError, QueryError
from kg.scaling.confinement import confine

_TOO_LARGE = "the answer is larger than {size} MB; ask for less (LIMIT, fewer columns, an aggregate)"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may take: seconds by the clock, bytes of memory, bytes of answer."""

    seconds: float = 30.0
    memory: int = 1_500_000_000
    output: int = 64_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a store on disk. ``form`` is a media type of SPARQL results, or table, csv, tsv, json, turtle."""

    store: str
    base: str
    text: str
    form: str = "table"
    params: dict[str, str] = field(default_factory=dict)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``kind`` is rows, boolean or triples; ``body`` has the form that was asked for."""

    kind: str
    body: bytes
    rows: int = 0

    def table(self) -> tuple[list[str], list[list[str | None]]]:
        """Columns and rows of an answer in the form ``table``."""
        held = json.loads(self.body)
        return held["columns"], held["rows"]


def ask(asked: Asked, limits: Limits | None = None) -> Answer:
    """The answer of a child, or a QueryError that says which limit it met."""
    limits = limits or Limits()
    deadline = time.monotonic() + limits.seconds
    with tempfile.TemporaryFile() as request:
        request.write(json.dumps({"asked": asdict(asked), "limits": asdict(limits)}).encode("ascii"))
        request.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "kg.serving.child"],
            stdin=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
    try:
        assert child.stdout
        said = _read(child.stdout, deadline, limits)
        code = child.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise _late(limits) from None
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    return _understood(said, code, limits)


def environment() -> dict[str, str]:
    """The environment of a child of ours, in which it finds this very package and nothing of the current folder."""
    here = str(Path(kg.__file__).resolve().parent.parent)
    paths = [here, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONUTF8": "1"}


def _read(pipe: IO[bytes], deadline: float, limits: Limits) -> bytes:
    parts: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise _late(limits)
            part = os.read(pipe.fileno(), 1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
            size += len(part)
            if size > limits.output:
                raise QueryError(_TOO_LARGE.format(size=limits.output // 1_000_000))


def _late(limits: Limits) -> QueryError:
    return QueryError(f"no answer within {limits.seconds:g} seconds; narrow the question or give it more time")


def _understood(said: bytes, code: int, limits: Limits) -> Answer:
    head, _, body = said.partition(b"\n")
    try:
        told: dict[str, Any] = json.loads(head)
    except ValueError:
        told = {}
    if told.get("error"):
        kind = getattr(errors, str(told["error"]), QueryError)
        raise (kind if kind is not errors.DataFileError else KgError)(told["message"])
    if code or len(body) != told.get("size"):
        raise QueryError(
            f"the engine gave up (exit {code}): the question needs more than {limits.memory // 1_000_000} MB of memory "
            "or nests too deep; ask for less at once"
        )
    return Answer(told["kind"], body, told["rows"])


# ── in the child ─────────────────────────────────────────────────────────────────────────────────────────────────────


def main() -> None:
    """Read a question from the standard input, answer on the standard output, leave."""
    held = json.load(sys.stdin.buffer)
    asked, limits = Asked(**held["asked"]), Limits(**held["limits"])
    confine(memory=limits.memory, seconds=limits.seconds)
    try:
        answer = _answered(asked)
    except KgError as error:
        _tell({"error": type(error).__name__, "message": str(error)})
    except (MemoryError, RecursionError) as error:
        reason = "more memory than it may have" if isinstance(error, MemoryError) else "to nest less deep"
        _tell({"error": "QueryError", "message": f"the question needs {reason}; ask for less at once"})
    else:
        if len(answer.body) > limits.output:
            _tell({"error": "QueryError", "message": _TOO_LARGE.format(size=limits.output // 1_000_000)})
        else:
            _tell({"kind": answer.kind, "rows": answer.rows, "size": len(answer.body)}, answer.body)
    # The engine's threads need no farewell: nothing was written.
    os._exit(0)


def _tell(head: dict[str, Any], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode("ascii") + b"\n")
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def _answered(asked: Asked) -> Answer:
    from kg.graph.store import Store

    store = Store(asked.store, read_only=True, base=asked.base)
    if "/" in asked.form:
        from kg.graph.protocol import results

        kind, body = results(store, asked.text, asked.form)
        return Answer(kind, body)
    return _shaped(store.query(asked.text, dict(asked.params), asked.language), asked.form)


def _shaped(answer: Any, form: str) -> Answer:
    from kg.graph.rows import Rows

    if isinstance(answer, bytes):
        from kg.graph.writer import write_turtle

        return Answer("triples", write_turtle(answer) if form == "turtle" else answer)
    if not isinstance(answer, Rows):
        return Answer("boolean", b"true" if answer else b"false")
    if form in {"csv", "tsv", "json"}:
        text = {"csv": answer.to_csv, "tsv": answer.to_tsv, "json": answer.to_json}[form]()
        return Answer("rows", text.encode("utf-8", "backslashreplace"), len(answer))
    rows = [[None if cell is None else str(cell) for cell in row] for row in answer.rows]
    table = json.dumps({"columns": answer.columns, "rows": rows}).encode("ascii")
    return Answer("rows", table, len(answer))


if __name__ == "__main__":
    main()
