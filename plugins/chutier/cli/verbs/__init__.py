"""One module a verb; each holds one `command`."""
