"""The notebooks of the documents: stored without outputs, run from top to bottom, public names."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

import trafficroutes as tr

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "notebooks"
sys.path.insert(0, str(ROOT / "scripts"))

import clear_notebooks  # noqa: E402 - found by the line above

#: Lines that show nothing.
QUIET = ("os.", "folder.")
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def stored(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def code_of(path: Path) -> str:
    cells = [cell for cell in stored(path)["cells"] if cell["cell_type"] == "code"]
    lines = "\n".join("".join(cell["source"]) for cell in cells).splitlines()
    return "\n".join(line for line in lines if not line.startswith("%"))


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["own-table", "tour", "whatif-study"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_stored_is_the_same_whoever_ran_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert clear_notebooks.cleared(text) == text, "run python scripts/clear_notebooks.py"


def test_what_a_run_leaves_is_cleared() -> None:
    path = NOTEBOOKS[0]
    ran = stored(path)
    ran["metadata"]["language_info"]["version"] = "3.11.7"
    for number, cell in enumerate(ran["cells"]):
        cell["id"] = f"{number:x}f"
        cell["metadata"] = {"collapsed": False}
        if cell["cell_type"] == "code":
            cell.update(execution_count=number, outputs=[{"output_type": "stream", "text": "a"}])
    assert clear_notebooks.cleared(json.dumps(ran)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_public_names_are_used(path: Path) -> None:
    used = set()
    for node in ast.walk(ast.parse(code_of(path))):
        if isinstance(node, ast.ImportFrom):
            assert "trafficroutes" not in (node.module or "")
        elif isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_") or node.attr == "__version__"
            if isinstance(node.value, ast.Name) and node.value.id == "tr":
                used.add(node.attr)
    assert used
    assert used <= {*tr.__all__}


@pytest.fixture
def kernel(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name a kernel that is this Python, with this checkout on its path."""
    folder = tmp_path_factory.mktemp("jupyter")
    described = folder / "kernels" / "this" / "kernel.json"
    described.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    told = {"argv": argv, "display_name": "This", "language": "python"}
    described.write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(folder / "ipython"))
    return "this"


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_it_promises(path: Path, tmp_path: Path, kernel: str) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    place = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name=kernel, resources=place).execute()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        last = cell.source.splitlines()[-1]
        shown = [output.data for output in cell.outputs if output.output_type == "execute_result"]
        printed = [output.text for output in cell.outputs if output.get("name") == "stdout"]
        if last.startswith("print("):
            assert "".join(printed).strip()
        elif isinstance(ast.parse(last).body[0], ast.Expr) and not last.startswith(QUIET):
            (data,) = shown
            assert len(data["text/plain"]) < 5_000
            page = data.get("text/html", "")
            if "draw_map" in cell.source:
                assert page.startswith("<iframe srcdoc=")
                assert "height: min(36rem, 80vh)" in page
            elif ".to_frame" not in cell.source and "tr.ask" not in cell.source:
                assert "<table" in page or "<p>" in page or last.startswith("[")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_cell_that_takes_long_says_so_and_a_quick_one_does_not(kernel: str) -> None:
    make = nbformat.v4.new_code_cell
    cells = [make(s) for s in ("%load_ext trafficroutes", "1", "import time; time.sleep(1.9)")]
    told: list[str] = []

    class Reading(nbclient.NotebookClient):
        def process_message(self, msg: dict[str, Any], *rest: Any) -> Any:
            if msg["msg_type"] in {"display_data", "update_display_data"}:
                told.append(msg["content"]["data"]["text/plain"])
            return super().process_message(msg, *rest)

    Reading(nbformat.v4.new_notebook(cells=cells), timeout=60, kernel_name=kernel).execute()
    assert told[0].startswith("Working on the answer ... 1 s")
    assert told[-1] == ""
    assert [len(cell.outputs) for cell in cells] == [0, 1, 1]
