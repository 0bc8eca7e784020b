"""What a hostile document costs grows with its length and no faster; no document takes a gigabyte."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

import pytest

from kg.graph.writer import write_ntriples
from kg.model import Document
from kg.pipeline import Pipeline
from kg.serving.child import environment
from tests.security import hostile
from tests.security.peak import PEAK
from tests.stopwatch import grows_with_length

ALL = [*hostile.UNITS, *hostile.LINES]


@pytest.fixture(scope="module")
def pipeline():
    made = Pipeline.load()
    made(Document("warm", hostile.SENTENCE))
    return made


def through(pipeline, text):
    write_ntriples(pipeline(Document("long", text)))


@pytest.mark.parametrize("unit", ALL, ids=repr)
def test_a_line_without_an_end_is_read_in_linear_time(pipeline, unit):
    assert grows_with_length(lambda text: through(pipeline, text), lambda size: hostile.long_line(unit, size), 1_200)


@pytest.mark.parametrize("brackets", ["()", "（）", "《》", "“”", "[]", "{}", "【】", "「」"])
def test_nested_brackets_are_read_in_linear_time(pipeline, brackets):
    def make(depth):
        return hostile.nested(brackets[0], brackets[1], depth)

    assert grows_with_length(lambda text: through(pipeline, text), make, 5_000)


PIECES = ["<p>", "<div>", "</div>", "<a href=x>中", "<p a=", "<!--", "&#", "&amp;", "<", "<li>中国", "<table><tr><td>"]


@pytest.mark.parametrize("piece", PIECES)
def test_a_page_of_one_tag_is_read_in_linear_time(piece, tmp_path):
    from kg.errors import DocumentError
    from kg.text.webpage import read_page

    def act(text):
        with contextlib.suppress(DocumentError):
            read_page(text.encode(), "page.html", None)

    head = f"<p>{hostile.SENTENCE}</p>"
    assert grows_with_length(act, lambda size: head + hostile.long_line(piece, size), 40_000)


def test_a_word_file_of_many_paragraphs_is_read_in_linear_time():
    from kg.text.word import read_word

    def make(count):
        words = (f"<w:p><w:r><w:t>{number}中国政府</w:t></w:r></w:p>" for number in range(count))
        return hostile.word("".join(words), "<!--" + os.urandom(40 * count).hex() + "-->")

    assert grows_with_length(lambda data: read_word(data, "long.docx"), make, 3_000)


PROGRAM = f"""{PEAK}
import resource, sys, time
from kg.errors import DocumentError
from kg.graph.writer import write_ntriples
from kg.pipeline import Pipeline
from kg.text.reader import read
pipeline = Pipeline.load()
for path in sys.argv[1:]:
    try:
        write_ntriples(pipeline(read(path)))
    except DocumentError:
        pass
used = resource.getrusage(resource.RUSAGE_SELF)
print(peak(), int(used.ru_utime))
"""


def megabytes_and_seconds(paths):
    command = [sys.executable, "-P", "-c", PROGRAM, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    assert run.returncode == 0, run.stderr
    megabytes, spent = map(int, run.stdout.split())
    return megabytes, spent


def test_no_file_of_the_hostile_corpus_takes_a_gigabyte(hostile_folder):
    paths = [path for path in sorted(hostile_folder.rglob("*")) if path.is_file() and path.suffix != ".tsv"]
    assert megabytes_and_seconds(paths)[0] < 1_000


@pytest.mark.long
@pytest.mark.parametrize("unit", ALL, ids=repr)
def test_a_megabyte_in_one_line_is_read_in_minutes_and_under_a_gigabyte(unit, tmp_path):
    size = 1_000_000 // len(unit.encode()) * len(unit)
    path = tmp_path / "long.txt"
    path.write_text(hostile.SENTENCE + hostile.long_line(unit, size), encoding="utf-8")
    megabytes, spent = megabytes_and_seconds([path])
    assert megabytes < 1_000
    assert spent < 300


@pytest.mark.long
@pytest.mark.parametrize("brackets", ["()", "（）", "《》", "“”", "[]"])
def test_a_hundred_thousand_nested_brackets_are_read_under_a_gigabyte(brackets, tmp_path):
    path = tmp_path / "deep.txt"
    path.write_text(hostile.nested(*brackets), encoding="utf-8")
    assert megabytes_and_seconds([path])[0] < 1_000
