"""What was read before, by the content it was read from: one private file a user, safe to delete at any time.

A cache is never needed: whatever is wrong with it (no room, no right, a torn file), the build goes on without.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.scaling.batches import Parcel

#: When the file has grown beyond this, what was not used for longest goes.
MOST_BYTES = 2_000_000_000
_FORM = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
"""


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where this user's programs keep what can be made again.

    >>> cache_folder({"XDG_CACHE_HOME": "/home/x/.cache"}).as_posix()
    '/home/x/.cache/silkgraph'
    """
    if home := environment.get("XDG_CACHE_HOME"):
        return Path(home, "silkgraph")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "silkgraph"
    if sys.platform == "win32" and (local := environment.get("LOCALAPPDATA")):
        return Path(local, "silkgraph")
    return Path.home() / ".cache" / "silkgraph"


@cache
def program_digest() -> str:
    """SHA-256 over our own program, so that nothing made by another version is taken for ours."""
    package, total = Path(__file__).resolve().parent.parent, hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        total.update(f"{path.relative_to(package).as_posix()}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def key_of(parcel: Parcel, made_with: Iterable[str]) -> bytes:
    """The key of a document: its bytes, what is known of it, and everything the result is made with."""
    told = [program_digest(), *made_with, parcel.id, parcel.file, asdict(parcel.metadata)]
    head = json.dumps(told, ensure_ascii=True, sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(head).digest() + hashlib.sha256(parcel.data).digest()).digest()


class Cache:
    """Keys to bytes on the disk. ``Cache(None)`` keeps nothing."""

    def __init__(self, folder: Path | None, most: int = MOST_BYTES) -> None:
        self._most = most
        self._base = _opened(folder) if folder else None
        self._turn = self._next_turn()
        self._used: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, key: bytes) -> bytes | None:
        """What was put under this key; None where nothing was, or it can no longer be read."""
        if self._base is None:
            return None
        try:
            row = self._base.execute("SELECT value FROM made WHERE key = ?", (key,)).fetchone()
            value = zlib.decompress(row[0]) if row else None
        except (sqlite3.Error, zlib.error):
            return None
        if value is not None:
            self._used.append(key)
        return value

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value; it is safe on the disk with the next :meth:`save`."""
        if self._base is not None:
            try:
                held = (key, zlib.compress(value, 1), self._turn)
                self._base.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", held)
            except sqlite3.Error:
                self._give_up()

    def size(self) -> int:
        """How many values are kept."""
        return int(self._base.execute("SELECT COUNT(*) FROM made").fetchone()[0]) if self._base is not None else 0

    def save(self) -> None:
        """Everything put so far outlives this process."""
        if self._base is not None:
            try:
                self._base.executemany("UPDATE made SET used = ? WHERE key = ?", [(self._turn, k) for k in self._used])
                self._base.commit()
                self._used = []
            except sqlite3.Error:
                self._give_up()

    def close(self) -> None:
        """Save, throw out the oldest where there is too much, and let go of the file."""
        self.save()
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._shrink(self._base)
                self._base.commit()
            self._give_up()

    def _shrink(self, base: sqlite3.Connection) -> None:
        held = base.execute("SELECT COALESCE(SUM(LENGTH(value)), 0) FROM made").fetchone()[0]
        while held > self._most:
            oldest = base.execute("SELECT key, LENGTH(value) FROM made ORDER BY used, key LIMIT 500").fetchall()
            if not oldest:
                return
            for key, size in oldest:
                if held > self._most:
                    base.execute("DELETE FROM made WHERE key = ?", (key,))
                    held -= size

    def _next_turn(self) -> int:
        # No clock: builds are counted.
        if self._base is None:
            return 0
        try:
            self._base.execute(
                "INSERT INTO told VALUES ('turn', 1) ON CONFLICT (name) DO UPDATE SET number = number + 1"
            )
            turn = self._base.execute("SELECT number FROM told WHERE name = 'turn'").fetchone()[0]
            self._base.commit()
            return int(turn)
        except sqlite3.Error:
            self._give_up()
            return 0

    def _give_up(self) -> None:
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.close()
            self._base = None


def _opened(folder: Path) -> sqlite3.Connection | None:
    """The file, made anew where it is not readable; None where there is no place for one."""
    path = folder / f"made-{_FORM}.sqlite3"
    for attempt in range(2):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.name == "posix" and (folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o022):
                return None  # others could put results there
            base = sqlite3.connect(path, timeout=10)
        except (OSError, sqlite3.Error):
            return None
        try:
            base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _TABLES)
            return base
        except sqlite3.OperationalError:
            base.close()  # another build holds it, or there is no room
            return None
        except sqlite3.DatabaseError:
            base.close()
            if attempt == 0:
                with suppress(OSError):
                    path.unlink()
    return None
