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
