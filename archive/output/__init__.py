"""Hits and decisions made into text, for people and for programs."""
