"""What `datasette FOLDER` opens: the folder itself, and the pages that a small Datasette plugin adds to it.

`folder` writes; `plugin` and `views` serve; every other module makes one page out of what `archive.query` and
`archive.storage` answer. Nothing outside this package and `archive.cli.datasette` imports it, and only `plugin`,
`views` and the serving itself import Datasette, which is an extra.
"""

from __future__ import annotations

from typing import Final

NAME: Final = "lgsco"
"""The plugin's name in Datasette's configuration."""
DATABASE: Final = "archive"
"""The name of the folder's database, whose file is `archive.db`."""
