"""The analyst's desk: gaps to teach, decisions that outlive a rebuild, review, measured quality, promises."""
