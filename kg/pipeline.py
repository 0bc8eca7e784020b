"""The ordered steps, built once from the data files: the only place that knows all stages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DocumentError, UsageError
from kg.model import Document, Step
from kg.resources import DATA

#: Above, no text is one document: the longest novels have half as many characters.
MOST_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Steps that each take a :class:`~kg.model.Document` and return one that knows more.

    >>> Pipeline(steps=()).steps
    ()
    """

    steps: tuple[Step, ...]
    data_digest: str = ""

    @classmethod
    def load(cls, data: Path | str | None = None) -> Pipeline:
        """The pipeline over our data files and, where one is given, an overlay folder of the same form."""
        return cls.over(*data_folders(data))

    @classmethod
    def over(cls, *folders: Path) -> Pipeline:
        """The pipeline over these data folders; a later one may add to or restate an earlier one."""
        from kg.entities.recogniser import Recogniser
        from kg.relations.extractor import Extractor
        from kg.relations.figures import Figures
        from kg.text.leads import link
        from kg.text.normaliser import normalise
        from kg.text.segmenter import Segmenter
        from kg.text.structure import divide

        extractor = Extractor.load(*folders)
        return cls(
            (
                normalise,
                divide,
                link,
                Recogniser.load(*folders, tags=Segmenter().tags, needs=extractor.needs),
                extractor,
                Figures(),
            ),
            digest(*folders),
        )

    def __call__(self, doc: Document) -> Document:
        """The document after all steps. One that is too long for any reader is refused before the first."""
        if len(doc.source) > MOST_CHARACTERS:
            size, most = len(doc.source), MOST_CHARACTERS
            raise DocumentError(
                f"{doc.name or doc.id} has {size:,} characters, more than the {most:,} of one text; split it"
            )
        for step in self.steps:
            doc = step(doc)
        return doc


def data_folders(overlay: Path | str | None = None) -> tuple[Path, ...]:
    """Our data folder and then the overlay, which must be there if it is named."""
    if overlay is None:
        return (DATA,)
    folder = Path(overlay)
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such data folder; expected one with the form of kg/data (names, rules, …)")
    return (DATA, folder)


def digest(*folders: Path) -> str:
    """SHA-256 over the names and bytes of every data file, so that a result can say what words it was made with."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if path.suffix in {".tsv", ".toml"}:
                name = path.relative_to(folder).as_posix()
                total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
