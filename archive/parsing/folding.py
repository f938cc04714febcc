"""Comparing fixed wordings whatever their quotes, dashes, case and spacing."""

from __future__ import annotations

from typing import Final

_PLAIN: Final = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
    }
)


def fold(text: str) -> str:
    """Lower case, straight quotes, plain hyphens, single spaces, no colon at the end: the form two wordings share."""
    return " ".join(text.translate(_PLAIN).split()).casefold().rstrip(": ")
