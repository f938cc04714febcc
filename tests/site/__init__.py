"""Tests of the pages that Datasette serves."""
