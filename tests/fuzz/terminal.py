"""What no terminal obeys."""

from __future__ import annotations

import re
from typing import Final

from archive.steering import TURNING

COMMANDS: Final = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{TURNING}]")
"""All control characters but a newline and a tab, and those that turn the order of a line."""


def harmless(printed: str) -> None:
    """Assert that `printed` is nothing, or whole lines of characters that no terminal obeys."""
    steering = COMMANDS.search(printed)
    assert steering is None, f"{steering[0]!r} at {steering.start()}"
    assert not printed or printed.endswith("\n")
    printed.encode()
