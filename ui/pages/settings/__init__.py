"""What an administrator or duty chief sets at the desk: one section, one job."""
