"""Everything of Gridroom that has no pixels."""
