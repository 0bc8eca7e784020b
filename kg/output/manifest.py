"""What a build is made of, written last: a folder with a manifest is whole, one without is torn."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.errors import OutputError

MANIFEST = "manifest.json"

#: Raised when a folder of an earlier form can no longer be read.
FORM = 1

#: What a build writes beside the store, and where its resources may have their addresses.
_NAME = re.compile(r"(?:documents/)?[A-Za-z0-9][A-Za-z0-9._-]*")
_BASE = re.compile(r"https?://[A-Za-z0-9._~:/%#-]+")

#: The libraries whose versions can change a result.
_LIBRARIES = ("jieba", "networkx", "numpy", "opencc", "oxrdflib", "pyoxigraph", "pyvis", "rdflib", "scipy")

#: Above so many files the whole system is asked to write out what it holds.
_MANY = 2_000


class Listed(Mapping[str, str]):
    """Names and digests that are not held: they are told anew, sorted, whenever they are asked for."""

    def __init__(self, tell: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self._tell = tell

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._tell())

    def __len__(self) -> int:
        return sum(1 for _ in self._tell())

    def __getitem__(self, name: str) -> str:
        return dict(self._tell())[name]

    def pairs(self) -> Iterable[tuple[str, str]]:
        """Every name with its digest."""
        return self._tell()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Versions, the digest of the data files, the SHA-256 of every file. No clock: same build, same bytes."""

    silkgraph: str
    data: str
    form: int = FORM
    libraries: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    graph: dict[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def is_committed(folder: Path) -> bool:
        """Whether a build of ours, of whatever version, came to its end in this folder."""
        return bool(_held(folder))

    @staticmethod
    def owned(folder: Path) -> frozenset[str]:
        """The files that belong to the build, of whatever version, as paths inside the folder."""
        return frozenset(_held(folder).get("files", ())) | {MANIFEST}

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a built folder."""
        path = folder / MANIFEST
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            manifest = cls(**held)
            manifest._check()
        except FileNotFoundError:
            raise OutputError(
                f"{folder}: holds no {MANIFEST}; expected a folder made by `kg build`; build it first"
            ) from None
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise OutputError(f"{path}: is not a manifest of ours ({error}); build the folder again") from error
        if manifest.form != FORM:
            raise OutputError(
                f"{path}: has form {manifest.form}, made by silkgraph {manifest.silkgraph}; "
                f"this version reads form {FORM}; build the folder again"
            )
        return manifest

    def _check(self) -> None:
        """A folder may come from a stranger: what its manifest names must lie in it, and be what it should be."""
        for told in (self.files, self.sources):
            if not all(isinstance(name, str) and isinstance(digest, str) for name, digest in told.items()):
                raise ValueError("its digests are no texts")
        outside = next((name for name in self.files if not _NAME.fullmatch(name)), None)
        if outside is not None:
            raise ValueError(f"it lists {outside!r}, which no build writes")
        if "base" in self.options and not _BASE.fullmatch(self.options["base"]):
            raise ValueError("its base is no address")

    def write(self, folder: Path) -> None:
        """Commit: the name appears only once all the bytes of the folder, and its own, are on the disk."""
        sync(folder)
        draft = folder / (MANIFEST + ".draft")
        with draft.open("wb") as file:
            for line in self._lines():
                file.write(line.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / MANIFEST)
        sync_folder(folder)

    def _lines(self) -> Iterator[str]:
        """The JSON of all, keys sorted; the long lists of files and sources go out name by name."""
        names = sorted(each.name for each in fields(self))
        for number, name in enumerate(names):
            value = getattr(self, name)
            yield f"{',' if number else '{'}\n  {json.dumps(name)}: "
            if isinstance(value, Listed):
                comma = ""
                for key, told in value.pairs():
                    yield f"{comma or '{'}\n    {json.dumps(key, ensure_ascii=False)}: {json.dumps(told)}"
                    comma = ","
                yield "\n  }" if comma else "{}"
            else:
                text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
                yield text.replace("\n", "\n  ")
        yield "\n}\n"


def _held(folder: Path) -> dict[str, Any]:
    """What a manifest of ours says; nothing where there is none (other programs have a manifest.json too)."""
    try:
        held = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) and "silkgraph" in held and "files" in held else {}


def digests(folder: Path, without: Container[str] = ("store",)) -> dict[str, str]:
    """The SHA-256 of every file of a new build but the store's, whose bytes are the store's own affair."""
    found = {}
    for root, folders, names in os.walk(folder):
        if Path(root) == folder:
            folders[:] = [name for name in folders if name not in without]
        for path in filter(Path.is_file, (Path(root, name) for name in names)):
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return dict(sorted(found.items()))


def differences(folder: Path) -> list[str]:
    """How the files of a built folder differ from what its manifest says, one line each; none where it is whole."""
    promised = Manifest.read(folder).files
    held = {name: digest for name, digest in digests(folder).items() if name in promised}
    missing = [f"{name}: is missing" for name in promised if name not in held]
    changed = [f"{name}: has other bytes than the build wrote" for name in held if held[name] != promised[name]]
    return sorted(missing + changed)


def library_versions() -> dict[str, str]:
    """The installed versions of the libraries that can change a result."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def sync(folder: Path) -> None:
    """Every file and folder below is on the disk before anyone relies on it."""
    if hasattr(os, "sync") and sum(len(names) for _, _, names in os.walk(folder)) > _MANY:
        os.sync()  # one call for all: file by file, an archive of years takes minutes
        return
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            if path.is_symlink():
                continue
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(root))


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
