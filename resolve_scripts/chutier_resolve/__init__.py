"""DaVinci Resolve: the adapter, the menu scripts, and what runs inside the program."""
