"""Measured side by side in one run: ours and the plain building block, as ratios. ``python -m tests.bench --help``."""
