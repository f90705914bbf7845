"""One page of the main window each; one page, one job."""
