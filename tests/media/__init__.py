"""Tests of reading media; `making` writes tiny real files."""
