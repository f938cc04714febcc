"""Tests of archive/reading."""
