"""Tests of archive/analysis."""
