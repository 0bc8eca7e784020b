"""Zip and tar files as archives of documents."""

from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from kg.errors import DocumentError
from kg.scaling.archives import MOST_BYTES, Member, fits, most_unpacked
from kg.text.reader import SUFFIXES

#: Names and their attributes take no more than this.
_MOST_HEADER = 1_000_000
_TOO_LARGE = f"is larger than the {MOST_BYTES:,} bytes allowed; split it"
#: A link is followed nowhere, be it into the archive: what it leads to is told there under its own name, if at all.
_LINK = "is a link; pack the file itself"
_NO_FILE = "is no file but a pipe or device"


class Zip:
    """Documents in a .zip file."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
            raise DocumentError(f"{path}: is not a whole .zip file ({error}); download or pack it again") from error

    def members(self) -> Iterator[Member]:
        """Its documents."""
        for number, info in enumerate(self._zip.infolist()):
            name = _zip_name(info)
            if not info.is_dir() and fits(name, SUFFIXES):
                fault = _LINK if stat.S_ISLNK(info.external_attr >> 16) else None
                fault = fault or ("is encrypted; unpack it first" if info.flag_bits & 1 else None)
                fault = fault or (_TOO_LARGE if info.file_size > MOST_BYTES else None)
                yield Member(name, PurePosixPath(name).name, number, fault=fault)

    def data(self, member: Member) -> bytes:
        """The bytes of one member; never more than it may have, whatever its header says."""
        try:
            with self._zip.open(self._zip.infolist()[member.place]) as file:
                return _limited(file)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, lzma.LZMAError) as error:
            raise ValueError(str(error)) from error

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: without the mark for UTF-8, Chinese programs write GB18030."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


class Tar:
    """Documents in a tar file, packed or not."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _unpacking(path)

    def members(self) -> Iterator[Member]:
        """Its documents, told in one pass."""
        try:
            most = most_unpacked(self._path)
            with tarfile.open(fileobj=self._file, mode="r:", tarinfo=_Careful) as tar:
                headers: list[Any] = vars(tar)["members"]
                for info in tar:
                    if info.offset_data + info.size > most:
                        raise tarfile.ReadError(f"it unpacks to more than {most:,} bytes")
                    if not info.isdir() and fits(info.name, SUFFIXES):
                        place = (info.offset_data, info.size)
                        yield Member(info.name, PurePosixPath(info.name).name, place, fault=_tar_fault(info))
                    headers.clear()  # or it keeps every one it has seen
                self._file.seek(cast(Any, tar).offset)
                if 0 < len(self._file.read(tarfile.BLOCKSIZE)) < tarfile.BLOCKSIZE:
                    raise tarfile.ReadError("it breaks off")  # the library takes that for its end
        except (tarfile.TarError, OSError, EOFError, ValueError, OverflowError, zlib.error, lzma.LZMAError) as error:
            raise DocumentError(
                f"{self._path}: is not a whole tar file ({' '.join(str(error).split())}); download or pack it again"
            ) from error

    def data(self, member: Member) -> bytes:
        """The bytes of one member. In the archive's own order this never goes back."""
        at, size = member.place
        try:
            self._file.seek(at)
            data = self._file.read(size)
        except (zlib.error, lzma.LZMAError) as error:
            raise ValueError(str(error)) from error
        if len(data) != size:
            raise ValueError("the archive ends before it does")
        return data

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _tar_fault(info: tarfile.TarInfo) -> str | None:
    if not info.isfile():
        return _LINK if info.issym() or info.islnk() else _NO_FILE
    if info.size > MOST_BYTES:
        return _TOO_LARGE
    return "is stored with holes; pack it again" if info.issparse() else None


class _Careful(tarfile.TarInfo):
    """Headers that name a file are read whole: one of a gigabyte is an attack, not a name."""

    def _proc_member(self, archive: Any) -> Any:
        named = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
        if self.type in (*named, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK) and self.size > _MOST_HEADER:
            raise tarfile.ReadError(f"a header of {self.size:,} bytes")
        return cast(Any, super())._proc_member(archive)


def _unpacking(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        mark = file.read(6)
    if mark.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.open(path))
    if mark.startswith(b"BZh"):
        return bz2.open(path)
    if mark == b"\xfd7zXZ\0":
        return lzma.open(path)
    return path.open("rb")


def _limited(file: IO[bytes]) -> bytes:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(_TOO_LARGE)
    return data
