"""Lines sorted on the disk are the lines sorted in memory."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.scaling.parts import Parts

lines = st.lists(st.lists(st.binary(max_size=6).map(lambda b: b.replace(b"\n", b"").replace(b"\r", b"") + b"\n")))


@given(lines, st.integers(1, 40), st.integers(1, 30))
def test_parts_of_any_size_merge_to_the_sorted_lines_each_once(documents, held, block):
    with tempfile.TemporaryDirectory() as folder:
        parts = Parts(Path(folder, "parts"), held=held)
        for document in documents:
            parts.add(b"".join(document))
        merged = parts.merge(Path(folder, "graph.nt"), block)
        expected = sorted({line for document in documents for line in document})
        data = merged.path.read_bytes()
        assert data == b"".join(expected)
        assert (merged.lines, merged.size) == (len(expected), len(data))
        assert merged.sha256 == hashlib.sha256(data).hexdigest()
        assert [path.name for path in Path(folder).rglob("*.nt")] == ["graph.nt"]


@given(st.lists(lines, max_size=6), st.integers(1, 60), st.integers(1, 30), st.none() | st.integers(0, 200))
def test_blocks_that_stay_in_their_files_come_out_in_their_place(documents, held, block, most):
    with tempfile.TemporaryDirectory() as folder:
        parts, every = Parts(Path(folder, "parts"), held=held), set[bytes]()
        for number, document in enumerate(documents):
            own = b"<d%d#" % number
            said = {b"x" + line.replace(b"\0", b"") for many in document for line in many}
            said |= {own + line.replace(b"\0", b"") for many in document for line in many[1:]}
            file = Path(folder, f"d{number}.nt")
            file.write_bytes(b"".join(sorted(said)))
            parts.add_kept(file.read_bytes(), file, own)
            every |= said
        expected = b"".join(sorted(every))
        merged = parts.merge(Path(folder, "graph.nt"), block, most)
        assert (merged.lines, merged.size) == (len(every), len(expected))
        assert merged.sha256 == hashlib.sha256(expected).hexdigest()
        if most is None or len(expected) <= most:
            assert merged.path.read_bytes() == expected
        else:
            assert merged.path is None
            assert not Path(folder, "graph.nt").exists()
