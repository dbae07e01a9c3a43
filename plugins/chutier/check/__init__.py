"""Reconciling cards, sound, script and bins: what is missing, doubled, contradictory or odd."""
