"""The one file of the folder that Datasette runs: it fetches the pages from the program, where that is installed."""

from __future__ import annotations

from typing import Final

FILE: Final = "plugins/lgsco_pages.py"
TEXT: Final = '''\
"""The pages of this folder. Datasette loads this file; the pages themselves are in the program that wrote the folder.

Without the program (`pip install lgsco-archive`) the tables and the questions still work.
"""

import sys

try:
    from archive.site.plugin import extra_css_urls, prepare_connection, register_routes, render_cell
except ModuleNotFoundError:
    sys.stderr.write("lgsco-archive is not installed beside Datasette: tables and questions work, the pages do not\\n")
else:
    __all__ = ["extra_css_urls", "prepare_connection", "register_routes", "render_cell"]
'''
