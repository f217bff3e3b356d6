"""Measurements of the library beside others, side by side in one process: `python -m benchmarks`."""
