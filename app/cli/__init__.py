"""The command line for work that needs no window."""
