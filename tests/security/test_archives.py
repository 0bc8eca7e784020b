"""Archives and tables from strangers: they swell, lie, break off and name what is not theirs; the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import zipfile

import pytest

from kg.cli import run
from kg.serving.child import environment
from tests.security import hostile
from tests.security.peak import PEAK

TEXT = hostile.SENTENCE.encode()
PROGRAM = f"""{PEAK}
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000,) * 2)
from kg.cli import run
code = run(["build", *sys.argv[2:], "-o", sys.argv[1], "--no-cache"])
print("\\n" + json.dumps([code, peak()]))
"""


def header(name, size, kind=tarfile.REGTYPE):
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return info.tobuf()


def tar(*members):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def packed(*members, how=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def lying_zip():
    """A member that says it has ten bytes and unpacks to sixty million."""
    data = bytearray(packed(("a.txt", b"a" * 60_000_000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + at
        data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def row(**cells):
    return json.dumps(cells, ensure_ascii=False).encode() + b"\n"


#: By name: the bytes, and what is said of it.
BAD = {
    "swelling.tar.gz": (gzip.compress(header("z.bin", 8 << 30) + b"\0" * 1_000_000), "unpacks to more than"),
    "header.tar": (header("p", 3 << 30, tarfile.XHDTYPE) + b"0" * 1_000, "a header of"),
    "long-name.tar": (header("././@LongLink", 3 << 30, tarfile.GNUTYPE_LONGNAME) + b"0" * 1_000, "a header of"),
    "large.zip": (packed(("a.txt", b"a" * 60_000_000)), "larger than"),
    "large-lzma.zip": (packed(("a.txt", b"a" * 60_000_000), how=zipfile.ZIP_LZMA), "larger than"),
    "lying.zip": (lying_zip(), ""),
    "long.zip": (packed(("a.txt", "中国" * 1_500_000)), "characters, more than"),
    "cut.zip": (packed(("a.txt", TEXT))[:-10], "is not a whole .zip"),
    "cut.tar": (tar(("a.bin", TEXT * 2_000))[:-50_000], "is not a whole tar"),
    "unclosed.csv": (b'id,text\n1,"' + b"a\n" * 26_000_000, "is no row of a table"),
    "endless.csv": (b"id,text\n" + b"x" * 51_000_000, "is no row of a table"),
    "endless-head.csv": (b"text," + b"x" * 51_000_000, "is no row of a table"),
    "nul.csv": (b"id,text\n1,a\0\n", "NUL"),
    "utf16.csv": ("id,text\n1,中国\n".encode("utf-16"), "UTF-8"),
    "endless.jsonl": (b'{"text": "' + b"x" * 51_000_000, "on one line"),
    "deep.jsonl": (b'{"text": ' + b"[" * 200_000 + b"\n", "is no JSON object"),
    "number.jsonl": (b'{"text": "a", "date": ' + b"9" * 100_000 + b"}\n", "is no JSON object"),
    "surrogate.jsonl": (b'{"text": "\\ud800"}\n', "not UTF-8"),
    "other.parquet": (b"PAR1" + b"\xff" * 200 + b"PAR1", "is not a Parquet"),
}


def test_archives_that_swell_lie_or_break_are_left_out_and_the_rest_is_built(tmp_path):
    (tmp_path / "good.txt").write_bytes(TEXT)
    paths = [tmp_path / "good.txt"]
    for name, (data, _) in BAD.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    command = [sys.executable, "-P", "-c", PROGRAM, str(tmp_path / "out"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=300, check=False)
    code, megabytes = json.loads(done.stdout.splitlines()[-1])
    assert code == 1, done.stderr
    assert megabytes < 1_000
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [entry["id"] for entry in report["by_document"]] == ["good"]
    told = {skip["source"].split(":")[0]: skip["why"] for skip in report["skipped"]}
    assert set(told) == set(BAD)
    for name, (_, expected) in BAD.items():
        assert expected in told[name], (name, told[name])
        assert name not in told[name]
        assert "\n" not in told[name] and not told[name].startswith("unexpected")


def test_what_stands_before_the_break_of_an_archive_is_read(tmp_path):
    whole = tar(*((f"{number}.txt", TEXT + str(number).encode()) for number in range(9)))
    (tmp_path / "cut.tar").write_bytes(whole[: 4 * 1024 + 100])
    assert run(["build", str(tmp_path / "cut.tar"), "-o", str(tmp_path / "out")]) == 1
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert 0 < len(report["by_document"]) < 9
    assert any("is not a whole tar" in skip["why"] for skip in report["skipped"])


def test_links_pipes_and_devices_of_an_archive_are_no_documents(tmp_path):
    (tmp_path / "secret.txt").write_text("the reader's own secret", encoding="utf-8")
    with tarfile.open(tmp_path / "links.tar", "w") as archive:
        kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE)
        for number, kind in enumerate(kinds):
            info = tarfile.TarInfo(f"{number}.txt")
            info.type, info.linkname = kind, str(tmp_path / "secret.txt")
            archive.addfile(info)
        info = tarfile.TarInfo("good.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    assert run(["build", str(tmp_path / "links.tar"), "-o", str(tmp_path / "out")]) == 1
    assert sorted(path.name for path in (tmp_path / "out" / "documents").iterdir()) == ["good.nt", "good.txt"]
    told = {
        skip["source"]: skip["why"] for skip in json.loads((tmp_path / "out" / "report.json").read_bytes())["skipped"]
    }
    assert [told[f"links.tar:{number}.txt"].split(";")[0] for number in range(4)] == [
        *["is a link"] * 2,
        *["is no file but a pipe or device"] * 2,
    ]
    assert len(told) == 4


def test_a_link_of_a_zip_file_is_no_document(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "links.zip", "w") as archive:
        archive.writestr("good.txt", TEXT)
        archive.writestr(link, "/etc/shadow")
    assert run(["build", str(tmp_path / "links.zip"), "-o", str(tmp_path / "out")]) == 1
    report = json.loads((tmp_path / "out" / "report.json").read_bytes())
    assert [entry["id"] for entry in report["by_document"]] == ["good"]
    assert report["skipped"] == [{"source": "links.zip:link.txt", "why": "is a link; pack the file itself"}]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_names_in_an_archive_lead_nowhere(tmp_path, kind, capsys):
    names = [
        "../../x.txt",
        "/abs.txt",
        "\x1b[31m.txt",
        "中" * 80 + ".txt",
        "C:\\x.txt",
        "..\\y.txt",
        "CON.txt",
        "a/../b.txt",
    ]
    data = [(name, TEXT + name.encode()) for name in names]
    (tmp_path / f"names.{kind}").write_bytes(packed(*data) if kind == "zip" else tar(*data))
    work = tmp_path / "a" / "b" / "c"
    work.mkdir(parents=True)
    assert run(["build", str(tmp_path / f"names.{kind}"), "-o", str(work / "out")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", f"names.{kind}"]
    assert [path.name for path in work.iterdir()] == ["out"]
    assert len(list((work / "out" / "documents").iterdir())) == 2 * len(names)
    assert "\x1b" not in "".join(capsys.readouterr())


def test_a_table_of_anything_gives_documents_or_says_why_not(tmp_path, record_property):
    kinds = [
        None,
        True,
        5,
        10**400,
        [],
        {},
        "x" * 10_000,
        "\x1b]0;x\x07",
        "=1+1",
        "../../x",
        "2017-99-99",
        "\u202e",
        "",
    ]
    lines = [
        row(text=hostile.SENTENCE + str(number), **{key: kind})
        for number, (key, kind) in enumerate(
            (key, kind) for key in ("id", "title", "date", "publisher") for kind in kinds
        )
    ]
    (tmp_path / "any.jsonl").write_bytes(b"".join(lines))
    assert run(["build", str(tmp_path / "any.jsonl"), "-o", str(tmp_path / "out")]) in {0, 1}
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert len(report["by_document"]) + len(report["skipped"]) == len(lines)
    assert len(report["by_document"]) >= len(lines) - 8
    assert run(["verify", str(tmp_path / "out")]) == 0
    record_property("inputs", len(lines))


def test_a_parquet_file_of_one_long_text_in_many_rows_takes_the_memory_of_one(tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = pa.array([0] * 2_000, pa.int32())
    long = pa.DictionaryArray.from_arrays(rows, pa.array(["中" * 2_500_000]))
    pq.write_table(pa.table({"text": long}), tmp_path / "many.parquet", compression="zstd")
    (tmp_path / "good.txt").write_bytes(TEXT)
    paths = [str(tmp_path / "good.txt"), str(tmp_path / "many.parquet")]
    command = [sys.executable, "-P", "-c", PROGRAM, str(tmp_path / "out"), *paths]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=120, check=False)
    code, megabytes = json.loads(done.stdout.splitlines()[-1])
    assert (code, megabytes < 1_000) == (1, True), done.stderr[-500:]
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["skipped"]
    assert len(told) == 2_000
    assert any("unpacks to far too much" in skip["why"] for skip in told)


def test_a_day_that_no_calendar_of_ours_has_is_no_date(tmp_path):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    table = pa.table({"text": [hostile.SENTENCE], "date": pa.array([2**62], pa.timestamp("us"))})
    pq.write_table(table, tmp_path / "late.parquet")
    assert run(["build", str(tmp_path / "late.parquet"), "-o", str(tmp_path / "out")]) == 0


def test_bytes_turned_in_a_parquet_file_end_no_build(tmp_path, record_property):
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    held = io.BytesIO()
    pq.write_table(pa.table({"text": [hostile.SENTENCE] * 3, "id": ["a", "b", "c"]}), held)
    whole, places = held.getvalue(), range(4, len(held.getvalue()) - 8, 23)
    (tmp_path / "good.txt").write_bytes(TEXT)
    for number, place in enumerate(places):
        data = bytearray(whole)
        data[place] ^= 1 << (number % 8)
        (tmp_path / f"{number}.parquet").write_bytes(data)
    out, paths = tmp_path / "out", [str(tmp_path / f"{number}.parquet") for number in range(len(places))]
    assert run(["build", str(tmp_path / "good.txt"), *paths, "-o", str(out)]) in {0, 1}
    assert all(
        not skip["why"].startswith("unexpected") for skip in json.loads((out / "report.json").read_bytes())["skipped"]
    )
    assert (out / "documents" / "good.txt").is_file()
    record_property("inputs", len(places))
