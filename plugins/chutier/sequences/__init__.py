"""Timelines for other programs: OpenTimelineIO at the edge of the core."""

from chutier.sequences.opentime import from_rational_time, to_rational_time, to_time_range

__all__ = ["from_rational_time", "to_rational_time", "to_time_range"]
