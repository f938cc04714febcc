"""Asking the archive: words and filters in, a page of hits out."""

from archive.query.model import Hit, Page, Passage, Query
from archive.query.search import count, search

__all__ = ["Hit", "Page", "Passage", "Query", "count", "search"]
