"""What a build is made of, written last: a folder with a manifest is whole, one without is torn."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import OutputError

MANIFEST = "manifest.json"

#: Raised when a folder of an earlier form can no longer be read.
FORM = 1

#: The libraries whose versions can change a result.
_LIBRARIES = ("jieba", "networkx", "numpy", "opencc", "oxrdflib", "pyoxigraph", "pyvis", "rdflib", "scipy")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Versions, the digest of the data files, the SHA-256 of every file. No clock: same build, same bytes."""

    silkgraph: str
    data: str
    form: int = FORM
    libraries: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    graph: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def is_committed(folder: Path) -> bool:
        """Whether a build in this folder came to its end."""
        return (folder / MANIFEST).is_file()

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a built folder."""
        path = folder / MANIFEST
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            manifest = cls(**held)
        except FileNotFoundError:
            raise OutputError(
                f"{folder}: holds no {MANIFEST}; expected a folder made by `kg build`; build it first"
            ) from None
        except (OSError, ValueError, TypeError) as error:
            raise OutputError(f"{path}: is not a manifest of ours ({error}); build the folder again") from error
        if manifest.form != FORM:
            raise OutputError(
                f"{path}: has form {manifest.form}, made by silkgraph {manifest.silkgraph}; "
                f"this version reads form {FORM}; build the folder again"
            )
        return manifest

    def write(self, folder: Path) -> None:
        """Commit: the name appears only once the bytes are on the disk."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        draft = folder / (MANIFEST + ".draft")
        with draft.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / MANIFEST)

    def owned(self) -> frozenset[str]:
        """The files that belong to the build, as paths inside the folder."""
        return frozenset(self.files) | {MANIFEST}


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a new build but the store's, whose bytes are the store's own affair."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("store/"):
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


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
