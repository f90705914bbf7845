"""Drawing areas anew: a draft whose borders are shared, its faults, and what it comes to. No Qt, no server."""
