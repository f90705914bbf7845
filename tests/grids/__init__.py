"""Drafts of areas and their faults."""
