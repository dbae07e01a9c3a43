"""Timelines: time and sequences as other programs hold them."""
