"""The ontology as files: the vocabulary in code says the same, and every term is explained."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg import resources
from kg.errors import VocabularyError
from kg.graph import vocabulary
from kg.graph.questions import question_table
from kg.graph.terms import closed_lists, term_table, terms
from kg.graph.vocabulary import CLASSES, CLOSED_LISTS, KG, PREFIXES, VERSION, relation_iri, superclasses
from kg.model import RELATIONS, STEPS

ONTOLOGY = resources.ONTOLOGY


def test_vocabulary_and_ontology_have_the_same_terms() -> None:
    assert set(KG) == set(terms())
    assert KG.signedWith == "https://w3id.org/silkgraph/ontology#signedWith"


def test_a_misspelt_term_raises_and_names_the_nearest() -> None:
    with pytest.raises(VocabularyError, match="nearest: kg:signedWith"):
        _ = KG.signdWith
    assert not hasattr(KG, "signdWith")
    with pytest.raises(VocabularyError):
        KG.newTerm = "x"
    with pytest.raises(VocabularyError, match=r"it has .*hostedBy"):
        relation_iri("hostdBy")


def test_classes_stand_under_the_same_classes_in_code_and_ontology() -> None:
    for name, above in CLASSES.items():
        said = {refined.removeprefix("kg:") for refined in terms()[name].refines if refined.startswith("kg:")}
        assert said == set(above), name
    assert {term.name for term in terms().values() if term.kind == "Class"} == set(CLASSES)
    assert superclasses("Bank") == ("Bank", "FinancialInstitution", "Organization", "Agent")


def test_relations_are_those_of_the_model_in_both_places() -> None:
    assert {term.name for term in terms().values() if term.relation} == set(RELATIONS)


def test_closed_lists_are_the_same_in_code_and_ontology() -> None:
    assert {name: set(words) for name, words in closed_lists().items()} == {k: set(v) for k, v in CLOSED_LISTS.items()}
    assert CLOSED_LISTS["Steps"] == STEPS


@pytest.mark.parametrize("name", sorted(terms()))
def test_every_term_is_explained_in_both_languages(name: str) -> None:
    term = terms()[name]
    assert set(term.labels) == {"zh", "en"}
    if term.kind == "ConceptScheme":
        return
    assert set(term.comments) == {"zh", "en"} and all(term.comments.values())
    assert term.example
    if term.kind.endswith("Property"):
        assert term.range, "says what it joins"


def test_labels_are_told_apart_within_a_kind() -> None:
    for kind in ("Class", "ObjectProperty", "DatatypeProperty"):
        labels = [term.label("zh") for term in terms().values() if term.kind == kind]
        twice = {label for label in labels if labels.count(label) > 1}
        assert not twice, twice


def test_domains_ranges_and_lists_name_terms_that_exist() -> None:
    for term in terms().values():
        for name in (*term.domain, *term.range):
            if name.startswith("kg:"):
                assert name.removeprefix("kg:") in CLASSES, (term.name, name)
        assert term.closed_list is None or term.closed_list in CLOSED_LISTS


def test_ontology_parses_with_rdflib_and_uses_the_prefixes_of_the_code() -> None:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none").parse(ONTOLOGY / "silkgraph.ttl", format="turtle")
    assert {p: str(n) for p, n in graph.namespaces()} == {**PREFIXES, "owl": "http://www.w3.org/2002/07/owl#"}
    found = graph.value(rdflib.URIRef(vocabulary.ONTOLOGY_IRI), rdflib.OWL.versionInfo)
    assert str(found) == VERSION


def test_vocabulary_is_light_to_import() -> None:
    code = "import sys, kg.graph.writer; print(*sorted({'rdflib', 'pyoxigraph'} & set(sys.modules)))"
    root = Path(ONTOLOGY).parent
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert run.stdout.strip() == ""


def test_term_table_names_every_term() -> None:
    table = term_table()
    missing = [name for name in KG if f"`kg:{name}`" not in table and name not in ("Relations", "Statuses")]
    assert not missing


# -- the other files ---------------------------------------------------------------------------------------------------


def test_the_readme_lists_terms_and_questions_as_they_are() -> None:
    readme = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    for name, table in (("terms", term_table()), ("questions", question_table())):
        _, _, rest = readme.partition(f"<!-- {name}: generated")
        shown = rest.partition("-->\n")[2].partition(f"<!-- end of {name} -->")[0]
        assert shown == table, f"the table of {name} in ontology/README.md is old"


def test_the_context_has_every_property_class_and_status_under_its_own_name() -> None:
    defined = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for term in terms().values():
        if term.kind != "ConceptScheme":
            meant = defined[term.name]
            assert (meant["@id"] if isinstance(meant, dict) else meant) == f"kg:{term.name}"
            if term.kind == "ObjectProperty":
                assert meant["@type"] in ("@id", "@vocab")
    assert {name: defined[name] for name in PREFIXES} == PREFIXES


def test_the_alignment_speaks_of_terms_that_exist() -> None:
    import rdflib

    graph = rdflib.Graph().parse(ONTOLOGY / "alignment.ttl", format="turtle")
    ours = {str(node)[len(KG._iri) :] for node in graph.subjects() if str(node).startswith(KG._iri)}
    assert len(ours) > 20 and ours <= set(terms())


def test_the_shapes_hold_each_relation_to_the_ends_the_ontology_says() -> None:
    import rdflib

    graph = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl", format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    for relation in RELATIONS:
        for target, ends in (
            (sh.targetSubjectsOf, terms()[relation].domain),
            (sh.targetObjectsOf, terms()[relation].range),
        ):
            (shape,) = graph.subjects(target, rdflib.URIRef(KG._iri + relation))
            either = graph.value(shape, sh["or"])
            options = list(graph.items(either)) if either is not None else [shape]
            assert {f"kg:{str(graph.value(o, sh['class'])).rpartition('#')[2]}" for o in options} == set(ends), relation


def test_the_shapes_know_the_closed_lists() -> None:
    import rdflib

    graph = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl", format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    lists = {term.name: CLOSED_LISTS[term.closed_list] for term in terms().values() if term.closed_list}
    for name, words in lists.items():
        shapes = list(graph.subjects(sh.path, rdflib.URIRef(KG._iri + name)))
        found = [graph.value(shape, sh["in"]) for shape in shapes]
        assert found and all({str(word) for word in graph.items(each)} == set(words) for each in found if each), name
