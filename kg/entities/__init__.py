"""Document to mentions and entities: gazetteer, shapes, recogniser, resolver."""
