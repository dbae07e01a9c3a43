"""The day report: one page, and the same as PDF, CSV and ALE."""
