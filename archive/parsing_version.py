"""The version of the reading rules, apart from the parser so that the store need not load it."""

from __future__ import annotations

from typing import Final

PARSER_VERSION: Final = 1
"""Rises when the same document can give another Decision: `reparse` and a new ingest then read it again."""

PARSER_CHANGES: Final = {1: "the first reading rules"}
"""What each version reads otherwise than the one before, in a line: `reparse` says it, so that nobody has to guess."""
