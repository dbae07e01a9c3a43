"""Chutier, the assistant editor's instrument: the shared core."""

__version__ = "0.1.0"
