"""One workflow each, as QObjects without widgets."""
