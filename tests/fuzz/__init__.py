"""Hostile input without end: what every reader, the parser and the language of searches must hold for any bytes."""
