"""Store to network: networks, measures, plots, the explorer."""
