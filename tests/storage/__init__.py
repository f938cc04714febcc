"""Tests of archive/storage."""
