"""Premiere Pro: the adapter, its two transports, and the panels that answer inside Premiere."""
