"""One folder, replaced as a whole or not at all.

A build writes into ``.NAME.kg-new`` beside OUT and commits by writing its manifest there, last. Then OUT becomes
``.NAME.kg-old``, the new folder becomes OUT, and the old one goes. Whatever a kill leaves behind, :func:`settle` either
finishes (a manifest is there) or removes (none is there); every command that opens OUT calls it first.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError, UsageError
from kg.output.manifest import MANIFEST, Manifest, sync, sync_folder

#: So often a torn folder is removed, a fiftieth of a second apart.
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Places:
    """OUT and the three names beside it that a build uses."""

    out: Path

    @classmethod
    def of(cls, out: Path | str) -> Places:
        """The places of OUT, links followed, so that the link stays and its target is replaced."""
        place = Path(out).resolve()
        if not place.name:
            raise UsageError(f"{out}: has no folder around it that a build could be put into; name a folder below it")
        return cls(place)

    @property
    def new(self) -> Path:
        """Where the new build grows."""
        return self.out.with_name(f".{self.out.name}.kg-new")

    @property
    def old(self) -> Path:
        """Where the previous build waits while the new one takes its place."""
        return self.out.with_name(f".{self.out.name}.kg-old")

    @property
    def lock(self) -> Path:
        """The file that a running build holds."""
        return self.out.with_name(f".{self.out.name}.kg-lock")


@contextmanager
def replacing(out: Path | str) -> Iterator[Path]:
    """A new empty folder to build in; left normally and with a manifest inside, it takes the place of OUT."""
    places = Places.of(out)
    try:
        places.out.parent.mkdir(parents=True, exist_ok=True)
        with holding(places):
            _refuse_foreign(places.out)
            _settle(places)
            try:
                places.new.mkdir()  # inside: Ctrl-C may come as soon as it is there
                yield places.new
            except BaseException:
                # Torn: nothing of it is worth keeping, and the old folder has not been touched.
                _discard(places.new)
                raise
            _swap(places)
    except OSError as error:
        where = error.filename or places.out
        if not Path(where).is_relative_to(places.out.parent):
            raise
        raise OutputError(
            f"{where}: cannot be written ({error.strerror or error}); the previous output is untouched; "
            "free space, change permissions or name another folder with -o"
        ) from error


def _discard(folder: Path) -> None:
    """Remove a folder, into which a store that is being closed may still write for a moment."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.02)


def settle(out: Path | str) -> None:
    """Finish or remove what a killed build left beside OUT. A build that is running now is left alone."""
    places = Places.of(out)
    if not any(place.exists() for place in (places.new, places.old, places.lock)):
        return
    try:
        with holding(places):
            _settle(places)
    except (OSError, OutputError) as error:
        # Another build is at work, or the folder beside is read-only: what stands in OUT is whole all the same.
        if not places.out.exists():
            raise OutputError(f"{places.out}: a killed build cannot be settled ({error}); build it again") from error


@contextmanager
def holding(places: Places) -> Iterator[None]:
    """The lock on OUT. The system drops it with the process, so a killed build never leaves it locked."""
    descriptor = _lock(places)
    try:
        yield
    finally:
        try:
            places.lock.unlink(missing_ok=True)
        finally:
            os.close(descriptor)


def _lock(places: Places) -> int:
    import fcntl

    while True:
        descriptor = os.open(places.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The holder before us may have removed the name between our open and our lock: then it is another file.
            if places.lock.exists() and os.fstat(descriptor).st_ino == places.lock.stat().st_ino:
                os.ftruncate(descriptor, 0)
                os.write(descriptor, f"{os.getpid()}\n".encode())
                return descriptor
        except BlockingIOError:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(descriptor)
            raise OutputError(
                f"{places.out}: process {holder} is building into this folder; wait for it or name another with -o"
            ) from None
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _settle(places: Places) -> None:
    if places.new.exists():
        if Manifest.is_committed(places.new):
            _swap(places)
        else:
            shutil.rmtree(places.new)
    if places.old.exists():
        if places.out.exists():
            shutil.rmtree(places.old)
        else:
            places.old.rename(places.out)


def _swap(places: Places) -> None:
    if places.out.exists():
        _carry_over(places)
        if places.old.exists():
            shutil.rmtree(places.old)
        places.new.chmod(places.out.stat().st_mode & 0o7777)
        places.out.rename(places.old)
    try:
        places.new.rename(places.out)
    except OSError:
        if places.old.exists():
            places.old.rename(places.out)
        raise
    sync_folder(places.out.parent)
    shutil.rmtree(places.old, ignore_errors=True)


def _carry_over(places: Places) -> None:
    """Files that are not ours (a reader's notes, an export) move on with the folder."""
    if not Manifest.is_committed(places.out):
        return
    ours = Manifest.owned(places.out)
    carried = False
    for path in sorted(places.out.rglob("*")):
        name = path.relative_to(places.out)
        if (path.is_dir() and not path.is_symlink()) or name.as_posix() in ours or name.parts[0] == "store":
            continue
        target = places.new / name
        if not (target.exists() or target.is_symlink()):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target, follow_symlinks=False)
            carried = True
    if carried:
        sync(places.new)


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: is a file; -o needs the name of a folder")
    if out.is_dir():
        if not os.access(out, os.W_OK | os.X_OK):
            raise OutputError(
                f"{out}: cannot be written (permission denied); nothing was changed; name another with -o"
            )
        if any(out.iterdir()) and not Manifest.is_committed(out):
            raise UsageError(
                f"{out}: is not empty and has no {MANIFEST} of ours; nothing was changed; name a new or an empty folder"
            )


def opened(out: Path | str) -> tuple[Path, Manifest]:
    """A built folder and its manifest, after whatever a killed build left has been settled."""
    path = Path(out)
    settle(path)
    if not path.is_dir():
        raise UsageError(f"{path}: no such folder; expected one made by `kg build`")
    manifest = Manifest.read(path)
    if "base" not in manifest.options:  # an address of a resource begins with it
        raise OutputError(f"{path / MANIFEST}: names no base for addresses; build the folder again")
    _refuse_links(path, manifest)
    return path, manifest


def text_of_record(folder: Path, name: str) -> str:
    """The text of a document of a built folder."""
    path = folder / "documents" / f"{name}.txt"
    try:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
            raise ValueError("its name is no id of a document")
        return path.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read ({error}); `kg verify` tells more") from error


def _refuse_links(folder: Path, manifest: Manifest) -> None:
    """A build writes plain files: in a folder a stranger made, a link could lead to a file of the reader's own."""
    try:
        for place in sorted({name.partition("/")[0] for name in manifest.files} | {MANIFEST, "store"}):
            path = folder / place
            strange = path.is_symlink() or (path.exists() and not path.is_file() and not path.is_dir())
            found = path if strange else _strange(path) if path.is_dir() else None
            if found:
                raise OutputError(f"{found}: is a link or no file, and no build writes one; `kg verify` tells more")
    except OSError as error:
        raise OutputError(f"{folder}: cannot be read ({error})") from error


def _strange(folder: Path) -> Path | None:
    with os.scandir(folder) as entries:
        return next((Path(entry.path) for entry in entries if not entry.is_file(follow_symlinks=False)), None)
