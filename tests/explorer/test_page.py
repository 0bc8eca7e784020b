"""What the page is made of, before any browser sees it."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import networkx as nx
import pytest

from kg.analysis.explorer import explore, page, to_pyvis
from kg.analysis.explorer.content import SHOWN, content
from kg.analysis.explorer.initials import initials
from kg.analysis.explorer.legend import legend
from kg.errors import OutputError, UsageError
from tests.explorer.world import World, small_world


def held(world, **given):
    return content(world.network(), world.texts, world.items, None, **given)


def test_the_same_network_gives_the_same_page_in_whatever_order_it_was_made(world):
    one = page(world.network(), texts=world.texts, items=world.items)
    turned = dict(reversed(world.texts.items()))
    assert page(world.network(reverse=True), texts=turned, items=world.items[::-1]) == one


def test_the_page_does_not_depend_on_the_hash_seed(root):
    code = (
        "import hashlib; from tests.explorer.world import small_world; from kg.analysis.explorer import page\n"
        "w = small_world(); made = page(w.network(), texts=w.texts, items=w.items)\n"
        "print(hashlib.sha256(made.encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        for seed in ("0", "1")
    ]
    assert runs[0].stdout == runs[1].stdout


def test_the_page_names_nothing_outside_of_itself(world):
    made = page(world.network(), texts=world.texts, items=world.items)
    ours = re.sub(r"<script>/\*\*\s+\* vis-network.*?</script>", "", made, flags=re.DOTALL)
    assert "sourceMappingURL" not in made
    assert not re.search(r"<(?:script|link|img|iframe|object)[^>]+(?:src|href)=\"(?!data:,)", ours)
    assert re.search(
        r"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-", made
    )
    assert "unsafe" not in made.partition("</head>")[0].partition("<style>")[0]


def test_the_content_cannot_end_its_element(world):
    made = page(world.network(), title="</script><script>alert(1)</script><!--\u2028")
    inside = re.search(r'<script type="application/json" id="content">(.*?)</script>', made, re.DOTALL)
    assert inside
    assert not re.search("[<>&\u2028\u2029]", inside[1])
    assert json.loads(inside[1])["title"].startswith("</script>")


def test_a_lone_surrogate_in_a_name_does_not_stop_the_page(tmp_path):
    made = World()
    made.node("country/AAA", "甲\ud800国", "Country")
    assert explore(made.network(), tmp_path / "page.html").path.stat().st_size > 100_000


def test_every_claim_points_at_its_characters_in_the_text_that_is_shipped(world):
    made = held(world)
    for claim in made["claims"]:
        assert claim["text"] is None
        text = made["documents"][claim["d"]]["text"]
        record = next(each for each in world.records if each["iri"].endswith(claim["id"].rpartition("/")[2]))
        assert "".join(text[start:end] for start, end in claim["at"]) == record["sentence"]
        assert {text[start:end] for start, end, _ in claim["marks"]} == {
            word for places in record["marks"].values() for _, _, word in places
        }


def test_a_text_that_is_not_that_of_the_claims_does_not_replace_their_sentences(world):
    made = content(world.network(), {"list-2017": "别的文字" * 99}, world.items, None)
    assert all(claim["text"] for claim in made["claims"])


def test_nodes_with_the_same_label_stay_apart_and_say_how(world):
    same = [node for node in held(world)["nodes"] if node["label"] == "外交部"]
    assert sorted(node["note"] for node in same) == ["埃及", "希腊"]


def test_labels_that_only_look_the_same_are_told_apart_too():
    made = World()
    made.node("organization/a", "某银行", "Bank")
    made.node("organization/b", "某\u200b银行", "Bank")
    notes = [node["note"] for node in held(made)["nodes"]]
    assert len(set(notes)) == 2


def test_the_hub_of_the_first_view_is_the_country_on_most_claims(world):
    made = held(world)
    assert made["nodes"][made["hub"]]["id"] == "country/CHN"


def test_a_small_network_hides_nothing():
    made = World()
    made.node("country/AAA", "甲国", "Country")
    made.node("country/BBB", "乙国", "Country")
    made.document("one", "一", "2020")
    made.item("甲国与乙国签署")
    made.claim("country/AAA", "signedWith", "country/BBB", ("甲国", "乙国", "签署"))
    assert held(made)["hub"] is None


def test_the_first_view_holds_the_weightiest_nodes_and_no_two_on_one_spot():
    made = content(nx.barabasi_albert_graph(700, 2, seed=1), {}, None, None)
    placed = [node for node in made["nodes"] if "x" in node]
    assert len(placed) == SHOWN
    assert len({(node["x"], node["y"]) for node in placed}) == SHOWN
    degree = [0] * 700
    for claim in made["claims"]:
        degree[claim["s"]] += 1
        degree[claim["o"]] += 1
    outside = [degree[number] for number, node in enumerate(made["nodes"]) if "x" not in node]
    assert max(outside) <= min(degree[number] for number, node in enumerate(made["nodes"]) if "x" in node)


def test_a_document_with_a_chinese_name_keeps_its_items():
    made = World()
    made.node("country/AAA", "甲国", "Country")
    made.node("country/BBB", "乙国", "Country")
    made.document("公报 一", "公报", "2020")
    made.item("甲国与乙国签署", "一")
    made.claim("country/AAA", "signedWith", "country/BBB", ("甲国", "乙国", "签署"))
    made.items[0]["document"] = "https://w3id.org/silkgraph/id/document/%E5%85%AC%E6%8A%A5%20%E4%B8%80"
    assert [item["at"] for item in held(made)["items"]] == [[0, 7]]


def test_ids_are_short_under_any_base(world):
    network = nx.relabel_nodes(
        world.network(), lambda iri: iri.replace("https://w3id.org/silkgraph/id/", "http://x.org/a#")
    )
    made = content(network, {}, None, None)
    assert made["base"] == "http://x.org/a#"
    assert "country/CHN" in {node["id"] for node in made["nodes"]}


def test_bodies_have_their_country_even_if_no_claim_names_it():
    made = World()
    made.node("organization/a", "甲国银行", "Bank", "AAA")
    made.node("organization/b", "乙国银行", "Bank", "BBB")
    nodes = held(made)["nodes"]
    assert [(node["id"], node.get("country")) for node in nodes] == [
        ("country/AAA", 0),
        ("country/BBB", 1),
        ("organization/a", 0),
        ("organization/b", 1),
    ]


def test_an_unknown_focus_names_the_nearest(world):
    with pytest.raises(UsageError, match="国家发展改革"):
        page(world.network(), focus="国家发展改革局")
    with pytest.raises(UsageError, match=r"signedWith"):
        page(world.network(), relations=["signed"])
    with pytest.raises(UsageError, match=r"list-2017"):
        page(world.network(), documents=["list-2018"])


def test_a_focus_that_two_nodes_share_asks_which(world):
    with pytest.raises(UsageError, match=r"organization/mfa-egypt, organization/mfa-greece"):
        page(world.network(), focus="外交部")


@pytest.mark.parametrize("name", ["国家开发银行", "国开行", "organization/cdb", "China Development Bank"])
def test_a_focus_may_be_any_name_or_key(world, name):
    assert '"start":{"node":"organization/cdb"}' in page(world.network(), focus=name)


def test_a_folder_that_is_not_there_is_one_clear_line(world, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        explore(world.network(), tmp_path / "nowhere" / "page.html")


def test_a_notebook_shows_the_page_in_a_frame_that_can_touch_nothing_else(world, tmp_path):
    shown = explore(world.network(), tmp_path / "page.html")._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    assert "<script" not in shown
    assert len(re.findall('"', shown)) == 10


def test_pyvis_gets_every_node_and_edge_and_the_network_stays_as_it_is(world):
    network = world.network()
    before = (dict(network.nodes(data=True)), list(network.edges(keys=True, data=True)))
    made = to_pyvis(network)
    assert len(made.nodes) == network.number_of_nodes()
    assert {(edge["from"], edge["to"]) for edge in made.edges} == {
        tuple(end.removeprefix("https://w3id.org/silkgraph/id/") for end in edge[:2]) for edge in network.edges
    }
    assert {node["label"] for node in made.nodes} >= {"外交部（希腊）", "外交部（埃及）"}
    assert [edge["dashes"] for edge in made.edges if edge["to"] == "organization/some-khm"] == [True]
    assert (dict(network.nodes(data=True)), list(network.edges(keys=True, data=True))) == before
    assert {"x", "y"} <= set(made.nodes[0])


def test_pyvis_can_write_its_own_page_of_it(world):
    assert "mynetwork" in to_pyvis(world.network()).generate_html()


def test_a_title_with_href_does_not_turn_titles_into_html():
    made = World()
    made.node("country/AAA", '<img src=x onerror="window.PWN=1"> href', "Country")
    assert not any("href" in node["title"] for node in to_pyvis(made.network()).nodes)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("国家发展和改革委员会", "gjfzhggwyh"),
        ("中国进出口银行", "zgjckyh"),
        ("希腊", "xl"),
        ("重庆市", "cqs"),
        ("座谈", "zt"),
    ],
)
def test_names_can_be_typed_by_their_initials(name, typed):
    assert typed in initials(name)


def test_names_without_chinese_characters_have_no_initials():
    assert initials("UNIDO") == ()


# Machado, Oliveira and Fernandes (2009), severity 1.
_BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("kind", _BLIND)
def test_families_with_one_shape_differ_in_colour_for_the_colour_blind(kind):
    def seen(colour):
        linear = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        return [sum(a * b for a, b in zip(row, linear, strict=True)) for row in _BLIND[kind]]

    looks = list(legend().families.items())
    for at, (one, first) in enumerate(looks):
        for other, second in looks[at + 1 :]:
            apart = sum((a - b) ** 2 for a, b in zip(seen(first["colour"]), seen(second["colour"]), strict=True)) ** 0.5
            assert first["shape"] != second["shape"] or apart > 0.15, (one, other, apart)


def test_the_world_of_the_tests_is_what_a_store_gives(root):
    world = small_world()
    for record in world.records:
        for place in (*record["evidence"], *(place for places in record["marks"].values() for place in places)):
            assert world.texts[record["document"]][place[0] : place[1]] == place[2]


def test_both_languages_have_every_word_and_no_other(root):
    folder = root / "kg" / "analysis" / "explorer" / "page"
    zh, en = (folder / "words.js").read_text(encoding="utf-8").split("  en: {")
    named = [set(re.findall(r"(?:^|[,{])\s*([a-z_]+): '", part, re.MULTILINE)) for part in (zh, en)]
    assert named[0] == named[1]
    scripts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.name != "words.js"]
    said = set(re.findall(r"say\('([a-z_]+)'|data-say=\"([a-z_]+)\"", "".join(scripts)))
    assert {one or other for one, other in said} <= named[0]
