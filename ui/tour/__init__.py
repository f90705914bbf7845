"""The duty tour: one duty played on real workstations, with a picture of every step and the time every step took."""
