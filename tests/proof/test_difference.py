"""A difference finds exactly what was changed, fact by fact."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import run
from kg.graph.store import Store
from kg.output.build import build
from kg.proof.difference import diff
from kg.proof.stated import Node, Stated, alike, facts_of

_NAMES = "东西南北山川河海江湖林田石玉金银铜铁风云雷电雨雪春秋夏冬晨昏星月"
_TITLES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


def word(chance, letters, length=7):
    return "".join(chance.sample(letters, length))


def node(name, kind="Ministry"):
    return Node(f"organization/{name}", name, frozenset({name}), kind, "country/CHN")


def generated(chance, number, hubs):
    """Facts whose names are all unlike one another."""
    facts = []
    names: list[str] = []
    while len(facts) < number:
        name, title = word(chance, _NAMES), word(chance, _TITLES)
        if any(alike(name, other) >= 0.5 for other in names):
            continue
        names.append(name)
        status = chance.choice(("planned", "planned", "done"))
        amounts = chance.choice(((), ("5 CNY",)))
        relation = chance.choice(("signedWith", "funds", "hostedBy"))
        facts.append(Stated(relation, chance.choice(hubs), node(name), status, title, amounts))
    return facts


def mutated(chance, fact):
    """A fact edited in one way, and what a difference must call it."""
    name, title = fact.object.label, fact.title
    edits = {
        "changed amount": replace(fact, amounts=("6 CNY",)),
        "changed date": replace(fact, date="2019"),
        "renamed party": replace(fact, object=node(name[:-1] + "部")),
        "variant title": replace(fact, title=title[:-1] + "议"),
        ("upgraded" if fact.status == "planned" else "downgraded"): replace(
            fact, status="done" if fact.status == "planned" else "planned"
        ),
        "dropped": None,
        "repeated": fact,
    }
    kind = chance.choice(sorted(edits))
    return kind, edits[kind]


@given(st.integers(0, 10_000), st.integers(0, 14), st.integers(0, 4))
def test_whatever_is_inserted_dropped_and_edited_is_recovered_exactly(seed, number, added):
    chance = random.Random(seed)
    hubs = [node(name) for name in ("国家发改委", "财政总署", "交通运输厅")]
    facts = generated(chance, number + added, hubs)
    before, inserted = facts[:number], facts[number:]
    edits = [(fact, *mutated(chance, fact)) for fact in before]
    after = [now for _, _, now in edits if now is not None] + inserted
    chance.shuffle(after)
    found = diff(before, after)
    expected = {((kind,), fact, now) for fact, kind, now in edits} | {(("new",), None, fact) for fact in inserted}
    assert {(change.kinds, change.before, change.after) for change in found.changes} == expected
    assert len(found.changes) == len(edits) + len(inserted)
    assert found.counts == dict(Counter(change.kinds[0] for change in found.changes))


def test_nothing_differs_from_itself_and_sides_mirror(whole):
    store = Store(whole / "store", read_only=True)
    facts = facts_of(store, store.base)
    assert set(diff(facts, facts).counts) == {"repeated"}
    assert diff(facts, ()).counts == {"dropped": len(facts)}
    assert diff((), facts).counts == {"new": len(facts)}


@pytest.mark.parametrize(
    ("one", "other"), [("第二届论坛", "第三届论坛"), ("2017年度报告", "2018年度报告"), ("希腊经济发展部", "埃及电力部")]
)
def test_names_of_different_things_are_no_variants(one, other):
    assert alike(one, other) < 0.6


def test_bodies_of_two_states_are_never_one_renamed_party():
    hub = node("国家发改委")
    mine, yours = (replace(node("外交部"), key=f"organization/{i}", country=f"country/{i}") for i in ("EGY", "GRC"))
    found = diff([Stated("signedWith", hub, mine, "done", "协议")], [Stated("signedWith", hub, yours, "done", "协议")])
    assert found.counts == {"new": 1, "dropped": 1}


def test_a_fact_may_change_in_several_ways_at_once():
    hub, body = node("国家发改委"), node("希腊经济发展部")
    planned = Stated("signedWith", hub, body, "planned", "合作框架协议", ("5 CNY",))
    done = Stated("signedWith", body, hub, "done", "合作框架倡议", ("6 CNY",))
    (change,) = diff([planned], [done]).changes
    assert set(change.kinds) == {"upgraded", "changed amount", "variant title"}
    assert change.told() == ("planned; 合作框架协议; 5 CNY", "done; 合作框架倡议; 6 CNY")


@pytest.fixture(scope="module")
def later(tmp_path_factory, sources):
    """The same sources a while later: one fact kept, one dropped, one upgraded, one of another amount, one new."""
    folder = tmp_path_factory.mktemp("later")
    for path in sources.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        for old, new in (
            ("中国政府将与塞尔维亚政府签署", "中国政府与塞尔维亚政府签署"),
            ("5亿元", "6亿元"),
            ("希腊、埃及、老挝", "希腊、埃及、泰国"),
        ):
            text = text.replace(old, new)
        (folder / path.name).write_text(text, encoding="utf-8")
    build((str(folder),), folder / "out")
    return folder / "out"


def test_two_builds_differ_in_what_their_texts_say(whole, later, capsys):
    assert run(["diff", str(whole), str(later), "--json"]) == 0
    held = json.loads(capsys.readouterr().out)
    told = set()
    for change in held["changes"]:
        fact = change["after"] or change["before"]
        told |= {(kind, *sorted((fact["subject"], fact["object"]))) for kind in change["change"] if kind != "repeated"}
    assert told == {
        ("upgraded", "中国", "塞尔维亚"),
        ("changed amount", "国家开发银行", "埃及银行"),
        ("new", "中国", "泰国"),
        ("dropped", "中国", "老挝"),
    }


def test_two_documents_of_one_build_are_compared(whole, capsys):
    assert run(["diff", str(whole), "--from", "outcomes", "--to", "traditional"]) == 0
    out = capsys.readouterr().out
    assert "蒙古国" in out
    assert "dropped" in out
    assert run(["diff", str(whole), "--from", "outcomes", "--to", "nothing"]) == 2
    assert "no document 'nothing'" in capsys.readouterr().err
    assert run(["diff", str(whole)]) == 2
