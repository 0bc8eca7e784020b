"""The notebooks run from top to bottom, and what is stored in them is what they say today.

python -m tests.test_notebooks        run them and store their outputs anew
"""

from __future__ import annotations

import base64
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: Base64 of one picture; larger ones do not belong in a repository.
MOST = 250_000
_ABSOLUTE = re.compile(r"(?<![\w.:/<])/(?:home|tmp|root|work|usr|opt|var|private|Users)/|[A-Z]:\\\\")


def executed(path: Path) -> dict[str, Any]:
    """A notebook with the outputs it has today, run in an empty folder; what differs from run to run is left out."""
    import nbformat
    from nbclient import NotebookClient

    held = nbformat.read(path, as_version=4)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(ROOT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            NotebookClient(held, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    finally:
        os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)
    for cell in held.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
        for output in cell.get("outputs", ()):
            output.pop("metadata", None)
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = {}
    held.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return json.loads(nbformat.writes(held))


def _joined(outputs: list[Any]) -> list[Any]:
    """What is printed in one cell as one output: how it falls into pieces is a matter of the moment."""
    joined: list[Any] = []
    for output in outputs:
        before = next((other for other in joined if other.output_type == "stream"), None)
        if before and output.output_type == "stream" and output.name == before.name:
            before.text += output.text
        else:
            joined.append(output)
    return joined


def texts(notebook: dict[str, Any]) -> list[tuple[str, str]]:
    """Every text output with the cell it belongs to; pictures only by being there."""
    told = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if output["output_type"] == "stream":
                told.append((cell["id"], f"{output['name']}: {''.join(output['text'])}"))
            elif output["output_type"] == "error":
                told.append((cell["id"], f"{output['ename']}: {output['evalue']}"))
            else:
                told.append((cell["id"], "".join(output["data"].get("text/plain", ""))))
                told += [(cell["id"], kind) for kind in sorted(output["data"]) if kind.startswith("image/")]
    return told


def stored(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_the_four_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == ["1-build", "2-query", "3-network", "4-three-forums"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_its_stored_outputs_are_those_of_today(path, cjk_font):
    now, then = texts(executed(path)), texts(stored(path))
    renew = f"{path.name} is stale; renew it: python -m tests.test_notebooks"
    for (cell, today), (_, before) in zip(now, then, strict=False):
        assert today == before, f"{renew} (first difference in {cell})"
    assert len(now) == len(then), renew


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_whole_without_errors_paths_or_large_pictures(path):
    held = stored(path)
    assert [cell["execution_count"] for cell in code(held)] == list(range(1, len(code(held)) + 1))
    for cell in code(held):
        for output in cell["outputs"]:
            assert output["output_type"] != "error", cell["id"]
            assert output.get("name") != "stderr", f"{cell['id']} warns: {output.get('text')}"
            picture = output.get("data", {}).get("image/png", "")
            assert len(picture) < MOST, cell["id"]
            assert not picture or base64.b64decode(picture).startswith(b"\x89PNG")
    words = json.dumps(
        [cell | {"outputs": [_words(output) for output in cell.get("outputs", ())]} for cell in held["cells"]]
    )
    assert not _ABSOLUTE.findall(words)


def _words(output: dict[str, Any]) -> dict[str, Any]:
    kept = {kind: held for kind, held in output.get("data", {}).items() if not kind.startswith("image/")}
    return {**output, "data": kept}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_cell_that_draws_has_its_picture(path):
    for cell in code(stored(path)):
        last = "".join(cell["source"]).rstrip().rpartition("\n")[2]
        if last.startswith("kg.plot."):
            assert any("image/png" in output.get("data", {}) for output in cell["outputs"]), cell["id"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_only_kg_and_the_analysis_libraries(path):
    source = "\n".join("".join(cell["source"]) for cell in code(stored(path)))
    imported = set(re.findall(r"^\s*(?:from|import)\s+(\w+)", source, re.MULTILINE))
    assert imported <= {"kg", "pandas", "networkx", "numpy", "collections"}


if __name__ == "__main__":
    for notebook in NOTEBOOKS:
        if sys.argv[1:] and notebook.stem not in sys.argv[1:]:
            continue
        fresh = executed(notebook)
        notebook.write_text(json.dumps(fresh, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"{notebook.name}: {notebook.stat().st_size // 1000} kB")
