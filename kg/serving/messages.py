"""What a client asks and what it gets, without a socket."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BufferedIOBase
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from kg.errors import KgError

_MOST_FIELDS = 60


class RefusedError(KgError):
    """A request that gets an error as its answer."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Request:
    """A request: ``headers`` by their names in small letters."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path as it was sent."""
        return self.target.partition("?")[0]

    @property
    def name(self) -> str:
        """The path with its escapes read."""
        return unquote(self.path, errors="replace")

    def fields(self) -> list[tuple[str, str]]:
        """The fields behind the ``?``."""
        return _fields(self.target.partition("?")[2])

    def form(self) -> list[tuple[str, str]]:
        """The fields of a form in the body."""
        return _fields(self.body.decode("utf-8", "replace"))

    @property
    def media(self) -> str:
        """The media type of the body."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace")
    except ValueError as error:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"more than {_MOST_FIELDS} fields") from error


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its status, media type and headers. ``file`` is a body that may be larger than memory."""

    status: HTTPStatus
    media: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None

    @property
    def size(self) -> int:
        """The bytes of the body."""
        return self.file.stat().st_size if self.file else len(self.body)

    def write(self, to: BufferedIOBase) -> None:
        """Send the body, a file piece by piece: many slow clients hold no more than a piece each."""
        if self.file is None:
            to.write(self.body)
            return
        with self.file.open("rb") as held:
            shutil.copyfileobj(held, to)


def text_reply(status: HTTPStatus, message: str, **headers: str) -> Reply:
    """A line of plain text; underscores in names of headers stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, "text/plain", (message + "\n").encode("utf-8", "backslashreplace"), named)
