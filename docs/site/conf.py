"""How Sphinx makes the site of the documents; ``scripts/build_site.py`` runs it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from pygments.lexers.special import TextLexer

from trafficroutes.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent

project = "trafficroutes"
author = "The trafficroutes authors"
# Sphinx asks for a module-level name of exactly this kind.
copyright = "The trafficroutes authors, MIT licence"  # noqa: A001 - Sphinx's name for it
version = release = __version__
language = "en"

extensions = ["myst_nb"]
exclude_patterns = ["site"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}

# Headings are linked to by the names that a forge gives them.
myst_heading_anchors = 4
# Formulas of the documents are plain text: a dollar is a dollar.
myst_enable_extensions = ["attrs_inline"]

# Notebooks are stored without outputs, and run for the site.
nb_execution_mode = "force"
nb_execution_timeout = 300
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_output_stderr = "remove"
logging.getLogger("traitlets").setLevel(logging.WARNING)
# Else every page would load these from the web.
nb_ipywidgets_js: dict[str, dict[str, str]] = {}

html_theme = "furo"
html_title = f"trafficroutes {__version__}"
html_static_path = [str(HERE / "static")]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
# It would fetch each page that is found, which a browser refuses for file://.
html_show_search_summary = False
html_theme_options = {
    "sidebar_hide_name": False,
    "top_of_page_buttons": [],
    "footer_icons": [],
}


def setup(app: Sphinx) -> None:
    """Show tables in CSV as they are: Pygments has no lexer for them."""
    app.add_lexer("csv", TextLexer)
