"""Measurements: plain scripts, run by `make bench`."""
