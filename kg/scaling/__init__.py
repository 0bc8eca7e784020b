"""Many documents: batches to processes or a cluster, results kept for next time, archives read record by record."""
