"""What kinds of names there are, and the ontology classes a name of each kind has."""

from __future__ import annotations

#: Bodies that a head word tells: 银行, 公司, 部, 协会, 开发区.
BODIES = frozenset(
    {"Bank", "Center", "CivilBody", "Company", "FinancialInstitution", "Fund", "InternationalOrganization"}
    | {"Ministry", "Zone"}
)
#: Whoever can act: sign, host, fund, take part.
AGENT_KINDS = BODIES | {"Country", "Territory", "PartyBody", "LocalGovernment", "Organization", "Agent"}
#: Kinds of head -> the ontology classes a name with that head has, where they are not the kind itself.
CLASSES = {
    "Center": ("Initiative", "Organization"),
    "Instrument": ("Publication",),
    "Facility": ("Initiative",),
    # 经济技术开发区: a place that is built and a body that signs
    "Zone": ("Project", "Organization"),
}
