"""Tests of archive/query."""
