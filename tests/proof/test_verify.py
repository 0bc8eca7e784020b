"""A verification passes what was built and fails whatever was changed since, by name."""

from __future__ import annotations

import hashlib
import json
import re
import shutil

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.cli import run
from kg.errors import UsageError
from kg.output.build import build
from kg.proof.verifier import verify


def rules(verification):
    return {finding.rule for finding in verification.findings}


def spoil(path, old, new, times=1):
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, times).encode("utf-8"))


def resealed(out):
    """The folder with a manifest that agrees with its files again, as a careful forger would leave it."""
    path = out / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for name in manifest["files"]:
        manifest["files"][name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_a_build_verifies_and_so_do_its_sources(whole, sources):
    found = verify(whole, sources=sources)
    assert found.ok, str(found)
    assert found.counts["documents"] == 4
    assert found.counts["claims"] >= 8
    assert found.counts["quotations"] > found.counts["claims"]


def test_the_corpus_verifies(demo_out, root):
    found = verify(demo_out, sources=root / "corpus")
    assert found.ok, str(found)


def test_documents_of_every_kind_verify(root, tmp_path):
    """Whatever step an extractor takes from words to a node, the proof knows it, or it would cry wolf."""
    texts = [str(path) for path in sorted((root / "tests" / "documents").glob("*/*.txt"))]
    assert run(["build", *texts, "-o", str(tmp_path / "out"), "--no-cache"]) == 0
    assert [str(finding) for finding in verify(tmp_path / "out").findings] == []


@pytest.mark.parametrize(
    "text",
    [
        "外交部发言人办公室\n习近平主席出席斐济主办的丝路论坛。我国同斐济签署协定。\n",
        "总统府新闻稿\n蔡英文总统出席斐济主办的丝路论坛。我国外交部与斐济渔业部签署合作协定。\n中华民国外交部\n",
        "四川日报讯\n副省长罗建川率四川省代表团访问斐济，出席丝路论坛。\n",
    ],
)
def test_a_leader_told_without_the_name_of_the_state_verifies(text, tmp_path):
    source = tmp_path / "leader.txt"
    source.write_text(text, encoding="utf-8")
    assert run(["build", str(source), "-o", str(tmp_path / "out"), "--no-cache"]) == 0
    assert [str(finding) for finding in verify(tmp_path / "out").findings] == []
    assert "Person" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


def test_one_changed_character_of_a_document_fails_and_names_the_claims(copy):
    spoil(copy / "documents" / "outcomes.txt", "希腊", "希蜡")
    resealed(copy)
    found = verify(copy)
    quotes = [finding for finding in found.findings if finding.rule == "quote"]
    assert any("'腊" in finding.message and "'蜡" in finding.message for finding in quotes)
    assert any("/claim/" in finding.message for finding in quotes)
    assert "document digest" in rules(found)


def test_one_added_character_moves_every_quotation_behind_it(copy):
    spoil(copy / "documents" / "press.txt", "第二届", " 第二届")
    assert {"quote", "document digest", "digest"} <= rules(verify(copy))


def test_an_edited_status_fails_under_the_name_of_its_claim(copy):
    spoil(copy / "graph.ttl", "kg:Planned", "kg:Done")
    resealed(copy)
    found = verify(copy)
    named = [finding for finding in found.findings if finding.rule == "identity"]
    assert len(named) == 1
    assert "/claim/" in named[0].node
    assert "plain triple" in rules(found)


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r"rdf:object country:GRC", "rdf:object country:EGY"),
        (r"kg:rule \"[^\"]+\"", 'kg:rule "made.up"'),
        (r"kg:cueAt (<[^>]+#char=)\d+,\d+>", r"kg:cueAt \g<1>0,2>"),
        (r"kg:amountText \"5亿", 'kg:amountText "9亿'),
    ],
)
def test_an_edited_claim_fails_even_when_the_manifest_is_forged(copy, pattern, new):
    path = copy / "graph.ttl"
    text, changed = re.subn(pattern, new, path.read_bytes().decode("utf-8"), count=1)
    assert changed
    path.write_bytes(text.encode("utf-8"))
    resealed(copy)
    found = verify(copy)
    assert not found.ok
    assert "statements" in rules(found)


def test_a_pointer_to_other_words_is_seen_even_when_every_file_agrees(copy):
    """Both ends of a claim are marked at each other's words in graph and statements alike."""
    found = re.search(
        r"(claim:\w+) a kg:Claim.*?country:GRC.*?\.\n\n", (copy / "graph.ttl").read_text("utf-8"), re.DOTALL
    )
    assert found
    told = found[0]
    ends = [re.search(rf"kg:{end} <([^>]+)>", told)[1] for end in ("subjectAt", "objectAt")]
    claim = found[1].partition(":")[2]
    spoil(copy / "graph.ttl", told, told.replace(ends[0], "X").replace(ends[1], ends[0]).replace("X", ends[1]))
    result = verify(copy)
    assert any(finding.rule == "words" and claim in finding.node for finding in result.findings)


def test_an_end_in_another_sentence_needs_a_step_that_reaches_there(tmp_path):
    (tmp_path / "d.txt").write_text(
        "中国商务部与缅甸商务部签署谅解备忘录，与越南工贸部签署投资合作协议。\n", encoding="utf-8"
    )
    build((str(tmp_path / "d.txt"),), tmp_path / "out")
    assert verify(tmp_path / "out").ok
    path = tmp_path / "out" / "graph.ttl"
    text = path.read_text(encoding="utf-8")
    (carried,) = (block for block in text.split("\n\n") if 'kg:step "carriedSubject"' in block)
    spoil(path, carried, carried.replace('kg:step "carriedSubject" ;', "").replace("#char=0,34>", "#char=0,5>"))
    assert any(finding.rule == "distance" for finding in verify(tmp_path / "out").findings)


_SPOILT = ("graph.ttl", "report.json", "explorer.html", "documents/outcomes.txt", "documents/outcomes.nt")


@given(st.sampled_from(_SPOILT), st.integers(0, 10**9), st.sampled_from("国0x"))
@settings(max_examples=12)
def test_no_character_of_a_build_can_change_unseen(spoilt, name, number, letter):
    path, text = spoilt[name]
    at = number % len(text)
    assume(text[at] != letter)
    path.write_bytes((text[:at] + letter + text[at + 1 :]).encode("utf-8"))
    found = verify(path.parents[1] if path.parent.name == "documents" else path.parent)
    path.write_bytes(text.encode("utf-8"))
    assert any(finding.file == name for finding in found.findings)


@pytest.fixture(scope="module")
def spoilt(whole, tmp_path_factory):
    """A copy of the build, and the text of each of its files."""
    out = shutil.copytree(whole, tmp_path_factory.mktemp("spoilt") / "out")
    return {name: (out / name, (out / name).read_bytes().decode("utf-8")) for name in _SPOILT}


@pytest.mark.parametrize(
    "name", ["manifest.json", "graph.ttl", "documents/press.txt", "documents/press.nt", "explorer.html", "store"]
)
def test_a_missing_file_fails_and_is_named(copy, name):
    path = copy / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    found = verify(copy)
    assert any(finding.file == name for finding in found.findings), str(found)


def test_a_file_that_is_not_of_the_build_is_named(copy):
    (copy / "documents" / "foreign.nt").write_bytes(b"")
    assert "unlisted" in rules(verify(copy))


def test_a_source_that_says_something_else_is_named(whole, sources, tmp_path):
    other = shutil.copytree(sources, tmp_path / "sources")
    spoil(other / "press.txt", "主办", "协办")
    (other / "traditional.txt").unlink()
    found = verify(whole, sources=other)
    assert sorted(finding.node for finding in found.findings) == ["press", "traditional"]


def test_a_source_whose_name_is_no_id_is_found_by_its_words(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "公报 2017 (1)%.txt").write_bytes("\ufeff中国政府与希腊政府签署合作协议。\r\n".encode())
    build((str(folder),), tmp_path / "out")
    assert verify(tmp_path / "out", sources=folder).ok


def test_sources_in_another_encoding_are_the_same_text(whole, sources, tmp_path):
    other = shutil.copytree(sources, tmp_path / "sources")
    path = other / "press.txt"
    path.write_bytes(path.read_bytes().decode("utf-8").encode("gb18030"))
    assert verify(whole, sources=other).ok


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        verify(tmp_path / "nothing")


def test_the_verb_says_what_fails_and_leaves_with_one(copy, capsys):
    assert run(["verify", str(copy)]) == 0
    spoil(copy / "documents" / "press.txt", "国家", "国冢")
    assert run(["verify", str(copy), "--json"]) == 1
    out = capsys.readouterr().out
    held = json.loads(out[out.index("{\n") :])
    assert any(finding["file"] == "documents/press.txt" for finding in held["findings"])
