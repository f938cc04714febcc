"""The version of the reading rules, apart from the parser so that the store need not load it."""

from __future__ import annotations

from typing import Final

PARSER_VERSION: Final = 1
"""Rises when the same document can give another Decision: `reparse` and a new ingest then read it again."""
