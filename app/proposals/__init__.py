"""What class a text speaks for, learned from texts whose class is known. No Qt, no database, no network."""
