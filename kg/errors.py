"""What can go wrong, as a tree.

    KgError
    ├── UsageError              a wrong call: missing path, unknown name, nothing to do
    ├── DocumentError           a source that cannot be read
    ├── DataFileError           a row or rule of kg/data (or an overlay) that is wrong: path, line, expected
    ├── VocabularyError         a term the ontology does not have
    ├── StoreError              a store that cannot be opened, read or written
    ├── QueryError              a question that cannot be asked or answered
    └── OutputError             an OUT that cannot be written or is not whole

A message says what, where, what was expected and what to do, in one line.
"""

from __future__ import annotations


class KgError(Exception):
    """Anything silkgraph says no to. The command line prints it as one line and exits with ``code``."""

    code = 2


class UsageError(KgError):
    """A call that cannot be meant."""


class DocumentError(KgError):
    """A source that cannot be read."""


class DataFileError(KgError):
    """A data file whose form or words are wrong."""

    def __init__(self, path: object, line: int | None, message: str) -> None:
        self.path, self.line, self.message = str(path), line, message
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {message}")


class VocabularyError(KgError):
    """A term that the ontology does not have."""


class StoreError(KgError):
    """A store that cannot be opened, read or written."""


class QueryError(KgError):
    """A question that cannot be asked or answered."""


class OutputError(KgError):
    """An output folder that cannot be written or is not whole."""


def many(number: int, what: str) -> str:
    """So many of something.

    >>> many(1, "claim"), many(2_000, "claim"), many(0, "query")
    ('1 claim', '2,000 claims', '0 queries')
    """
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else plural}"
