"""Composition: windows, pages, dialogs and start-up."""
