"""Mutation testing: small faults put into the program, to see whether the tests notice."""
