"""A cache answers for exactly what it was asked to keep, and no fault of it is a fault of the build."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Metadata
from kg.scaling.batches import Parcel
from kg.scaling.cache import Cache, cache_folder, key_of

PARCEL = Parcel("one", "one.txt", "one.txt", "全文".encode(), Metadata(title="题"))


def test_what_was_kept_is_there_in_the_next_process(tmp_path):
    with Cache(tmp_path / "c") as kept:
        kept.put(b"k", b"value")
    with Cache(tmp_path / "c") as kept:
        assert (kept.get(b"k"), kept.get(b"other")) == (b"value", None)


def test_the_key_changes_with_everything_that_could_change_the_result():
    others = [
        (Parcel("two", "one.txt", "one.txt", PARCEL.data, PARCEL.metadata), ("d",)),
        (Parcel("one", "one.txt", "one.md", PARCEL.data, PARCEL.metadata), ("d",)),
        (Parcel("one", "one.txt", "one.txt", PARCEL.data + b" ", PARCEL.metadata), ("d",)),
        (Parcel("one", "one.txt", "one.txt", PARCEL.data, Metadata(title="题", date="2019")), ("d",)),
        (PARCEL, ("other data",)),
    ]
    keys = {key_of(parcel, made_with) for parcel, made_with in [(PARCEL, ("d",)), *others]}
    assert len(keys) == 6
    moved = Parcel("one", "/elsewhere/one.txt", "one.txt", PARCEL.data, PARCEL.metadata)
    assert key_of(moved, ("d",)) == key_of(PARCEL, ("d",)), "where a file lies does not matter"


def test_a_torn_cache_is_made_anew(tmp_path):
    with Cache(tmp_path) as kept:
        kept.put(b"k", b"v")
    for path in tmp_path.iterdir():
        path.write_bytes(b"not a database" * 999)
    with Cache(tmp_path) as kept:
        assert kept.get(b"k") is None
        kept.put(b"k", b"w")
        assert kept.get(b"k") == b"w"


def test_a_cache_that_others_may_write_is_not_trusted(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    with Cache(folder) as kept:
        kept.put(b"k", b"v")
        assert kept.get(b"k") is None
    assert list(folder.iterdir()) == []


def test_without_a_place_for_it_nothing_is_kept_and_nothing_fails(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for folder in (None, tmp_path / "file" / "below"):
        with Cache(folder) as kept:
            kept.put(b"k", b"v")
            kept.save()
            assert kept.get(b"k") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path):
    for name in (b"a", b"b"):
        with Cache(tmp_path) as kept:
            kept.put(name, os.urandom(6_000))
    with Cache(tmp_path) as kept:
        assert kept.get(b"a")
    with Cache(tmp_path, most=7_000):
        pass
    with Cache(tmp_path) as kept:
        assert kept.get(b"b") is None
        assert kept.get(b"a")


def test_the_folder_is_private(tmp_path):
    with Cache(tmp_path / "c") as kept:
        kept.put(b"k", b"v")
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o700
    assert cache_folder({}).name == "silkgraph"


@given(st.binary(), st.binary())
def test_any_bytes_come_back(key, value):
    with Cache(None) as kept:
        kept.put(key, value)
        assert kept.get(key) is None
