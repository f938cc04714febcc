"""Labelled texts, and how well the rules read them."""
