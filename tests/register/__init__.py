"""Tests of archive/register."""
