"""Things one can look at: reusable, tested alone, knowing only app.domain."""
