"""Folders of many small documents, and what of a build must be the same however it was made."""

from __future__ import annotations

import pytest

from tests.bench.corpus import newspaper, write


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    """A few batches of newspaper."""
    folder = tmp_path_factory.mktemp("papers")
    write(newspaper(6_000, seed=8), folder)
    for number in range(140):
        (folder / f"z{number:03}.txt").write_text(
            f"中国政府与希腊政府签署第{number}号合作协议。\n", encoding="utf-8", newline=""
        )
    return folder


def made(out):
    """The bytes of a build that must not depend on how it was made."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.relative_to(out).parts[0] != "store"
    }


@pytest.fixture
def told():
    return made


@pytest.fixture(scope="session")
def papers_made(papers, tmp_path_factory):
    """The build of the papers in one process, without a cache."""
    from kg.output.build import build

    out = tmp_path_factory.mktemp("papers-out") / "out"
    build([str(papers)], out)
    return made(out)
