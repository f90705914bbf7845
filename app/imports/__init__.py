"""Files from outside become records: outlines, messages, the catalogue."""
