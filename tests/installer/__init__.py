"""The one entry, with each failure really made to happen."""
