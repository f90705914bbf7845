"""Files for other programs: outlines of areas."""
