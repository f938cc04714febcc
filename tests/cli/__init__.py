"""Tests of archive/cli."""
