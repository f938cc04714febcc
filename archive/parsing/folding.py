"""Comparing fixed wordings whatever their quotes, dashes, case and spacing."""

from __future__ import annotations

from typing import Final

_PLAIN: Final = (
    ("’", "'"),
    ("‘", "'"),
    ("–", "-"),
    ("“", '"'),
    ("”", '"'),
    ("—", "-"),
    ("‑", "-"),
    ("‐", "-"),
    ("‛", "'"),
    ("´", "'"),
)
"""What stands for a plain character and is not ASCII, the commonest first."""


def fold(text: str) -> str:
    """Lower case, straight quotes, plain hyphens, single spaces, no colon at the end: the form two wordings share."""
    text = text.replace("`", "'")
    for mark, plain in _PLAIN:
        if text.isascii():
            break
        text = text.replace(mark, plain)
    return " ".join(text.split()).casefold().rstrip(": ")
