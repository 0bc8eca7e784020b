"""The addresses that a proof reads by, written down here again: it must not take the writer's word for them."""

from __future__ import annotations

KG = "https://w3id.org/silkgraph/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"

TYPE = RDF + "type"
IDENTIFIER = DCTERMS + "identifier"

#: The statuses of a claim, and whether its plain triple stands in the graph.
ASSERTED = {"Done": True, "Ongoing": True, "Planned": False}
