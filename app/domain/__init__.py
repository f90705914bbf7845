"""What things are: pure data and rules, standard library only."""
