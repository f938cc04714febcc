"""Tests of archive/parsing."""
