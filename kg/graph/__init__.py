"""Facts to RDF: vocabulary, writer, store, checker, exports."""
