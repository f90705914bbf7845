"""Everything of Gridroom that has no pixels."""

__version__ = "0.1.0"
