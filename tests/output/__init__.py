"""Tests of archive/output."""
