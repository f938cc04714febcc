"""The characters by which a text can steer the terminal it is printed on, for all that print or refuse them."""

from __future__ import annotations

from typing import Final

TURNING: Final = "\u202a-\u202e\u2066-\u2069"
"""Within a class of `re`: the characters that turn the order of what is written beside them."""
CODES: Final = (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""The codes of these and of the control characters, newline and tab among them."""
