"""The suite of phenomena is well made, and the extractor does not do worse on it than it did."""

from __future__ import annotations

import html
import re

import pytest
from opencc import OpenCC
from phenomena.report import VARIED, details, floor, lines, pipeline, rated, total
from phenomena.suite import Case, Found, load, norm, rate, read_fact

CASES = load()


def test_the_suite_has_at_least_450_cases_with_ids_of_their_own() -> None:
    assert len(CASES) >= 450
    assert len({case.id for case in CASES}) == len(CASES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-\d+", case.id) for case in CASES)


def test_no_text_stands_in_it_twice() -> None:
    assert len({norm(case.text) for case in CASES}) == len(CASES)


def test_a_construction_belongs_to_one_file() -> None:
    homes: dict[str, set[str]] = {}
    for case in CASES:
        homes.setdefault(case.construction, set()).add(case.file)
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_what_a_fact_says_of_amounts_and_instruments_stands_in_its_text() -> None:
    astray = [
        (case.id, key, value)
        for case in CASES
        for fact in case.facts
        for key, value in fact.extras
        if key in {"via", "amount", "office", "unnamed"} and norm(value) not in as_read(case.text)
    ]
    assert astray == []


def test_lists_run_from_two_names_to_thirty_and_count_what_they_say() -> None:
    lists = [case for case in CASES if case.length is not None]
    lengths = [case.length for case in lists]
    assert (min(lengths), max(lengths)) == (2, 30)
    assert [case.id for case in lists if case.length not in fans(case)] == []


def fans(case: Case) -> set[int]:
    """How many different nodes stand at one end of a relation, over the relations of a case."""
    ends: dict[tuple[str, int], set[str]] = {}
    for fact in case.facts:
        for side, names in enumerate((fact.subject, fact.object)):
            ends.setdefault((fact.relation, side), set()).add(names[0])
    both = {relation: ends[relation, 0] | ends[relation, 1] for relation, _ in ends}
    return {len(names) for names in (*ends.values(), *both.values())}


def as_read(text: str) -> str:
    """A text as the normaliser reads it, near enough: simplified, entities resolved, folded."""
    return norm(OpenCC("t2s").convert(html.unescape(text)))


def test_who_says_exactly_what_the_suite_says_has_a_clean_sheet() -> None:
    def oracle(case: Case) -> list[Found]:
        return [Found(fact.relation, fact.subject, fact.object, fact.status, fact.extras) for fact in case.facts]

    whole = total(rated(CASES, oracle))
    assert (whole.wrong, whole.missed, whole.status_wrong, whole.told) == (0, 0, 0, whole.tellable)


def test_who_says_nothing_misses_every_required_fact_and_does_well_on_the_rest() -> None:
    silent = rated(CASES, lambda case: [])
    assert total(silent).f1 == 0
    assert all(rating.f1 == 1 for case, rating in silent if all(fact.optional for fact in case.facts))


def test_dates_are_as_exact_as_iso_allows() -> None:
    dates = [value for case in CASES for fact in case.facts for key, value in fact.extras if key == "date"]
    assert dates
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date) for date in dates)


def test_no_fact_joins_a_node_to_itself_or_stands_twice_in_a_case() -> None:
    for case in CASES:
        assert len(set(case.facts)) == len(case.facts), case.id
        assert all(not set(fact.subject) & set(fact.object) for fact in case.facts), case.id


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("signedWith | 甲国 | 乙国", "expected relation"),
        ("agreedWith | 甲国 | 乙国 | done", "unknown relation"),
        ("signedWith | 甲国 | 乙国 | perhaps", "unknown status"),
        ("signedWith | 甲国; | 乙国 | done", "empty name"),
        ("signedWith | 甲国 | 乙国 | done | sum=3", "expected one of"),
    ],
)
def test_a_malformed_fact_is_refused_with_its_place(line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"here: .*{complaint}"):
        read_fact(line, "here")


def a_case(*lines_: str) -> Case:
    return Case("made-1", "made", "", tuple(read_fact(line, "here") for line in lines_), "made")


def test_a_fact_is_found_by_any_of_its_names_and_signing_has_no_direction() -> None:
    case = a_case("signedWith | 海关总署;中国海关总署 | 秘鲁 | done", "funds | 世行;世界银行 | 公路项目 | planned")
    rating = rate(
        case,
        [
            Found("signedWith", ("秘鲁",), ("中国海关总署",), "ongoing"),
            Found("funds", ("公路项目",), ("世界银行",), "planned"),
        ],
    )
    assert (rating.found, rating.wrong, rating.missed) == (1, 1, 1)


def test_a_wrong_status_is_a_slip_and_an_optional_fact_neither_helps_nor_hurts() -> None:
    case = a_case("hostedBy | 水周 | 塞内加尔 | planned", "opt heldIn | 水周 | 达喀尔 | planned")
    found = [Found("hostedBy", ("水周",), ("塞内加尔",), "done"), Found("heldIn", ("水周",), ("达喀尔",), "done")]
    rating = rate(case, found)
    assert (rating.found, rating.wrong, rating.missed, rating.status_wrong) == (0, 1, 1, 1)


def test_amounts_and_dates_are_told_only_when_they_are_the_same() -> None:
    case = a_case("funds | 亚行 | 水厂 | done | amount=约1.5亿美元 | date=2021-06")

    def told(amount: str, date: str) -> dict[str, int]:
        found = Found("funds", ("亚行",), ("水厂",), "done", (("amount", amount), ("date", date)))
        return dict(rate(case, [found]).told)

    assert told("1.5亿美元", "2021") == {"amount": 1}
    assert told("15亿美元", "2021-06") == {"date": 1}


VARIED_CASES = load(VARIED)


def test_the_varied_sentences_have_ids_of_their_own_and_no_fact_joins_a_node_to_itself() -> None:
    assert len({case.id for case in VARIED_CASES}) == len(VARIED_CASES) >= 300
    assert {norm(case.text) for case in VARIED_CASES}.isdisjoint(norm(case.text) for case in CASES)
    assert all(not set(fact.subject) & set(fact.object) for case in VARIED_CASES for fact in case.facts)


@pytest.mark.parametrize(("cases", "suite"), [(CASES, "f1"), (VARIED_CASES, "varied")])
def test_report_the_extractor_holds_the_floor(cases: list[Case], suite: str) -> None:
    try:
        extract = pipeline()
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("kg."):
            raise
        pytest.skip(f"no extractor yet: {missing.name}")
    results = rated(cases, extract)
    print("\n".join(["", *details(results, misses=False, wrong=False, untold=False), *lines(results)]))
    assert total(results).f1 >= floor(suite)
