"""Build the site of the documents into site/: pages that open from a folder, without a network.

``make docs`` runs it in the environment that it needs::

    python scripts/build_site.py
    python scripts/build_site.py --no-notebooks --no-maps FOLDER   # quicker, for a look
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote

from site_sources import MAPS, ROOT, LostLinkError, lay_out

#: What makes a browser load something: from the web it may not.
LOADS = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=["']?(?:https?:)?//[^>]*"""
    r"""|<link\b(?![^>]*rel=["'](?:canonical|license))[^>]*\bhref=["']?(?:https?:)?//[^>]*"""
    r"""|@import\s+(?:url\()?["']?(?:https?:)?//[^;]*"""
    r"""|url\(\s*["']?(?:https?:)?//[^)]*""",
    re.IGNORECASE,
)
#: Where a page leads to, and what is no file of the site.
LEADS = re.compile(r"""<[^>]*\s(?:href|src)=["']([^"']+)["']""")
ELSEWHERE = re.compile(r"[a-z]+:", re.IGNORECASE)
#: Characters of a place in a page that a message shows.
_SHOWN = 120
#: Where a cell said how long it had worked: some do in one run, and not in the next.
_EMPTY = '<div class="output text_html"></div>'
#: What Sphinx leaves that no page needs.
_LEFT = (".buildinfo", ".doctrees", "objects.inv", "jupyter_execute")


def build(folder: Path, *, notebooks: bool = True, maps: bool = True) -> None:
    """Build the site into a folder, which is replaced when all is well.

    Parameters
    ----------
    folder : Path
        Where to.
    notebooks : bool
        Whether notebooks are run, so that their pages show what comes out.
    maps : bool
        Whether the maps of the gallery are drawn.
    """
    with tempfile.TemporaryDirectory() as place:
        sources, made = Path(place, "sources"), Path(place, "site")
        lay_out(sources)
        command = [sys.executable, "-m", "sphinx", "-b", "html", "--fail-on-warning"]
        command += ["--keep-going", "--quiet", "-c", str(sources / "site")]
        if not notebooks:
            command += ["-D", "nb_execution_mode=off"]
        command += ["-d", str(Path(place, "doctrees")), str(sources), str(made)]
        settings = {**os.environ, "JUPYTER_PATH": str(_kernel(Path(place, "jupyter")))}
        if subprocess.run(command, check=False, cwd=ROOT, env=settings).returncode:
            sys.exit("the site was not built: the messages above say why")
        for name in _LEFT:
            left = made / name
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink(missing_ok=True)
        for page in sorted((made / "notebooks").glob("*.html")):
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(_EMPTY, ""), encoding="utf-8")
        shutil.copytree(sources / "pictures", made / "pictures")
        if maps:
            drawing = [sys.executable, str(ROOT / "scripts" / "gallery.py"), "--no-figures"]
            subprocess.run([*drawing, str(made / MAPS)], check=True, stdout=subprocess.DEVNULL)
        if found := loaded(made):
            sys.exit("the site would load from the web:\n" + "\n".join(found))
        if found := lost(made, maps=maps):
            sys.exit("links of the site lead to nothing:\n" + "\n".join(found))
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(made, folder)


def _kernel(folder: Path) -> Path:
    """Describe a kernel that is this Python, and quiet, whatever others the user has."""
    told = folder / "kernels" / "python3" / "kernel.json"
    told.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel = {"argv": [*argv, "--log-level=ERROR"], "display_name": "Python", "language": "python"}
    told.write_text(json.dumps(kernel), encoding="utf-8")
    return folder


def loaded(folder: Path) -> list[str]:
    """Return the places of a site that would load something from the web."""
    return [
        f"{path.relative_to(folder)}: {match[0][:_SHOWN]}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".css", ".svg"}
        for match in LOADS.finditer(path.read_text(encoding="utf-8"))
    ]


def lost(folder: Path, *, maps: bool = True) -> list[str]:
    """Return the links and pictures of a site whose file is not there.

    Parameters
    ----------
    folder : Path
        The site.
    maps : bool
        Whether the maps of the gallery are among its files.
    """
    found = []
    for page in sorted(folder.rglob("*.html")):
        if page.parent == folder / MAPS:
            continue
        for target in sorted(set(LEADS.findall(page.read_text(encoding="utf-8")))):
            name = unquote(target.partition("#")[0].partition("?")[0])
            if not maps and name.startswith(f"{MAPS}/"):
                continue
            if name and not ELSEWHERE.match(name) and not (page.parent / name).exists():
                found.append(f"{page.relative_to(folder)}: {target}")
    return found


def main() -> None:
    """Build it, and say where it is and how large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--no-notebooks", action="store_true", help="do not run the notebooks")
    parser.add_argument("--no-maps", action="store_true", help="do not draw the gallery")
    asked = parser.parse_args()
    try:
        build(asked.folder, notebooks=not asked.no_notebooks, maps=not asked.no_maps)
    except LostLinkError as error:
        sys.exit(f"Error: {error}")
    files = [path for path in asked.folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"{asked.folder / 'index.html'}: open it in a browser ({len(files)} files, {size:.1f} MB)"
    )


if __name__ == "__main__":
    main()
