"""Work on logs: between tables and logs, two made one, one cut into several, titles that an import can hold."""
