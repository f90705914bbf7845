"""Benchmarks: ``python -m tests.benchmarks [NAME …]`` measures, prints a table and writes latest.json."""
