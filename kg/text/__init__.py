"""Source to Document: reading, normalising with the way back, structure, segmentation."""
