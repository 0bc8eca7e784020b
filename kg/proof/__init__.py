"""Whether a graph says what its texts say: verification, explanation with citations, reconciliation, difference."""
