"""What no pair can be, whatever the words around it say."""

import pytest

from kg.model import Document
from kg.pipeline import Pipeline


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.load()


@pytest.mark.parametrize(
    ("said", "relation", "otherwise"),
    [
        (
            "斐济总统和汤加首相举行会谈，达成了一系列新的共识。",
            "signedWith",
            "斐济和汤加在苏瓦结束谈判，达成渔业协议。",
        ),
        ("山西就加入协定展开讨论。", "memberOf", "山西大学加入丝路大学联盟。"),
        ("中国援助老挝的云冈医院项目交接仪式在万象举行。", "funds", "中国援助的云冈医院项目在万象竣工。"),
        ("双方签署铁路、海关、农业等多项合作文件。", "signedWith", "斐济农业部与汤加海关总署签署合作文件。"),
        ("有消息称，斐济农业部与汤加海关总署签署协议。", "signedWith", "斐济农业部与汤加海关总署签署协议。"),
        (
            "斐济政府取消原定6日在苏瓦举行的丝路论坛。",
            "heldIn",
            "斐济政府参加6日在苏瓦举行的丝路论坛。",
        ),
        ("斐济农业部会同有关部门就丝路农业合作机制发布消息。", "publishedBy", "斐济农业部发布《丝路农业报告》。"),
        ("展会通过博览会和网络展示文化，丝路博览会开幕。", "publishedBy", "斐济议会通过《丝路法案》。"),
        ("斐济总理提出汤加通过提前建设丝路中心等举措加强合作。", "launchedBy", "斐济总理提出丝路倡议。"),
        ("此前已分两批次向汤加捐赠物资。", "funds", "斐济向汤加捐赠一批医疗物资。"),
        ("斐济议会否决向汤加拨款1亿美元。", "funds", "斐济议会批准向汤加拨款1亿美元。"),
        ("欧洲投资银行停止向斐济提供贷款。", "funds", "欧洲投资银行向斐济提供贷款。"),
        ("斐济农业公司向汤加开发银行贷款1亿美元。", "funds", "汤加开发银行向斐济农业公司贷款1亿美元。"),
        ("汤加银行暂缓与斐济电信公司签署协议。", "signedWith", "汤加银行与斐济电信公司签署协议。"),
        ("斐济放弃举办丝路运动会。", "hostedBy", "斐济举办丝路运动会。"),
        ("斐济婉拒参加丝路峰会。", "participatedIn", "斐济参加丝路峰会。"),
        (
            "联合公报\n一、双边合作文件\n（一）斐济银行、汤加银行分别与萨摩亚财政部、瑙鲁财政部、图瓦卢财政部签署贷款协议。",
            "signedWith",
            "联合公报\n一、双边合作文件\n（一）斐济银行与萨摩亚财政部关于港口的贷款协议。",
        ),
        (
            "成员国积极评价成果，今后3年向丝路银行联合体成员行发放100亿元人民币贷款。",
            "funds",
            "斐济开发银行向汤加银行发放100亿元人民币贷款。",
        ),
        ("绿色制冷行动倡议由斐济能源部发起。", "hostedBy", "绿色制冷论坛由斐济能源部主办。"),
        ("《丝路论坛苏瓦倡议》（斐济渔业部主办）", "hostedBy", "丝路论坛（斐济渔业部主办）在苏瓦开幕。"),
        (
            "斐济总统会见汤加议会议长陶法。双方签署备忘录。",
            "signedWith",
            "斐济总统和汤加首相举行会谈。双方签署备忘录。",
        ),
        ("斐济支持办好丝路系列峰会。", "hostedBy", "斐济成功办好丝路系列峰会。"),
        ("首届丝路论坛后，斐济渔业部发布《渔业报告》。", "publishedAt", "首届丝路论坛上，斐济渔业部发布《渔业报告》。"),
        ("会议制定、通过和实施一个有效的“珊瑚框架”。", "publishedAt", "首届丝路论坛通过《珊瑚框架》。"),
        (
            "第五次丝路外长会今日举行。首届渔业部长会议在苏瓦召开，会上发布了《第五次丝路外长会联合公报》。",
            "publishedAt",
            "首届渔业部长会议在苏瓦举行。会上发布了《渔业联合公报》。",
        ),
        ("斐济当年想加入北约。", "memberOf", "斐济当年加入北约。"),
        ("有传言称，斐济已加入北约，斐济官员予以否认。", "memberOf", "斐济官员称，斐济已加入北约。"),
        (
            "汤加媒体报道称，斐济与瑙鲁签署协议，斐济外交部称该报道纯属捏造。",
            "signedWith",
            "汤加媒体报道称，斐济与瑙鲁签署协议，斐济外交部作了介绍。",
        ),
        (
            "白鹭在汤加外交部举行的丝路论坛开幕式上表示欢迎。",
            "hostedBy",
            "白鹭在汤加外交部举行的丝路新闻发布会上表示欢迎。",
        ),
        ("倘若斐济加入了北约，局势将改观。", "memberOf", "斐济加入了北约，局势将改观。"),
        ("乌外长瑟比加与斐济电信公司签署协议。", "signedWith", "瑟比加公司与斐济电信公司签署协议。"),
        ("斐济加入北约并不意味着疏远汤加。", "memberOf", "斐济加入北约，并不疏远汤加。"),
        ("丝路论坛在夜市举行。", "heldIn", "丝路论坛在芒市举行。"),
        ("斐济农业部将健全丝路合作机制。", "launchedBy", "斐济农业部将建立丝路合作机制。"),
        ("斐济建设银行难以向汤加卫生部提供贷款。", "funds", "斐济建设银行向汤加卫生部提供贷款。"),
        ("斐济经济部禁止远航集团资助汤加电站项目。", "funds", "远航集团资助汤加电站项目。"),
        ("斐济财政部劝阻远航银行向汤加电站项目提供贷款。", "funds", "远航银行向汤加电站项目提供贷款。"),
        (
            "斐济最高法院驳回远航公司与汤加公司签订协议的诉求。",
            "signedWith",
            "远航公司与汤加公司签订协议。",
        ),
        ("远航公司与汤加公司签署协议系误传。", "signedWith", "远航公司与汤加公司签署协议。"),
        (
            "有人冒用斐济农业部名义与汤加海关总署签署协议。",
            "signedWith",
            "斐济农业部与汤加海关总署签署打击假冒商品合作备忘录。",
        ),
    ],
)
def test_what_only_looks_like_an_act_is_none(pipeline, said, relation, otherwise):
    assert relation not in {fact.relation for fact in pipeline(Document(id="t", source=said)).facts}
    assert relation in {fact.relation for fact in pipeline(Document(id="t", source=otherwise)).facts}


def test_a_paper_about_a_subject_is_published_by_who_publishes_not_by_the_subject(pipeline):
    doc = pipeline(Document(id="t", source="商务部就澜湄合作发布《丝路报告》。"))
    names = {entity.key: entity.label for entity in doc.entities}
    assert {names[fact.object] for fact in doc.facts if fact.relation == "publishedBy"} == {"商务部"}


def test_the_third_party_of_a_market_makes_no_signing_of_all_with_all(pipeline):
    doc = pipeline(Document(id="t", source="我国同奥地利、瑞士等国签署多份第三方市场合作文件。"))
    names = {entity.key: entity.label for entity in doc.entities}
    pairs = {(names[fact.subject], names[fact.object]) for fact in doc.facts if fact.relation == "signedWith"}
    assert pairs == {("中国", "奥地利"), ("中国", "瑞士")}


def test_what_a_state_built_abroad_is_paid_by_it_and_not_by_who_stands_there(pipeline):
    doc = pipeline(Document(id="t", source="蒙古国总理奥云额尔登在中国援建的残疾儿童发展中心赠送礼物。"))
    names = {entity.key: entity.label for entity in doc.entities}
    assert [names[fact.subject] for fact in doc.facts if fact.relation == "funds"] == ["中国"]


def test_who_stands_on_the_label_lines_of_an_event_to_come_is_to_host_it(pipeline):
    source = "丝路博览会将于2036年5月27日在北京开幕。\n主办单位：外交部\n"
    facts = pipeline(Document(id="t", source=source)).facts
    assert [fact.status for fact in facts if fact.relation == "hostedBy"] == ["planned"]


def test_who_is_only_stood_for_attends_nothing(pipeline):
    doc = pipeline(Document(id="t", source="斐济副总统代表汤加国王出席丝路论坛。"))
    names = {entity.key: entity.label for entity in doc.entities}
    assert "汤加" not in {names[fact.subject] for fact in doc.facts if fact.relation == "participatedIn"}
    there = pipeline(Document(id="t", source="汤加国王出席丝路论坛。"))
    assert [fact for fact in there.facts if fact.relation == "participatedIn"]
