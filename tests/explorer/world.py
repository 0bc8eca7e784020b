"""A small world by hand, in the form that ``build_network(view="claims")`` gives: two documents, many claims."""

from __future__ import annotations

from dataclasses import dataclass, field

BASE = "https://w3id.org/silkgraph/id/"
ROLES = ("subject", "object", "cue")


@dataclass
class World:
    """Nodes, texts, items and claims; words are found in the text by themselves."""

    nodes: dict = field(default_factory=dict)
    records: list = field(default_factory=list)
    documents: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    items: list = field(default_factory=list)

    def node(self, key, label, kinds, code="", names=(), en="", unnamed=False):
        """Add a node; ``code`` is the ISO code of its state."""
        self.nodes[BASE + key] = {
            "label": label,
            "label_en": en,
            "names": "|".join((label, *names)),
            "kind": kinds.split("|")[0],
            "kinds": kinds,
            "country": code,
            "country_key": code,
            "unnamed": unnamed,
        }

    def document(self, name, title, date, **more):
        """Begin a document."""
        self.documents[name] = {"id": name, "title": title, "date": date, "publisher": "某通讯社", **more}
        self.texts[name] = ""

    def item(self, text, number=None, sector=None, kind="item", heading=None):
        """Add a line to the last document as an item."""
        name = list(self.documents)[-1]
        start = len(self.texts[name])
        self.texts[name] += text + "\n"
        self.items.append(
            {
                "iri": f"{BASE}document/{name}#item={len(self.items)}",
                "document": f"{BASE}document/{name}",
                "kind": kind,
                "number": number,
                "heading": heading,
                "sector": sector,
                "evidence": [(start, start + len(text), text)],
            }
        )

    def claim(self, subject, relation, target, words, status="done", **more):
        """State something in the last item; ``words`` mark subject, object and act."""
        name = list(self.documents)[-1]
        item = self.items[-1]
        start, end, text = item["evidence"][0]
        marks = {}
        for role, word in zip(ROLES, words, strict=True):
            at = self.texts[name].index(word, start)
            marks[role] = [(at, at + len(word), word)]
        told = self.documents[name]
        self.records.append(
            {
                "iri": f"{BASE}claim/{len(self.records):016x}",
                "relation": relation,
                "subject": BASE + subject,
                "object": BASE + target,
                "ends": (BASE + subject, BASE + target),
                "status": status,
                "sentence": text,
                "evidence": [(start, end, text)],
                "marks": marks,
                "item": item["iri"],
                "number": item["number"],
                "heading": item["heading"],
                "sector": item["sector"],
                "document": name,
                "title": told["title"],
                "publisher": told["publisher"],
                "address": told.get("address"),
                "published": told["date"],
                "restates": told.get("restates"),
                "date": None,
                "rule": f"{relation}.test",
                **more,
            }
        )

    def network(self, reverse=False):
        """The network; ``reverse`` hands everything in in the opposite order."""
        import networkx as nx

        turned = (lambda values: list(reversed(list(values)))) if reverse else list
        made = nx.MultiDiGraph()
        for iri, held in turned(self.nodes.items()):
            made.add_node(iri, **held)
        for record in turned(self.records):
            made.add_edge(*record["ends"], key=record["iri"], relation=record["relation"], claim_iris=record["iri"])
        made.graph.update(
            claims={record["iri"]: record for record in turned(self.records)},
            documents=turned({**told, "iri": BASE + name} for name, told in self.documents.items()),
        )
        return made


def small_world() -> World:
    """China's bodies and their partners in two documents, the first of which restates another text."""
    world = World()
    _nodes(world)
    _list_of_2017(world)
    _article_of_2019(world)
    return world


def _nodes(world):
    for code, label, en in (
        ("CHN", "中国", "China"),
        ("GRC", "希腊", "Greece"),
        ("EGY", "埃及", "Egypt"),
        ("KHM", "柬埔寨", ""),
    ):
        world.node(f"country/{code}", label, "Country", code, (f"{label}政府",), en)
    world.node("country/MNG", "蒙古国", "Country", "MNG", (), "Mongolia")
    ndrc = ("国家发展改革委", "发改委")
    world.node(
        "organization/ndrc",
        "国家发展和改革委员会",
        "Ministry",
        "CHN",
        ndrc,
        "National Development and Reform Commission",
    )
    world.node("organization/mofcom", "商务部", "Ministry", "CHN", (), "Ministry of Commerce")
    world.node(
        "organization/cdb", "国家开发银行", "Bank|FinancialInstitution", "CHN", ("国开行",), "China Development Bank"
    )
    world.node("organization/greek-economy", "希腊经济发展部", "Ministry", "GRC")
    world.node("organization/bank-egypt", "埃及银行", "Bank", "EGY")
    world.node("organization/mfa-greece", "外交部", "Ministry", "GRC")
    world.node("organization/mfa-egypt", "外交部", "Ministry", "EGY")
    world.node("organization/some-khm", "柬埔寨有关部门", "Ministry", "KHM", unnamed=True)
    world.node("organization/unido", "联合国工业发展组织", "InternationalOrganization", "", (), "UNIDO")
    world.node("event/forum", "第二届高峰论坛", "Event")
    world.node("event/trade", "贸易分论坛", "Event")
    world.node("initiative/net", "税收合作网络", "Initiative")
    world.node("project/road", "公路项目", "Project")
    world.node("person/one", "某部长", "Person", "CHN")
    world.node("place/beijing", "北京", "LocalGovernment|Place", "CHN")


def _list_of_2017(world):
    more = {"restates": "某部：成果清单，2017-05-16", "address": "https://example.org/list"}
    world.document("list-2017", "2017年成果清单", "2017-05-16", **more)
    world.item("𠮷一、政策沟通", "一", "政策沟通", "heading")
    heading = {"heading": "一、政策沟通"}
    world.item("（一）中国政府与希腊政府、埃及政府、蒙古国签署合作谅解备忘录。", "一（一）", "政策沟通", **heading)
    for target, word in (("country/GRC", "希腊政府"), ("country/EGY", "埃及政府"), ("country/MNG", "蒙古国")):
        memo = {"instrument": "合作谅解备忘录", "act": BASE + "instrument/memo", "kind": "memorandum"}
        world.claim("country/CHN", "signedWith", target, ("中国政府", word, "签署"), **memo)
    world.item("（二）国家发展改革委与希腊经济发展部签署合作计划。", "一（二）", "政策沟通", **heading)
    plan = {"instrument": "合作计划", "act": BASE + "instrument/plan", "kind": "plan"}
    words = ("国家发展改革委", "希腊经济发展部", "签署")
    world.claim("organization/ndrc", "signedWith", "organization/greek-economy", words, **plan)
    world.item("（三）国家开发银行与埃及银行签署2.6亿元贷款协议，用于公路项目。", "一（三）", "金融", **heading)
    loan = {"instrument": "贷款协议", "act": BASE + "instrument/loan", "kind": "loan", "amount": "2.6亿元"}
    world.claim(
        "organization/cdb", "signedWith", "organization/bank-egypt", ("国家开发银行", "埃及银行", "签署"), **loan
    )
    world.claim("organization/cdb", "funds", "project/road", ("国家开发银行", "公路项目", "贷款"), amount="2.6亿元")
    world.item("（四）双方愿继续加强合作。", "一（四）", None, **heading)
    world.item("（五）国家发展改革委将与柬埔寨有关部门签署规划。", "一（五）", "政策沟通", **heading)
    future = {"status": "planned", "instrument": "规划", "act": BASE + "instrument/future"}
    words = ("国家发展改革委", "柬埔寨有关部门", "签署")
    world.claim("organization/ndrc", "signedWith", "organization/some-khm", words, **future)
    world.item("（六）商务部与埃及外交部、联合国工业发展组织签署文件。", "一（六）", "贸易投资", **heading)
    for target, word in (("organization/mfa-egypt", "外交部"), ("organization/unido", "联合国工业发展组织")):
        world.claim("organization/mofcom", "signedWith", target, ("商务部", word, "签署"), instrument="文件")


def _article_of_2019(world):
    world.document("article-2019", "2019年分论坛报道", "2019-04-25", address="https://example.org/article")
    world.item("第二届高峰论坛由中国主办，在北京举行。", None, None, "paragraph")
    host = ("第二届高峰论坛", "中国", "主办")
    world.claim("event/forum", "hostedBy", "country/CHN", host, date="2019-04-25", date_end="2019-04-27")
    world.claim("event/forum", "heldIn", "place/beijing", ("第二届高峰论坛", "北京", "举行"))
    world.item("贸易分论坛由商务部主办，启动税收合作网络，某部长出席。", None, "贸易投资", "paragraph")
    world.claim("event/trade", "hostedBy", "organization/mofcom", ("贸易分论坛", "商务部", "主办"))
    world.claim("initiative/net", "launchedAt", "event/trade", ("税收合作网络", "贸易分论坛", "启动"))
    world.claim("initiative/net", "launchedBy", "organization/mofcom", ("税收合作网络", "商务部", "启动"))
    world.claim("person/one", "participatedIn", "event/trade", ("某部长", "贸易分论坛", "出席"))
    world.item("国家发展改革委与希腊外交部签署备忘录。", None, "政策沟通", "paragraph")
    words = ("国家发展改革委", "外交部", "签署")
    world.claim("organization/ndrc", "signedWith", "organization/mfa-greece", words, instrument="备忘录")
    world.item("某部长代表中国讲话。", None, None, "paragraph")
    world.claim("person/one", "represents", "country/CHN", ("某部长", "中国", "代表"), office="部长")
    world.item("天气很好。", None, None, "paragraph")
