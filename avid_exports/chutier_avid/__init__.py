"""Avid Media Composer, through the files that it imports."""
