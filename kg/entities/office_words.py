"""Words that stand around an office: what qualifies it, what it is none of, how its holder is addressed."""

from __future__ import annotations

import re

BYLINE = ("电", "讯", "报道")
OF_MEMBERS = ("国家", "各国", "成员国", "十国")
#: 金砖国家外长: without a name they are those of its members.
THEIR_OFFICERS = frozenset(
    [
        "外长",
        "防长",
        "财长",
        "央行行长",
        "经贸部长",
        "贸易部长",
        "外交部长",
        "国防部长",
        "财政部长",
        "农业部长",
        "能源部长",
    ]
)
MISSION = re.compile(".{2,16}?(?:大使馆|总领事馆|总领馆|领事馆|代表处|使馆)")
#: What 国务委员兼外长 heads: the short office names the ministry only behind another office of the same state.
HEADED = {"外长": "外交部", "防长": "国防部", "财长": "财政部"}
#: 外交部长拿督斯里某某
HONOURS = re.compile("^(?:拿督斯里|丹斯里拿督|丹斯里|拿督|拿汀)(?=[\u4e00-\u9fff]{2})")
#: A body in quotation marks, as papers of Taiwan write them: “某某协会”会长.
QUOTED_BODY = re.compile("“[^“”]{3,20}”")
#: A department of a hospital or a school, and whose it is.
DEPARTMENT = re.compile(
    "(?P<body>.*(?:医院|大学|学院|研究院))[\u4e00-\u9fff]{1,8}(?:科|系|科室|研究室|教研室|实验室|教研组)"
)
#: Words that name some body, whichever it is.
BODY_WORDS = re.compile("公司|集团|银行|大学|学院|协会|中心|基金|医院|研究所|委员会|联盟|商会|管理局|阵线|非国大")
#: 某公司中国区创意总监: an office of the firm's branch there, not of the state.
BRANCH = re.compile("(?:大?区|市场|业务|总部|分公司|办事处)(?!域|际)")
#: What qualifies the office of a state itself: 英国政府“一带一路”特使, 美国总统气候问题特使.
QUALIFIES = re.compile("政府|事务|问题|总统|总理|首相|国家|特别|国务|内阁|议会|议院|代表|常务|第一|常驻|援|队$")
#: 出席会议的全国人大代表: any of those who sit there
SEATS = ("人大代表", "政协委员", "政协常委", "人大常委会委员", "党代表", "院士")
POSTED = ("领事", "大使", "公使")
RANKS = ("大校", "上校", "上将", "中将", "少将", "准将", "将军")
TITLES = (*RANKS, "先生", "女士", "阁下", "博士", "同志", "教授", "殿下", "陛下", "夫妇", "医生")
#: The head of a place that begins the office of who governs it.
OF_PLACES = "省市县区镇"
OF_FIRMS = ("总裁", "董事长", "总经理", "首席执行官", "董事局主席", "创始人", "副总裁", "联合创始人", "执行董事")
#: What stands behind an office's name where it is none.
NO_OFFICE = ("处", "团", "组", "馆", "寺", "国", "府", "级", "们", "会议", "论坛", "单位")
