"""A Dask cluster gives the same bytes as this machine, even while its workers die."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from kg.errors import UsageError
from kg.output.build import build
from kg.output.reading import Scale


@pytest.fixture(scope="module")
def cluster():
    """Two workers on this machine, started again by their nannies when they die."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as running:
        yield running


def kill_one(cluster, documents, enough):
    """End one worker once some documents have come back."""
    while len(list(documents.glob("*.nt"))) < enough:
        time.sleep(0.005)
    os.kill(cluster.workers[0].pid, signal.SIGKILL)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(
    papers, papers_made, tmp_path, told, cluster, monkeypatch
):
    monkeypatch.setattr("kg.scaling.batches.batches.__defaults__", (6, 10_000))
    killer = threading.Thread(target=kill_one, args=(cluster, tmp_path / ".out.kg-new" / "documents", 12), daemon=True)
    killer.start()
    report = build([str(papers)], tmp_path / "out", scale=Scale(cluster=cluster.scheduler_address))
    killer.join(1)
    assert not killer.is_alive(), "no worker was killed, so nothing would be shown"
    assert report.skipped == ()
    assert told(tmp_path / "out") == papers_made


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:9", "tcp://[::1]:9", "tcp://no.such.host.invalid:8786", "127.0.0.1:9"]
)
@pytest.mark.filterwarnings("ignore")
def test_an_address_where_nobody_listens_is_one_line_and_nothing_is_written(
    small_folder, tmp_path, monkeypatch, address
):
    # Dask's own patience is only for addresses of other forms than tcp://host:port.
    monkeypatch.setattr("kg.scaling.cluster._PATIENCE", "1s" if address[0] != "t" else "600s")
    with pytest.raises(UsageError, match="no Dask scheduler listens there"):
        build([str(small_folder)], tmp_path / "out", scale=Scale(cluster=address))
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_way_to_it_is_said(small_folder, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageError, match=r"silkgraph\[cluster\]"):
        build([str(small_folder)], tmp_path / "out", scale=Scale(cluster="tcp://127.0.0.1:9"))
