"""What each line of an overlay changes: the facts it brings and those it takes, measured on documents.

Each line is taken out in turn and the documents are read again; what is then missing the line brought, what is then
there the line took. So lines that only work together are each told to bring what they bring together.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import DataFileError
from kg.model import Document
from kg.pipeline import Pipeline, data_folders

Told = frozenset[tuple[str, str]]
#: How far the measuring is, of how much, and at which line.
Watch = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one line (or, at line 0 of the folder, all of them) gained and lost; each fact with its document.

    ``alone`` is False where other lines stand on this one, so that it cannot be taken out without them.
    """

    path: Path
    line: int
    text: str
    gained: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    alone: bool = True


def effects(
    data: Path | str, documents: Sequence[Document], watch: Watch = lambda done, total, name: None
) -> list[Effect]:
    """The effect of an overlay as a whole, then of each of its lines, in the order of files and lines."""
    overlay = Path(data)
    blocks = [(path, *block) for path in _files(overlay) for block in _blocks(path)]
    total = len(blocks) + 2
    watch(0, total, "without the overlay")
    before = _told(_read(Pipeline.load(), documents))
    watch(1, total, "with the overlay")
    read = _read(Pipeline.load(overlay), documents)
    whole = _told(read)
    found = [_effect(overlay, 0, "all lines together", whole, before)]
    for number, (path, first, last) in enumerate(blocks, start=2):
        watch(number, total, f"{path.name}:{first + 1}")
        lines = path.read_text(encoding="utf-8-sig").split("\n")
        text = next(line for line in lines[first:last] if line.strip()).strip()
        if not _concerns(path, text, read):
            found.append(Effect(path, first + 1, text))
            continue
        try:
            found.append(_effect(path, first + 1, text, whole, _without(overlay, path, (first, last), documents)))
        except DataFileError:
            found.append(Effect(path, first + 1, text, alone=False))
    return found


def _effect(path: Path, line: int, text: str, whole: Told, without: Told) -> Effect:
    return Effect(path, line, text, tuple(sorted(whole - without)), tuple(sorted(without - whole)))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in {".tsv", ".toml"} and path.is_file())


def _blocks(path: Path) -> Iterator[tuple[int, int]]:
    """The stretches of lines that mean something by themselves: a row of a table, a rule."""
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    if path.suffix == ".toml":
        heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("[")]
        yield from zip(heads, [*heads[1:], len(lines)], strict=True)
        return
    rows = [number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    yield from ((number, number + 1) for number in rows[1:])


def _concerns(path: Path, text: str, documents: Iterable[Document]) -> bool:
    """Whether a line can change anything here: the word of a row must stand in a text, a rule always may."""
    if path.suffix == ".toml" or path.stem == "wordlists":
        return True
    # A name also stands with other dashes, brackets and spaces: its first two characters are looked for.
    word = text.split("\t", maxsplit=1)[0].strip("“”《》（） ")[:2]
    return any(word in doc.text for doc in documents)


def _without(overlay: Path, path: Path, block: tuple[int, int], documents: Sequence[Document]) -> Told:
    with TemporaryDirectory() as temporary:
        copy = Path(temporary, "data")
        shutil.copytree(overlay, copy)
        place = copy / path.relative_to(overlay)
        lines = place.read_text(encoding="utf-8-sig").split("\n")
        lines[block[0] : block[1]] = [""] * (block[1] - block[0])
        place.write_text("\n".join(lines), encoding="utf-8", newline="")
        return _told(_read(Pipeline.over(*data_folders(copy)), documents))


def _read(pipeline: Pipeline, documents: Sequence[Document]) -> list[Document]:
    return [pipeline(doc) for doc in documents]


def _told(documents: Iterable[Document]) -> Told:
    """Every fact of the documents, in words."""
    told: set[tuple[str, str]] = set()
    for doc in documents:
        labels = {entity.key: entity.label for entity in doc.entities}
        for fact in doc.facts:
            ends = [f"{labels.get(key, key)} ({key})" for key in (fact.subject, fact.object)]
            said = [f"{ends[0]} —{fact.relation}→ {ends[1]}", fact.status]
            said += [fact.date] if fact.date else []
            said += [fact.instrument.label] if fact.instrument else []
            said += [amount.text for amount in fact.amounts]
            told.add((doc.id, ", ".join(said)))
    return frozenset(told)
