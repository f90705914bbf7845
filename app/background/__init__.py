"""How work leaves the GUI thread and comes back to it."""
