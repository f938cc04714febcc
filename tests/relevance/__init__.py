"""Relevance of searches, measured over questions in users' words."""
