"""A folder of the hostile corpus, built once."""

from __future__ import annotations

import pytest

from tests.security import hostile


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory):
    """Every file of the hostile corpus; the texts have a table that gives them hostile titles and publishers too."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, files in (("plain", [*hostile.encoded(), *hostile.documents()]), ("tabled", hostile.texts())):
        (folder / name).mkdir()
        for file in files:
            (folder / name / file.name).write_bytes(file.data)
    table = hostile.metadata_table(hostile.texts())
    (folder / "tabled" / "documents.tsv").write_text(table, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def hostile_out(hostile_folder, tmp_path_factory):
    """What a build makes of it, and its report."""
    from kg.output.build import build

    out = tmp_path_factory.mktemp("hostile-out") / "out"
    report = build([str(hostile_folder / "plain"), str(hostile_folder / "tabled")], out)
    return out, report
