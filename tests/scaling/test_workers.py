"""Work goes to processes and comes back whole, whatever happens to a process."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from kg.scaling.batches import Attempt, Lost, Parcel, batches, serially
from kg.scaling.limit import TooLong, within
from kg.scaling.workers import spread
from tests.scaling.deeds import Deadly, busy, greedy, size, slow, stuck, wrong


def parcels(*data):
    return [Parcel(str(n), f"d{n}", "d.txt", each) for n, each in enumerate(data)]


def through(work, *data, workers=2, limit=None, most=3):
    """Results by name, and the reasons of what was lost by name."""
    made = list(spread(Attempt(work, limit), batches(parcels(*data), most=most), workers))
    lost = {each.name: each.why for each in made if isinstance(each, Lost)}
    return dict(sorted(each for each in made if not isinstance(each, Lost))), lost


def test_every_parcel_comes_back_once():
    found, lost = through(size, *[b"x" * n for n in range(20)])
    assert (found, lost) == ({f"d{n}": n for n in range(20)}, {})


def test_no_work_needs_no_process():
    assert through(size) == ({}, {})


def test_a_process_that_dies_costs_no_document(tmp_path):
    found, lost = through(Deadly(tmp_path, once=True), b"a", b"deadly", b"b", b"c", b"d")
    assert (sorted(found), lost) == (["d0", "d1", "d2", "d3", "d4"], {})


def test_a_document_that_ends_every_process_is_left_out_alone(tmp_path):
    found, lost = through(Deadly(tmp_path), b"a", b"deadly", b"b", b"c", b"d")
    assert sorted(found) == ["d0", "d2", "d3", "d4"]
    assert lost == {"d1": "ended the process that read it, 2 times"}


def test_a_document_that_takes_too_long_is_left_out_with_what_to_do():
    found, lost = through(slow, b"a", b"slow", b"b", limit=0.3)
    assert sorted(found) == ["d0", "d2"]
    assert lost == {"d1": "took longer than 0.3 seconds; raise --timeout-per-document to wait for it"}


def test_a_document_at_which_compiled_code_hangs_is_left_out_alone_and_soon():
    began = time.monotonic()
    found, lost = through(stuck, b"a", b"stuck", b"b", b"c", limit=0.5, most=9)
    assert sorted(found) == ["d0", "d2", "d3"]
    assert lost == {"d1": "took longer than 0.5 seconds; raise --timeout-per-document to wait for it"}
    assert time.monotonic() - began < 30


@pytest.mark.skipif(sys.platform != "linux", reason="this system does not keep limits of memory")
def test_a_document_that_wants_all_memory_is_left_out_alone():
    found, lost = through(greedy, b"a", b"greedy", b"b")
    assert sorted(found) == ["d0", "d2"]
    assert lost == {"d1": "needs more memory than there is; split it"}


def test_a_fault_of_the_program_over_one_document_is_one_line_and_the_others_go_on():
    done = list(serially(Attempt(wrong), parcels(b"a", b"bad", b"b")))
    assert done == [("d0", 1), Lost("d1", "unexpected ValueError: no such thing"), ("d2", 1)]


def test_leaving_early_leaves_no_process_behind():
    import multiprocessing

    going = spread(Attempt(slow), batches(parcels(b"a", b"slow", b"slow"), most=1), 2)
    assert next(going) == ("d0", 1)
    going.close()
    assert multiprocessing.active_children() == []


def in_a_thread(act):
    said = []

    def run():
        try:
            said.append(act())
        except TooLong:
            said.append("too long")

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    return said


def test_the_limit_holds_in_the_threads_of_a_cluster_too():
    began = time.monotonic()
    assert in_a_thread(lambda: within(0.2, lambda: busy(Parcel("1", "d", "d", b"slow")))) == ["too long"]
    assert in_a_thread(lambda: within(5, lambda: 7)) == [7]
    assert time.monotonic() - began < 10


def test_the_limit_leaves_the_alarm_as_it_was():
    import signal

    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TooLong):
        within(0.05, lambda: time.sleep(5))
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
