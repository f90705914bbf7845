"""What is printed: page content as PDF bytes."""
