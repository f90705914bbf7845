"""Windows that ask for something, always opened with open()."""
