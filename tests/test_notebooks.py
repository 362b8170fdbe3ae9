"""The notebooks of the documents: stored without outputs, run from top to bottom, public names."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import trafficroutes as tr

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "notebooks"
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
    notebook = stored(path)
    told = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
    assert path.read_text(encoding="utf-8") == f"{told}\n"
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    for number, cell in enumerate(notebook["cells"], 1):
        assert cell["id"] == f"cell-{number:02}"
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


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


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_what_it_promises(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    kernel = tmp_path / "kernels" / "python3" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    told = {"argv": argv, "display_name": "Python", "language": "python"}
    kernel.write_text(json.dumps(told), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parents[1]))
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    place = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place).execute()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        last = cell.source.splitlines()[-1]
        shown = [output.data for output in cell.outputs if output.output_type == "execute_result"]
        printed = [output.text for output in cell.outputs if output.get("name") == "stdout"]
        if last.startswith("print("):
            assert "".join(printed).strip()
        elif isinstance(ast.parse(last).body[0], ast.Expr) and not last.endswith("()"):
            (data,) = shown
            assert len(data["text/plain"]) < 5_000
            page = data.get("text/html", "")
            if "draw_map" in cell.source:
                assert page.startswith("<iframe srcdoc=")
                assert "height: min(36rem, 80vh)" in page
            elif ".to_frame" not in cell.source and "tr.ask" not in cell.source:
                assert "<table" in page or "<p>" in page or last.startswith("[")
    assert sorted(found.name for found in tmp_path.iterdir()) == ["kernels"]
