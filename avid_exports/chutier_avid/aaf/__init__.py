"""Bins as AAF files: written in bulk, read back through pyaaf2, checked for what Media Composer minds."""
