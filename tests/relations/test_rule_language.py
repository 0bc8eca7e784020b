"""The rule language: what each of its marks finds on a tape, and what is said of a rule that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.relations.grammar import Grammar, read_grammar
from kg.relations.rule import Rule, compile_pattern, cue_letters, read_rules

CUES = frozenset(
    {"SIGN", "HOST", "WITH", "AND", "UNITE", "SEP", "ADV", "PLAN", "AT", "BA", "TOWARD", "DE", "UNDER", "MEMBERWORD"}
)
CLASSES = """\
kinds = ["Event", "Work", "Paper", "Bare", "Gap", "Etc", "Club", "Unnamed", "Date"]
filler = ["ADV", "Date", "PLAN"]
place = ["Place", "Country"]
[classes]
State = ["Country", "Territory"]
Agent = ["State", "Ministry"]
Where = ["Place"]
"""


@pytest.fixture
def grammar(tmp_path: Path) -> Grammar:
    path = tmp_path / "classes.toml"
    path.write_text(CLASSES, encoding="utf-8")
    return read_grammar(path, CUES)


def _found(grammar: Grammar, pattern: str, tape: str) -> re.Match[str] | None:
    return compile_pattern(pattern, grammar).search("".join(grammar.alphabet[kind] for kind in tape.split()))


def _length(grammar: Grammar, pattern: str, tape: str, role: str) -> int:
    found = _found(grammar, pattern, tape)
    assert found is not None
    return len(found[role])


def _folder(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "some.toml").write_text(text, encoding="utf-8")
    return folder


def _rule(**fields: str) -> str:
    fields = {"id": "a.rule", "relation": "signedWith", "pattern": "Agent:s SIGN! Agent:o"} | fields
    return "\n[[rule]]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())


# ── what each mark finds ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("Agent SIGN!", "Ministry SIGN", "Place SIGN"),
        ("Agent SIGN!", "Territory SIGN", "SIGN Territory"),
        ("Agent|Where SIGN!", "Place SIGN", "Event SIGN"),
        ("Agent? SIGN! Paper", "SIGN Paper", "SIGN Event"),
        ("Agent ~ SIGN!", "Country ADV Date PLAN SIGN", "Country Event SIGN"),
        ("Agent ~ SIGN!", "Country AT Place SIGN", "Country AT Event SIGN"),
        ("Agent ~ SIGN!", "Country （ Bare ） SIGN", "Country （ Bare Bare Bare Bare ） SIGN"),
        ("Agent ... SIGN!", "Country Event Bare SIGN", "Country Event ， SIGN"),
        ("Agent .... SIGN!", "Country Event ， SIGN", "Country Event 。 SIGN"),
        ("^ SIGN!", "Country ， SIGN", "Country SIGN"),
        ("^ SIGN!", "Country AND SIGN", "Country WITH SIGN"),
        ("^^ SIGN!", "Country ， SIGN", "Country AND SIGN"),
        ("SIGN! $", "SIGN 。", "SIGN Paper"),
        ("Agent , SIGN!", "Country ； SIGN", "Country 。 SIGN"),
        ("SIGN! ( Paper | Event )", "SIGN Event", "SIGN Bare"),
        ("SIGN! ( Paper )? Event", "SIGN Event", "SIGN Bare Event"),
        ("SIGN! ( Paper ADV )* Event", "SIGN Paper ADV Paper ADV Event", "SIGN Paper Event"),
        ("SIGN! （ Agent ）", "SIGN （ Country ）", "SIGN Country"),
        ("SIGN! ： Agent", "SIGN ： Country", "SIGN ， Country"),
    ],
)  # fmt: skip
def test_a_mark_of_the_language_finds_what_it_stands_for(grammar: Grammar, pattern: str, yes: str, no: str) -> None:
    assert _found(grammar, pattern, yes)
    assert not _found(grammar, pattern, no)


@pytest.mark.parametrize(
    ("mark", "tape", "units"),
    [
        ("", "Country 、 Country SIGN", 1),
        ("+", "Country SIGN", 1),
        ("+", "Country 、 Country AND Ministry SIGN", 5),
        ("+", "Country 、 Country Etc SIGN", 4),
        ("+", "Country 、 Unnamed SIGN", 3),
        ("+", "Country WITH Ministry SIGN", 1),
        ("&", "Country WITH Ministry SIGN", 3),
        ("&", "Country 、 Country UNITE Ministry SIGN", 5),
        ("@", "Country ， Country ， Ministry SIGN", 5),
        ("%", "Country ； Country 、 Ministry SIGN", 5),
    ],
)
def test_a_list_takes_the_joints_of_its_kind_and_no_others(grammar: Grammar, mark: str, tape: str, units: int) -> None:
    assert _length(grammar, f"Agent{mark}:s SIGN!", tape, "s") == units


def test_a_list_that_may_be_missing_is_empty_where_nothing_stands(grammar: Grammar) -> None:
    assert _length(grammar, "SIGN! Paper*:via", "SIGN", "via") == 0
    assert _length(grammar, "SIGN! Paper*:via", "SIGN Paper AND Paper", "via") == 3


def test_a_list_is_taken_whole_and_never_from_its_middle(grammar: Grammar) -> None:
    assert _length(grammar, "Agent+:s SIGN!", "Country 、 Country 、 Country SIGN", "s") == 5
    assert not _found(grammar, "Agent+:s SIGN!", "Bare 、 Country SIGN")


def test_a_list_of_parties_does_not_begin_behind_with(grammar: Grammar) -> None:
    assert not _found(grammar, "Agent&:m SIGN!", "Event WITH Country SIGN")
    assert _found(grammar, "Agent+:m SIGN!", "Event WITH Country SIGN")


def test_the_cue_and_the_roles_are_groups_of_the_match(grammar: Grammar) -> None:
    found = _found(grammar, "Agent:s SIGN! Agent:o", "Event Country SIGN Ministry")
    assert found is not None
    assert (found.start("s"), found.start("cue"), found.start("o")) == (1, 2, 3)


def test_the_cue_may_have_a_role_of_its_own(grammar: Grammar) -> None:
    found = _found(grammar, "Agent Event!:o", "Country Event")
    assert found is not None
    assert found.span("cue") == found.span("o") == (1, 2)


def test_only_tapes_that_hold_a_cue_of_the_rule_need_to_be_searched(grammar: Grammar) -> None:
    letters = grammar.alphabet
    assert cue_letters("Agent SIGN|HOST! Paper", grammar) == {letters["SIGN"], letters["HOST"]}
    assert cue_letters("Agent State!", grammar) == {letters["Country"], letters["Territory"]}


def test_a_class_may_name_classes_above_it(grammar: Grammar) -> None:
    assert grammar.kinds_of("Agent") == ("Country", "Territory", "Ministry")
    assert grammar.kinds_of("Nobody") is None


# ── a rule file ──────────────────────────────────────────────────────────────────────────────────


def test_a_rule_is_read_with_all_its_fields_and_its_place(tmp_path: Path, grammar: Grammar) -> None:
    text = _rule() + 'status = "planned"\nneeds = ["协议"]\nunless = ["签约"]\n' + _rule(id="b.rule", pairs="sides")
    folder = _folder(tmp_path, text)
    first, second = read_rules(folder, grammar)
    assert isinstance(first, Rule)
    assert (first.id, first.pairs, first.status, first.needs, first.unless) == (
        "a.rule", "cross", "planned", ("协议",), ("签约",),
    )  # fmt: skip
    assert (first.path, first.line) == (str(folder / "some.toml"), 3)
    assert (second.id, second.pairs, second.order) == ("b.rule", "sides", 1)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (_rule(relation="signdWith"), 3, "unknown relation 'signdWith' (nearest: signedWith)"),
        (_rule(statsu="planned"), 3, "unknown field 'statsu' (nearest: status)"),
        (_rule(pairs="croos"), 3, "pairs is one of cross, sides, all, aligned, lender, title, not 'croos'"),
        (_rule(pattern="Agnet:s SIGN! Agent:o"), 3, "'Agnet' is no class of cues.tsv or classes.toml (nearest: Agent)"),
        (_rule(pattern="Agent:s SING! Agent:o"), 3, "'SING' is no class of cues.tsv or classes.toml (nearest: SIGN)"),
        (_rule(pattern="Agent:s SIGN Agent:o"), 3, "exactly one word of a pattern carries '!', here 0"),
        (_rule(pattern="Agent! SIGN! Agent:o"), 3, "exactly one word of a pattern carries '!', here 2"),
        (_rule(pattern="Agent:s SIGN! =Agent"), 3, "'=Agent' is no word of the rule language"),
        (_rule() + _rule(id="b.rule", relation="hostdBy"), 8, "unknown relation 'hostdBy' (nearest: hostedBy)"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_place_and_what_was_meant(
    tmp_path: Path, grammar: Grammar, text: str, line: int, words: str
) -> None:
    folder = _folder(tmp_path, text)
    with pytest.raises(DataFileError) as caught:
        read_rules(folder, grammar)
    message = str(caught.value)
    assert words in message
    assert "\n" not in message
    assert re.search(rf"some\.toml:{line}\b", message)


def test_a_rule_that_stands_twice_says_where_the_first_stands(tmp_path: Path, grammar: Grammar) -> None:
    folder = _folder(tmp_path, _rule())
    (folder / "other.toml").write_text(_rule(), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"some\.toml:3: rule 'a\.rule' stands twice \(first .*other\.toml:3\)"):
        read_rules(folder, grammar)


@pytest.mark.parametrize("field", ["id", "relation", "pattern"])
def test_a_rule_without_a_needed_field_says_which(tmp_path: Path, grammar: Grammar, field: str) -> None:
    text = "\n".join(line for line in _rule().split("\n") if not line.startswith(field))
    with pytest.raises(DataFileError, match=f"a rule needs the text field '{field}'"):
        read_rules(_folder(tmp_path, text), grammar)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path, grammar: Grammar) -> None:
    with pytest.raises(DataFileError, match=r"some\.toml.*is not valid TOML"):
        read_rules(_folder(tmp_path, "[[rule]\nid = "), grammar)


def test_a_byte_order_mark_before_a_rule_file_is_passed_over(tmp_path: Path, grammar: Grammar) -> None:
    folder = _folder(tmp_path, "\ufeff" + _rule())
    assert [rule.id for rule in read_rules(folder, grammar)] == ["a.rule"]


def test_rules_keep_the_order_of_their_files(tmp_path: Path, grammar: Grammar) -> None:
    folder = _folder(tmp_path, _rule(id="z.rule") + _rule(id="y.rule"))
    (folder / "another.toml").write_text(_rule(id="x.rule"), encoding="utf-8")
    assert [rule.id for rule in read_rules(folder, grammar)] == ["x.rule", "z.rule", "y.rule"]
