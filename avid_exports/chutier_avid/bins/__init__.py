"""Bins of Media Composer: what lies in them, who holds them, and empty ones made from a template."""
