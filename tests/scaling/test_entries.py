"""What is kept of each document in a file comes back sorted, and is told in the bytes JSON would give it at once."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import RELATIONS
from kg.output.entries import Entries, Entry
from kg.output.manifest import Listed, Manifest
from kg.output.report import Report

ENTRY = st.builds(
    Entry,
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,5}", fullmatch=True),
    st.none() | st.text(max_size=5),
    st.none() | st.just("2017-05-14"),
    st.none() | st.just("another paper"),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.integers(0, 500),
    st.integers(5, 9),
    st.integers(0, 4),
    st.frozensets(st.sampled_from(["country/CHN", "country/GRC", "work/x"])),
    st.dictionaries(st.sampled_from(RELATIONS), st.integers(1, 3), max_size=3).map(Counter),
    st.dictionaries(st.sampled_from(["done", "planned"]), st.integers(1, 3)).map(Counter),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
)
ENTRIES = st.lists(ENTRY, max_size=8, unique_by=lambda entry: entry.id)


@given(ENTRIES)
def test_entries_come_back_sorted_and_add_up(tmp_path_factory, made):
    entries = Entries(tmp_path_factory.getbasetemp())
    for entry in made:
        entries.add(entry, entry.sha256[::-1])
    ordered = sorted(made, key=lambda entry: entry.id)
    assert list(entries) == ordered
    assert list(entries.sources()) == [(entry.id, entry.sha256) for entry in ordered]
    assert entries.claims == sum(entry.claims for entry in made)
    assert entries.entities == frozenset().union(*(entry.entities for entry in made))
    assert dict(entries.relations) == dict(sum((entry.relations for entry in made), Counter()))
    assert list(entries.digests(".nt")) == sorted((f"{entry.id}.nt", entry.sha256[::-1]) for entry in made)


@given(ENTRIES)
def test_the_report_is_written_as_json_writes_it_whole(tmp_path_factory, made):
    folder = tmp_path_factory.getbasetemp()
    entries = Entries(folder)
    for entry in made:
        entries.add(entry, "0" * 64)
    report = Report(entries, triples=7)
    report.write(folder / "report.json")
    expected = report.as_dict()
    assert json.loads((folder / "report.json").read_bytes()) == json.loads(json.dumps(expected))
    if made:
        whole = json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
        assert (folder / "report.json").read_bytes() == whole.encode()


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.from_regex(r"(documents/)?[a-z][a-z.-]{0,4}", fullmatch=True), st.text("0123456789abcdef", max_size=4)
    )
)
def test_a_manifest_told_name_by_name_has_the_bytes_of_one_that_is_held(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("manifest")
    Manifest("0", "d", files=dict(files), options={"base": "https://x.org/"}).write(folder)
    held = (folder / "manifest.json").read_bytes()
    Manifest("0", "d", files=Listed(lambda: iter(sorted(files.items()))), options={"base": "https://x.org/"}).write(
        folder
    )
    assert (folder / "manifest.json").read_bytes() == held
    assert Manifest.read(folder).files == files


@given(ENTRIES, st.integers(0, 6), st.integers(0, 900))
def test_the_page_shows_those_with_most_claims_as_far_as_they_fit(tmp_path_factory, made, claims, characters):
    entries = Entries(tmp_path_factory.getbasetemp())
    for entry in made:
        entries.add(entry, "0" * 64)
    shown = entries.most_telling(claims, characters)
    chosen, held, size = [], 0, 0
    for entry in sorted(made, key=lambda entry: (-entry.claims, entry.id)):
        held, size = held + entry.claims, size + entry.characters
        if chosen and (held > claims or size > characters):
            break
        chosen.append(entry.id)
    assert shown == sorted(chosen)
