"""What kinds of names there are, and the ontology classes a name of each kind has."""

from __future__ import annotations

#: Bodies that a head word tells: 银行, 公司, 部, 协会, 开发区.
BODIES = frozenset(
    {"Bank", "Center", "CivilBody", "Company", "FinancialInstitution", "Fund", "InternationalOrganization"}
    | {"Ministry", "Zone"}
)
STATES = frozenset({"Country", "Territory"})
#: Kinds of names that say where something is; of a state or a place, its own key says so.
WHERE = STATES | {"LocalGovernment", "Place"}
#: Whoever can act: sign, host, fund, take part.
AGENT_KINDS = BODIES | STATES | {"PartyBody", "LocalGovernment", "Organization", "Agent"}
#: Kinds of head -> the ontology classes a name with that head has, where they are not the kind itself.
CLASSES = {
    "Center": ("Initiative", "Organization"),
    "Instrument": ("Publication",),
    "Facility": ("Initiative",),
    # 经济技术开发区: a place that is built and a body that signs
    "Zone": ("Project", "Organization"),
}
