"""
Build the hand-made examples: what the seed article cannot show, in small articles about places that do not exist.

Texts, people and annotators are invented.  The rows hold verbatim words and no offsets; `rows.py` says how a place is
found.  Content follows its conventions, and the quotation marks of direct speech belong to the content.

    python examples/build_handmade.py [FOLDER]
"""

# The texts keep the typography of their languages.

import sys
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from rows import AUTHOR, HERE, NOBODY, Claim, Note, Page, Record, Relation, Says, Section, Time, build, write

NAMESPACE = "urn:newsclaims:example:"

# The author's voice where there is no byline.
THE_AUTHOR = {"id": "author", "kind": "author", "naming": "unnamed"}

FLAT = [Says(AUTHOR, "assertion certain positive")]
"""The only attribution of most claims: the article says it itself, without reserve."""


# ── ferry-denial ─────────────────────────────────────────────────────────────────────────────────────────────────────

FERRY = """\
Ferry company denies hiding crack in hull
SKARROW, 3 March – The Orrel Ferry Company on Tuesday denied that its ship Tern had sailed with a cracked hull, as two \
former deckhands, Ines Vall and Pim Osters, allege. The two say a crack was reported in January. “We never saw such a \
report,” managing director Dora Hale said, adding that the Tern had passed every inspection.
The harbour office confirms one inspection but doubts that the hull was examined. It does not know whether the ferry \
will sail on Friday. In the ship’s log for 9 January: “No crack.”
The Tern is the only ferry to Orrel."""


def ferry_denial() -> Record:
    """Denial and doubt, one claim with a voice for and one against, two speakers in one place."""
    sections = [
        Section("s0", "Ferry company", {"role": "headline"}),
        Section("s1", "SKARROW"),
    ]
    sources: list[Record] = [
        {"id": "author", "name": "Jo Marsh and Eda Quill", "kind": "author", "naming": "named"},
        {
            "id": "company",
            "name": "Orrel Ferry Company",
            "kind": "organization",
            "naming": "named",
            "same_as": ["https://example.org/companies/orrel-ferry", "urn:example:company:17"],
        },
        {
            "id": "hale",
            "name": "Dora Hale",
            "kind": "person",
            "naming": "named",
            "affiliation_id": "company",
            "description": "Managing director of the Orrel Ferry Company.",
        },
        {"id": "vall", "name": "Ines Vall", "kind": "person", "naming": "named", "description": "Former deckhand."},
        {"id": "osters", "name": "Pim Osters", "kind": "person", "naming": "named", "description": "Former deckhand."},
        {"id": "harbour", "kind": "government", "naming": "unnamed", "description": "Harbour office of Skarrow."},
        {"id": "log", "kind": "document", "naming": "unnamed", "description": "Log of the Tern."},
    ]
    claims = [
        # The company puts this forward in order to deny it: the polarity is negative and the content is not.
        Claim(
            "c1",
            "s0",
            "hiding crack in hull",
            [Says(("company",), "assertion certain negative", "Ferry company", "denies")],
            "past",
            text="The Orrel Ferry Company hid a crack in the hull of its ship Tern.",
        ),
        # One claim, two attributions: denied by one voice, put forward by two that share one mention.
        Claim(
            "c2",
            "s1",
            "its ship Tern had sailed with a cracked hull",
            [
                Says(
                    ("company",),
                    "assertion certain negative",
                    "The Orrel Ferry Company",
                    "denied",
                    time=Time("on Tuesday", "2026-03-03"),
                ),
                Says(
                    ("vall", "osters"),
                    "assertion certain positive",
                    "two former deckhands, Ines Vall and Pim Osters",
                    "allege",
                ),
            ],
            "past",
            text="The ship Tern of the Orrel Ferry Company sailed with a cracked hull.",
            members={"types": ["event"]},
        ),
        Claim(
            "c3",
            "s1",
            "a crack was reported in January",
            [Says(("vall", "osters"), "assertion certain positive", "The two", "say")],
            "past",
            Time("in January", "2026-01"),
            "A crack in the hull of the Tern was reported in January 2026.",
            members={"types": ["event"]},
        ),
        # Not negative: the negation is part of what she says, and she stands by it.
        Claim(
            "c4",
            "s1",
            "“We never saw such a report,”",
            [Says(("hale",), "assertion certain positive", "managing director Dora Hale", "said", form="direct")],
            "past",
            text="The Orrel Ferry Company never saw a report of a crack in the hull of the Tern.",
            members={"types": ["quote"]},
        ),
        # The same mention as in c4, from another cue.
        Claim(
            "c5",
            "s1",
            "the Tern had passed every inspection",
            [Says(("hale",), "assertion certain positive", "managing director Dora Hale", "adding")],
            "past",
        ),
        Claim(
            "c6",
            "s1",
            "one inspection",
            [Says(("harbour",), "assertion certain positive", "The harbour office", "confirms")],
            "past",
            text="The Tern was inspected once.",
        ),
        # Doubt leans away without denying.
        Claim(
            "c7",
            "s1",
            "the hull was examined",
            [Says(("harbour",), "belief probable negative", "The harbour office", "doubts")],
            "past",
            text="The hull of the Tern was examined.",
        ),
        Claim(
            "c8",
            "s1",
            "the ferry will sail on Friday",
            [Says(("harbour",), "knowledge uncommitted unknown", "It", "does not know")],
            "future",
            Time("on Friday", "2026-03-06"),
            members={"types": ["prediction"]},
        ),
        # A document speaks, and no word reports it.
        Claim(
            "c9",
            "s1",
            "“No crack.”",
            [
                Says(
                    ("log",),
                    "assertion certain positive",
                    "the ship’s log",
                    form="direct",
                    time=Time("9 January", "2026-01-09"),
                )
            ],
            "past",
            text="There was no crack in the hull of the Tern on 9 January 2026.",
            members={"types": ["quote"]},
        ),
        Claim("c10", "s1", "The Tern is the only ferry to Orrel", FLAT, "present"),
    ]
    relations = [
        Relation("contradicts", "c4", "c3"),
        Relation("supports", "c3", "c2", members={"confidence": 80}),
        Relation("contradicts", "c9", "c2"),
        Relation("contrasts", "c7", "c6", "but", AUTHOR),
    ]
    notes = [
        Note("dateline", "s1", "SKARROW, 3 March –", {"text": "Where and when it was written."}),
        Note("comment", members={"about_id": "a5", "text": "“Never” belongs to the words; compare a1, a2 and a8."}),
    ]
    about = {
        "id": NAMESPACE + "ferry-denial",
        "language": "en-GB",
        "title": "Ferry company denies hiding crack in hull",
        "publisher": "The Skarrow Lamp",
        "url": "https://example.org/skarrow-lamp/ferry-denial",
        "byline": ["Jo Marsh", "Eda Quill"],
        "published": "2026-03-03T18:20:00+01:00",
        "provenance": {"agent": "annotator-1", "kind": "human"},
    }
    page = Page(FERRY, sections)
    return build(about, page, sources=sources, claims=claims, relations=relations, notes=notes)


# ── chain-of-voices ──────────────────────────────────────────────────────────────────────────────────────────────────

CHAIN = """\
Envoy’s tale of the lake travels far
The Vellish envoy Marek Soln told reporters that one of his agents had written that a fisherman in Lunt said his \
daughter feared the army might dump fuel in Lake Ombra. “That is gossip four times removed,” replied General Iva Torm. \
The army does not intend to dump anything, her office announced on Radio Ombra.
The Lunt Post wrote, and Radio Ombra repeated, that the general regrets that the villagers were not told of the \
exercise."""


def chain_of_voices() -> Record:
    """Claims nested three deep, a chain of five voices, and a claim with two voices around another."""
    sections = [
        Section("s0", "Envoy’s tale", {"role": "headline"}),
        Section("s1", "The Vellish envoy"),
    ]
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "vell", "name": "Vell", "kind": "government", "naming": "named"},
        {"id": "soln", "name": "Marek Soln", "kind": "person", "naming": "named", "affiliation_id": "vell"},
        {"id": "agent", "kind": "person", "naming": "unnamed", "affiliation_id": "soln"},
        {"id": "fisherman", "kind": "person", "naming": "unnamed", "description": "A fisherman in Lunt."},
        {"id": "daughter", "kind": "person", "naming": "unnamed", "description": "The fisherman’s daughter."},
        {"id": "army", "kind": "government", "naming": "unnamed"},
        {"id": "torm", "name": "Iva Torm", "kind": "person", "naming": "named", "affiliation_id": "army"},
        {"id": "office", "kind": "organization", "naming": "unnamed", "affiliation_id": "torm"},
        {"id": "post", "name": "Lunt Post", "kind": "media", "naming": "named"},
        {"id": "radio", "name": "Radio Ombra", "kind": "media", "naming": "named"},
    ]
    claims = [
        Claim("c1", "s0", "Envoy’s tale of the lake travels far", FLAT, "present"),
        Claim(
            "c2",
            "s1",
            "one of his agents had written that a fisherman in Lunt said his daughter feared the army might dump fuel "
            "in Lake Ombra",
            [Says(("soln",), "assertion certain positive", "The Vellish envoy Marek Soln", "told")],
            "past",
        ),
        Claim(
            "c3",
            "s1",
            "a fisherman in Lunt said his daughter feared the army might dump fuel in Lake Ombra",
            [Says(("agent",), "assertion certain positive", "one of his agents", "had written", within="c2")],
            "past",
        ),
        Claim(
            "c4",
            "s1",
            "his daughter feared the army might dump fuel in Lake Ombra",
            [Says(("fisherman",), "assertion certain positive", "a fisherman in Lunt", "said", within="c3")],
            "past",
        ),
        # The chain of voices: daughter ← fisherman ← agent ← soln ← author.
        Claim(
            "c5",
            "s1",
            "the army might dump fuel in Lake Ombra",
            [Says(("daughter",), "sentiment possible positive", "his daughter", "feared", "might", within="c4")],
            "future",
        ),
        Claim(
            "c6",
            "s1",
            "“That is gossip four times removed,”",
            [Says(("torm",), "assertion certain positive", "General Iva Torm", "replied", form="direct")],
            "present",
            text="The tale that the army might dump fuel in Lake Ombra is gossip four times removed.",
            members={"types": ["quote", "position"]},
        ),
        Claim(
            "c7",
            "s1",
            "The army does not intend to dump anything",
            [
                Says(
                    ("office",), "assertion certain positive", "her office", "announced", members={"via_ids": ["radio"]}
                )
            ],
            "present",
        ),
        # An intention that is disowned, inside a statement that is not.
        Claim(
            "c8",
            "s1",
            "to dump anything",
            [Says(("army",), "intention certain negative", "The army", "does not intend", within="c7")],
            "future",
            text="The army will dump something in Lake Ombra.",
        ),
        # The step of this claim in the chain of c10 has the sources of both its attributions.
        Claim(
            "c9",
            "s1",
            "the general regrets that the villagers were not told of the exercise",
            [
                Says(("post",), "assertion certain positive", "The Lunt Post", "wrote"),
                Says(("radio",), "assertion certain positive", "Radio Ombra", "repeated"),
            ],
            "present",
        ),
        # Who regrets something takes it for a fact.
        Claim(
            "c10",
            "s1",
            "the villagers were not told of the exercise",
            [Says(("torm",), "sentiment certain positive", "the general", "regrets", within="c9")],
            "past",
        ),
    ]
    relations = [
        Relation("contrasts", "c6", "c2", drawn_by=("torm",)),
        Relation("contradicts", "c7", "c5"),
    ]
    notes = [Note("comment", members={"about_id": "a5", "text": "Five voices, the author’s included."})]
    about = {
        "id": NAMESPACE + "chain-of-voices",
        "language": "en",
        "title": "Envoy’s tale of the lake travels far",
        "provenance": {"agent": "annotator-1", "kind": "human"},
    }
    page = Page(CHAIN, sections)
    return build(about, page, sources=sources, claims=claims, relations=relations, notes=notes)


# ── street-fair ──────────────────────────────────────────────────────────────────────────────────────────────────────

# The joiners and selectors of the emoji cannot be seen, so these are written out.
ASTRONAUT = "\U0001f469\U0001f3fd\u200d\U0001f680"  # woman, medium skin, joiner, rocket
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"  # man, woman, girl, boy, joined
GUIDE_DOG = "\U0001f415\u200d\U0001f9ba"  # dog, joiner, safety vest
PIRATE_FLAG = "\U0001f3f4\u200d\u2620\ufe0f"  # black flag, joiner, skull, emoji selector
SHRUG = "\U0001f937\U0001f3fb\u200d\u2640\ufe0f"  # shrug, light skin, joiner, female sign, emoji selector
THUMBS_UP = "\U0001f44d\U0001f3ff"  # thumb, dark skin
THUMBS_DOWN = "\U0001f44e\U0001f3fe"  # thumb, medium-dark skin
TWELVE = "1\ufe0f\u20e32\ufe0f\u20e3"  # two keycaps

FAIR = f"""\
Street fair 🎪 wins hearts 💛 in Port Ibsley
“Best night of the year {ASTRONAUT}🎈!” mayor Ana Öhlin posted on Saturday at 23:40, and {TWELVE} neighbours answered \
{THUMBS_UP}.
Organisers {FAMILY} count 12,400 visitors, “give or take a {GUIDE_DOG}”. The band 𝔖𝔬𝔩 𝄞 probably broke the noise \
rule 🔊, says Bo Lind {THUMBS_DOWN} of Quay Street {PIRATE_FLAG}.
The verdict of café owner Zoë: {SHRUG}"""


def street_fair() -> Record:
    """Emoji in places of every kind, and characters outside the Basic Multilingual Plane."""
    sections = [
        Section("s0", "Street fair", {"role": "headline"}),
        Section("s1", "“Best night"),
    ]
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "oehlin", "name": "Ana Öhlin", "kind": "person", "naming": "named", "description": "Mayor."},
        {"id": "neighbours", "kind": "group", "naming": "unnamed"},
        {"id": "organisers", "kind": "group", "naming": "unnamed"},
        {"id": "lind", "name": "Bo Lind", "kind": "person", "naming": "named"},
        {"id": "zoe", "name": "Zoë", "kind": "person", "naming": "named", "description": "Café owner."},
        {"id": "chirrup", "name": "Chirrup 🐤", "kind": "media", "naming": "named", "description": "A platform."},
    ]
    claims = [
        Claim("c1", "s0", "Street fair 🎪 wins hearts 💛 in Port Ibsley", FLAT, "present"),
        # The neighbours make the mayor's words their own with a sign.
        Claim(
            "c2",
            "s1",
            f"“Best night of the year {ASTRONAUT}🎈!”",
            [
                Says(
                    ("oehlin",),
                    "assertion certain positive",
                    "mayor Ana Öhlin",
                    "posted",
                    form="direct",
                    time=Time("on Saturday at 23:40", "2026-06-20T23:40+02:00"),
                    members={"via_ids": ["chirrup"], "url": "https://example.org/chirrup/@ana/1"},
                ),
                Says(
                    ("neighbours",),
                    "belief certain positive",
                    f"{TWELVE} neighbours",
                    f"answered {THUMBS_UP}",
                    members={"confidence": 60},
                ),
            ],
            "past",
            text="The night of the street fair in Port Ibsley was the best of the year.",
            members={"types": ["quote", "position"]},
        ),
        # “Give or take” rounds a number and is no hedge.
        Claim(
            "c3",
            "s1",
            f"12,400 visitors, “give or take a {GUIDE_DOG}”",
            [
                Says(
                    ("organisers",),
                    "assertion certain positive",
                    f"Organisers {FAMILY}",
                    "count",
                    form="mixed",
                )
            ],
            "past",
            text="The street fair in Port Ibsley had about 12,400 visitors.",
            members={"types": ["numerical"]},
        ),
        Claim(
            "c4",
            "s1",
            "The band 𝔖𝔬𝔩 𝄞 probably broke the noise rule 🔊",
            [
                Says(
                    ("lind",),
                    "assertion probable positive",
                    f"Bo Lind {THUMBS_DOWN} of Quay Street {PIRATE_FLAG}",
                    "says",
                    "probably",
                )
            ],
            "past",
        ),
        # A noun as cue, a sign as content, and no commitment at all.
        Claim(
            "c5",
            "s1",
            SHRUG,
            [Says(("zoe",), "belief uncommitted unknown", "café owner Zoë", "verdict", form="direct")],
            "past",
        ),
    ]
    relations = [Relation("supports", "c2", "c1"), Relation("contrasts", "c4", "c2")]
    about = {
        "id": NAMESPACE + "street-fair",
        "language": "en",
        "title": "Street fair 🎪 wins hearts 💛 in Port Ibsley",
        "published": "2026-06-21",
        "provenance": {"agent": "annotator-1", "kind": "human"},
    }
    return build(about, Page(FAIR, sections), sources=sources, claims=claims, relations=relations)


# ── desert-well ──────────────────────────────────────────────────────────────────────────────────────────────────────

WELL = """\
بئر جديدة في واحة نخلان
قالت المهندسة سلمى الرائد إن البئر الجديدة قد تكفي ألف أسرة. ونفى مجلس الواحة أن تكون المياه مالحة، \
ويُعتقد أن العمل سينتهي في مايو ٢٠٢٧.
«الماء حياة»، كتب الشاعر نديم على لوحة عند البئر."""


def desert_well() -> Record:
    """Arabic, with wordings in Arabic and in English."""
    sections = [Section("s0", "بئر", {"role": "headline"}), Section("s1", "قالت")]
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "raid", "name": "سلمى الرائد", "kind": "person", "naming": "named", "description": "مهندسة"},
        {"id": "council", "name": "مجلس واحة نخلان", "kind": "government", "naming": "named"},
        {"id": "nadim", "name": "نديم", "kind": "person", "naming": "named", "description": "شاعر"},
    ]
    claims = [
        # “A new well in the oasis of Nakhlan”: a nominal heading commits nobody.
        Claim(
            "c1",
            "s0",
            "بئر جديدة في واحة نخلان",
            [Says(AUTHOR, "assertion uncommitted unknown")],
            "present",
        ),
        # “The engineer Salma al-Raid said that the new well may be enough for a thousand families.”
        Claim(
            "c2",
            "s1",
            "البئر الجديدة قد تكفي ألف أسرة",
            [Says(("raid",), "assertion possible positive", "المهندسة سلمى الرائد", "قالت", "قد")],
            "future",
            text="The new well in the oasis of Nakhlan may be enough for a thousand families.",
            members={"language": "en", "types": ["numerical", "prediction"]},
        ),
        # “The council of the oasis denied that the water is salty.”  The conjunction is written onto the cue and stays
        # outside it.
        Claim(
            "c3",
            "s1",
            "تكون المياه مالحة",
            [Says(("council",), "assertion certain negative", "مجلس الواحة", "نفى")],
            "present",
            text="مياه البئر الجديدة في واحة نخلان مالحة.",
        ),
        # “It is believed that the work will end in May 2027.”
        Claim(
            "c4",
            "s1",
            "العمل سينتهي في مايو ٢٠٢٧",
            [Says(NOBODY, "belief probable positive", cue="يُعتقد")],
            "future",
            Time("في مايو ٢٠٢٧", "2027-05"),
            "The work on the new well in the oasis of Nakhlan will end in May 2027.",
            members={"language": "en", "types": ["prediction"]},
        ),
        # “Water is life”, on a board by the well.
        Claim(
            "c5",
            "s1",
            "«الماء حياة»",
            [Says(("nadim",), "assertion certain positive", "الشاعر نديم", "كتب", form="direct")],
            "timeless",
            members={"types": ["quote"]},
        ),
    ]
    relations = [Relation("refines", "c2", "c1")]
    about = {
        "id": NAMESPACE + "desert-well",
        "language": "ar",
        "title": "بئر جديدة في واحة نخلان",
        "publisher": "جريدة نخلان",
        "published": "2026-11",
        "provenance": {"agent": "annotator-1", "kind": "human"},
    }
    return build(about, Page(WELL, sections), sources=sources, claims=claims, relations=relations)


# ── tea-harvest ──────────────────────────────────────────────────────────────────────────────────────────────────────

TEA = """\
雾岭春茶今年或减产
雾岭县农业局局长陈𠮷说，由于三月的霜冻，春茶产量可能下降三成。茶农林阿婆否认霜冻伤了老树，并称：“老树没事。”
据《雾岭晚报》报道，专家认为茶价将上涨。"""


def tea_harvest() -> Record:
    """Chinese: no blanks, an astral character in a name, and a cue in two pieces."""
    sections = [Section("s0", "雾岭春茶", {"role": "headline"}), Section("s1", "雾岭县")]
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "bureau", "name": "雾岭县农业局", "kind": "government", "naming": "named"},
        {
            "id": "chen",
            "name": "陈𠮷",
            "kind": "person",
            "naming": "named",
            "affiliation_id": "bureau",
            "description": "农业局局长",
        },
        {"id": "lin", "name": "林阿婆", "kind": "person", "naming": "named", "description": "茶农"},
        {"id": "evening", "name": "雾岭晚报", "kind": "media", "naming": "named"},
        {"id": "experts", "kind": "group", "naming": "generic", "description": "专家"},
    ]
    claims = [
        # “Spring tea of Wuling may fall short this year.”
        Claim(
            "c1",
            "s0",
            "雾岭春茶今年或减产",
            [Says(AUTHOR, "assertion possible positive", hedge="或")],
            "future",
            Time("今年", "2026"),
            members={"types": ["prediction"]},
        ),
        # “Because of the frost in March the spring harvest may fall by three tenths.”
        Claim(
            "c2",
            "s1",
            "由于三月的霜冻，春茶产量可能下降三成",
            [Says(("chen",), "assertion possible positive", "雾岭县农业局局长陈𠮷", "说", "可能")],
            "future",
            text="由于2026年3月的霜冻，雾岭春茶产量可能下降三成。",
            members={"types": ["causal", "numerical", "prediction"]},
        ),
        # “The tea farmer Lin denies that the frost hurt the old trees and says: ‘The old trees are fine.’”
        Claim(
            "c3",
            "s1",
            "霜冻伤了老树",
            [Says(("lin",), "assertion certain negative", "茶农林阿婆", "否认")],
            "past",
        ),
        Claim(
            "c4",
            "s1",
            "“老树没事。”",
            [Says(("lin",), "assertion certain positive", "茶农林阿婆", "称", form="direct")],
            "present",
            text="雾岭的老茶树没有受霜冻影响。",
            members={"types": ["quote"]},
        ),
        # “As the Wuling Evening News reports, experts think that prices will rise”: the cue stands round the source.
        Claim(
            "c5",
            "s1",
            "专家认为茶价将上涨",
            [Says(("evening",), "assertion certain positive", "《雾岭晚报》", ("据", "报道"))],
            "present",
        ),
        Claim(
            "c6",
            "s1",
            "茶价将上涨",
            [Says(("experts",), "belief probable positive", "专家", "认为", within="c5")],
            "future",
            members={"types": ["prediction"]},
        ),
    ]
    relations = [
        Relation("refines", "c2", "c1"),
        Relation("contradicts", "c4", "c3", drawn_by=("lin",)),
        Relation("causes", "c2", "c6", members={"confidence": 50}),
    ]
    about = {
        "id": NAMESPACE + "tea-harvest",
        "language": "zh-Hans",
        "title": "雾岭春茶今年或减产",
        "published": "2026-04-02",
        "provenance": {"agent": "annotator-1", "kind": "human"},
    }
    return build(about, Page(TEA, sections), sources=sources, claims=claims, relations=relations)


# ── long-quotation ───────────────────────────────────────────────────────────────────────────────────────────────────

DUNES = """\
Keeper of the dunes speaks out
On Sunday we asked warden Tove Ask why she has closed the path.

“The dune moves nine metres a year. It has already taken two fences.

“If we let people walk here, it will take the village too.”

“The sea is patient,” Ask added.

“The village is not.”

She would not say when the path reopens. Holger Nimm, chair of the ramblers’ club: “The path is ours.” The dune, Ask \
says, “breathes”."""


def long_quotation() -> Record:
    """Content over several paragraphs, in one piece and in two; speakers without a cue; mixed quotation."""
    sections = [
        Section("s0", "Keeper", {"role": "headline"}),
        Section("s1", "On Sunday"),
    ]
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "ask", "name": "Tove Ask", "kind": "person", "naming": "named", "description": "Warden of the dunes."},
        {"id": "club", "kind": "organization", "naming": "unnamed", "description": "The ramblers’ club."},
        {"id": "nimm", "name": "Holger Nimm", "kind": "person", "naming": "named", "affiliation_id": "club"},
    ]
    # She is asked, and her answer follows: a named source and no cue.
    answers = [
        Says(
            ("ask",),
            "assertion certain positive",
            "warden Tove Ask",
            form="direct",
            time=Time("On Sunday"),
        )
    ]
    claims = [
        Claim("c1", "s0", "Keeper of the dunes speaks out", FLAT, "present"),
        # Presupposed by the question.
        Claim("c2", "s1", "she has closed the path", FLAT, "past", text="Warden Tove Ask has closed the path."),
        # One piece over two paragraphs; the opening mark is repeated and the closing one is not.
        Claim(
            "c3",
            "s1",
            "“The dune moves nine metres a year. It has already taken two fences.\n\n"
            "“If we let people walk here, it will take the village too.”",
            answers,
            "present",
            members={"types": ["quote"]},
        ),
        Claim("c4", "s1", "The dune moves nine metres a year", answers, "present", members={"types": ["numerical"]}),
        Claim(
            "c5",
            "s1",
            "It has already taken two fences",
            answers,
            "past",
            text="The dune has already taken two fences.",
            members={"types": ["event", "numerical"]},
        ),
        # The condition stays inside the content and is not asserted.
        Claim(
            "c6",
            "s1",
            "If we let people walk here, it will take the village too",
            answers,
            "future",
            text="If people are allowed to walk on the dune, it will take the village too.",
            members={"types": ["prediction", "causal"]},
        ),
        # Two pieces in two paragraphs, with the cue between them.
        Claim(
            "c7",
            "s1",
            ("“The sea is patient,”", "“The village is not.”"),
            [Says(("ask",), "assertion certain positive", "Ask", "added", form="direct")],
            "timeless",
            text="The sea is patient; the village is not.",
            members={"types": ["quote"]},
        ),
        Claim(
            "c8",
            "s1",
            "when the path reopens",
            [Says(("ask",), "assertion uncommitted unknown", "She", "would not say")],
            "future",
        ),
        Claim(
            "c9",
            "s1",
            "“The path is ours.”",
            [
                Says(
                    ("nimm",),
                    "assertion certain positive",
                    "Holger Nimm, chair of the ramblers’ club",
                    form="direct",
                )
            ],
            "present",
            text="The path through the dunes belongs to the ramblers.",
            members={"types": ["quote", "position"]},
        ),
        # “The dune” stands in the section twice; the place nearest to the piece that stands there once is meant.
        Claim(
            "c10",
            "s1",
            ("The dune", "“breathes”"),
            [Says(("ask",), "assertion certain positive", "Ask", "says", form="mixed")],
            "timeless",
            text="The dune breathes.",
        ),
    ]
    relations = [
        Relation("refines", "c3", "c4"),
        Relation("refines", "c3", "c5"),
        Relation("refines", "c3", "c6"),
        Relation("supports", "c5", "c6", drawn_by=("ask",)),
        Relation("causes", "c6", "c2", "why", AUTHOR, {"confidence": 70}),
        Relation("contrasts", "c9", "c2"),
    ]
    about = {
        "id": NAMESPACE + "long-quotation",
        "language": "en",
        "title": "Keeper of the dunes speaks out",
        "provenance": {"agent": "annotator-1", "kind": "human"},
    }
    return build(about, Page(DUNES, sections), sources=sources, claims=claims, relations=relations)


# ── night-train ──────────────────────────────────────────────────────────────────────────────────────────────────────

TRAIN = """\
Night train to Karst returns
The night train between Port Ibsley and Karst will run again from 1 June 2027, Coastal Rail said on Wednesday. Tickets \
go on sale on 1 March at 9 a.m., and until the end of April they cost half.
The train ran from 1931 to 2009 and, according to the Railway Museum, carried 40,000 people in 2008. A rock fall \
closed the line in the night of 7 to 8 November 2009, an old timetable shows; a reader’s letter names October 2009 \
instead.
“The mountains do not keep timetables,” the geographer Ada Prell wrote in 1887. Coastal Rail promises sleeping cars by \
2030."""


def night_train() -> Record:
    """Times of every shape: years, months, days, moments, closed and open intervals, with and without words."""
    sections = [
        Section("s0", "Night train", {"role": "headline"}),
        Section("s1", "The night train"),
    ]
    sources: list[Record] = [
        {"id": "author", "name": "Eda Quill", "kind": "author", "naming": "named"},
        {"id": "rail", "name": "Coastal Rail", "kind": "organization", "naming": "named"},
        {"id": "museum", "name": "Railway Museum", "kind": "organization", "naming": "named"},
        {"id": "timetable", "kind": "document", "naming": "unnamed", "description": "An old timetable."},
        {"id": "letter", "kind": "document", "naming": "unnamed", "description": "A reader’s letter."},
        {"id": "prell", "name": "Ada Prell", "kind": "person", "naming": "named", "description": "Geographer."},
    ]
    claims = [
        # A value without words: the headline names no day.
        Claim("c1", "s0", "Night train to Karst returns", FLAT, "future", Time(value="2027-06-01")),
        Claim(
            "c2",
            "s1",
            "The night train between Port Ibsley and Karst will run again from 1 June 2027",
            [
                Says(
                    ("rail",),
                    "assertion certain positive",
                    "Coastal Rail",
                    "said",
                    time=Time("on Wednesday", "2027-02-17"),
                )
            ],
            "future",
            Time("from 1 June 2027", "2027-06-01/.."),
            members={"types": ["prediction", "event"]},
        ),
        # Coastal Rail may well have said this too; nobody is named, so it is the author's.
        Claim(
            "c3",
            "s1",
            "Tickets go on sale on 1 March at 9 a.m.",
            FLAT,
            "future",
            Time("on 1 March at 9 a.m.", "2027-03-01T09:00+01:00"),
        ),
        Claim(
            "c4",
            "s1",
            "until the end of April they cost half",
            FLAT,
            "future",
            Time("until the end of April", "../2027-04-30"),
            "Until the end of April 2027 tickets for the night train to Karst cost half.",
            {"types": ["numerical"]},
        ),
        Claim("c5", "s1", "The train ran from 1931 to 2009", FLAT, "past", Time("from 1931 to 2009", "1931/2009")),
        Claim(
            "c6",
            "s1",
            ("The train", "carried 40,000 people in 2008"),
            [Says(("museum",), "assertion certain positive", "the Railway Museum", "according to")],
            "past",
            Time("in 2008", "2008"),
            "The night train to Karst carried 40,000 people in 2008.",
            {"types": ["numerical"]},
        ),
        Claim(
            "c7",
            "s1",
            "A rock fall closed the line in the night of 7 to 8 November 2009",
            [Says(("timetable",), "assertion certain positive", "an old timetable", "shows")],
            "past",
            Time("in the night of 7 to 8 November 2009", "2009-11-07/2009-11-08"),
            members={"types": ["event", "causal"]},
        ),
        Claim(
            "c8",
            "s1",
            "October 2009",
            [Says(("letter",), "assertion certain positive", "a reader’s letter", "names")],
            "past",
            Time("October 2009", "2009-10"),
            "A rock fall closed the line of the night train to Karst in October 2009.",
            {"types": ["event"]},
        ),
        Claim(
            "c9",
            "s1",
            "“The mountains do not keep timetables,”",
            [
                Says(
                    ("prell",),
                    "assertion certain positive",
                    "the geographer Ada Prell",
                    "wrote",
                    form="direct",
                    time=Time("in 1887", "1887"),
                )
            ],
            "timeless",
            members={"types": ["quote"]},
        ),
        Claim(
            "c10",
            "s1",
            "sleeping cars by 2030",
            [Says(("rail",), "intention certain positive", "Coastal Rail", "promises")],
            "future",
            Time("by 2030", "../2030"),
            "The night train to Karst will have sleeping cars by 2030.",
        ),
    ]
    relations = [
        Relation("refines", "c2", "c1"),
        Relation("contradicts", "c8", "c7", "instead", ("letter",)),
    ]
    about = {
        "id": NAMESPACE + "night-train",
        "language": "en",
        "title": "Night train to Karst returns",
        "publisher": "The Skarrow Lamp",
        "byline": ["Eda Quill"],
        "published": "2027-02-18T06:30+01:00",
        "modified": "2027-02-18T11:05:30.25Z",
        "provenance": {"agent": "annotator-1", "kind": "human", "created": "2027-02-19T08:00:00Z"},
    }
    return build(about, Page(TRAIN, sections), sources=sources, claims=claims, relations=relations)


# ── fact-check ───────────────────────────────────────────────────────────────────────────────────────────────────────

CHECK = """\
Five sayings about Lake Ombra, checked
What people in Lunt say about their lake is not always wrong. We asked the water board and read the archive: of five \
sayings one holds.
The lake in March. Photo: Ada Quill
How we checked
Each saying was put to two experts."""


def fact_check() -> Record:
    """Reviews with every verdict, of claims that the article does not hold."""
    sections = [
        Section("s0", "Five sayings", {"role": "headline"}),
        Section("s1", "What people"),
        Section("s2", "The lake in March", {"role": "caption"}),
        Section("s3", "How we checked", {"role": "other", "heading": True, "level": 2}),
    ]
    sources: list[Record] = [
        {"id": "author", "name": "Checking desk of the Lunt Post", "kind": "author", "naming": "named"},
        {"id": "board", "name": "Water board of Lunt", "kind": "government", "naming": "named"},
        {"id": "tours", "name": "Ombra Tours", "kind": "organization", "naming": "named"},
        {"id": "anker", "name": "Ruth Anker", "kind": "person", "naming": "named", "description": "Keeps a hotel."},
        {"id": "leaflet", "kind": "document", "naming": "unnamed", "description": "A leaflet on the fish of the lake."},
        {"id": "mayor", "kind": "person", "naming": "unnamed", "description": "Mayor of Lunt."},
        {"id": "chirrup", "name": "Chirrup", "kind": "media", "naming": "named", "description": "A platform."},
    ]
    claims = [
        Claim(
            "c1",
            "s0",
            "Five sayings about Lake Ombra, checked",
            FLAT,
            "past",
            text="Five sayings about Lake Ombra were checked.",
        ),
        Claim("c2", "s1", "What people in Lunt say about their lake is not always wrong", FLAT, "present"),
        Claim("c3", "s1", "We asked the water board and read the archive", FLAT, "past"),
        Claim("c4", "s1", "of five sayings one holds", FLAT, "present", members={"types": ["numerical"]}),
        Claim("c5", "s3", "Each saying was put to two experts", FLAT, "past"),
        # The sayings.  They were said elsewhere and have no place in this article.
        Claim(
            "k1",
            "",
            (),
            [
                Says(
                    ("tours",),
                    "assertion certain positive",
                    time=Time(value="2026-05-02"),
                    members={"via_ids": ["chirrup"], "url": "https://example.org/chirrup/@tours/212"},
                )
            ],
            "present",
            text="Lake Ombra is 212 metres deep.",
            members={"types": ["numerical"], "same_as": ["https://example.org/claims/ombra-depth"]},
        ),
        Claim(
            "k2",
            "",
            (),
            [Says(("anker",), "assertion certain positive", time=Time(value="2025-12"))],
            "past",
            Time(value="1816"),
            "Lake Ombra froze over in the summer of 1816.",
            {"types": ["event"]},
        ),
        Claim(
            "k3",
            "",
            (),
            [Says(("leaflet",), "assertion probable positive")],
            "present",
            text="Most fish in Lake Ombra are probably older than thirty years.",
            members={"types": ["numerical"]},
        ),
        # Said by nobody in particular, which is not the same as k6.
        Claim(
            "k4",
            "",
            (),
            [Says(NOBODY, "assertion certain positive")],
            "present",
            text="A church bell lies at the bottom of Lake Ombra.",
        ),
        Claim(
            "k5",
            "",
            (),
            [Says(("mayor",), "belief certain positive", form="direct", members={"via_ids": ["chirrup"]})],
            "timeless",
            text="Lake Ombra is the most beautiful lake in the country.",
            members={"types": ["position"]},
        ),
        # Evidence; nobody has annotated who says it.
        Claim("k6", "", (), [], "past", text="A sonar measured 211.6 metres at the deepest point of Lake Ombra."),
    ]
    relations = [Relation("supports", "k6", "k1", drawn_by=("board",))]
    reviews: list[Record] = [
        {
            "id": "v1",
            "claim_id": "k1",
            "label": "True",
            "verdict": "supported",
            "rating_value": 5,
            "rating_best": 5,
            "rating_worst": 1,
            "explanation": "The deepest sounding is 211.6 metres.",
            "url": "https://example.org/lunt-post/five-sayings#1",
            "author_id": "author",
            "published": "2026-06-01",
        },
        # The other scale of the place: 1 is best.
        {
            "id": "v2",
            "claim_id": "k1",
            "label": "Very good",
            "verdict": "supported",
            "rating_value": 1,
            "rating_best": 1,
            "rating_worst": 6,
            "author_id": "board",
            "published": "2026-05",
        },
        {
            "id": "v3",
            "claim_id": "k2",
            "label": "Plain wrong",
            "verdict": "refuted",
            "rating_value": 1,
            "rating_best": 5,
            "rating_worst": 1,
            "explanation": "The archive notes bathing on every day of that summer.",
            "url": "https://example.org/lunt-post/five-sayings#2",
            "author_id": "author",
            "published": "2026-06-01",
        },
        {
            "id": "v4",
            "claim_id": "k3",
            "label": "Half and half",
            "verdict": "conflicting",
            "rating_value": 2.5,
            "rating_best": 5,
            "rating_worst": 1,
            "explanation": "True of the char, untrue of the perch.",
            "author_id": "author",
            "published": "2026-06-01",
        },
        {
            "id": "v5",
            "claim_id": "k4",
            "label": "Nobody knows",
            "verdict": "not_enough_evidence",
            "author_id": "author",
            "published": "2026-06-01",
        },
        {
            "id": "v6",
            "claim_id": "k5",
            "label": "A matter of taste",
            "verdict": "other",
            "author_id": "author",
            "published": "2026-06-01",
        },
    ]
    notes = [
        Note("no-claim", "s2", "The lake in March. Photo: Ada Quill", {"text": "Names a picture."}),
        Note("no-claim", "s3", "How we checked", {"text": "A topic."}),
        Note("comment", members={"about_id": "v2", "text": "On this scale 1 is best."}),
    ]
    about = {
        "id": NAMESPACE + "fact-check",
        "language": "en",
        "title": "Five sayings about Lake Ombra, checked",
        "publisher": "Lunt Post",
        "url": "https://example.org/lunt-post/five-sayings",
        "published": "2026-06-01",
        "provenance": {
            "agent": "annotator-3",
            "kind": "mixed",
            "created": "2026-06-02T10:15:00+02:00",
            "derived_from": "https://example.org/lunt-post/five-sayings.csv",
        },
    }
    return build(
        about,
        Page(CHECK, sections),
        sources=sources,
        claims=claims,
        relations=relations,
        reviews=reviews,
        notes=notes,
    )


# ── withheld-text ────────────────────────────────────────────────────────────────────────────────────────────────────

BREAD = """\
Bakery wins prize for grey bread
The Tolm bakery has won the Golden Crust, the jury announced on Friday. “It tastes of rain,” juror Silke Aumann said. \
A rival who asked not to be named suspects that the jury never tasted it."""


def withheld_text() -> Record:
    """Places in a text that is known by its digest only; the words of contents and headings are withheld too."""
    sections = [
        Section("s0", "Bakery wins", {"role": "headline", "heading": True}),
        Section("s1", "The Tolm bakery"),
    ]
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "jury", "name": "Jury of the Golden Crust", "kind": "group", "naming": "named"},
        {"id": "aumann", "name": "Silke Aumann", "kind": "person", "naming": "named", "affiliation_id": "jury"},
        {"id": "rival", "kind": "person", "naming": "unnamed"},
    ]
    claims = [
        Claim("c1", "s0", "Bakery wins prize for grey bread", FLAT, "past"),
        Claim(
            "c2",
            "s1",
            "The Tolm bakery has won the Golden Crust",
            [
                Says(
                    ("jury",),
                    "assertion certain positive",
                    "the jury",
                    "announced",
                    time=Time("on Friday", "2026-10-09"),
                )
            ],
            "past",
            text="The Golden Crust went to the bakery in Tolm.",
        ),
        Claim(
            "c3",
            "s1",
            "“It tastes of rain,”",
            [Says(("aumann",), "assertion certain positive", "juror Silke Aumann", "said", form="direct")],
            "present",
        ),
        Claim(
            "c4",
            "s1",
            "the jury never tasted it",
            [Says(("rival",), "belief probable positive", "A rival who asked not to be named", "suspects")],
            "past",
            text="The jury did not taste the bread.",
        ),
    ]
    about = {
        "id": NAMESPACE + "withheld-text",
        "language": "en",
        "title": "Bakery wins prize for grey bread",
        "published": "2026-10-10",
        "provenance": {"agent": "quote-finder", "kind": "rule"},
    }
    relations = [Relation("restates", "c1", "c2"), Relation("contradicts", "c4", "c3", members={"confidence": 35})]
    article = build(about, Page(BREAD, sections), sources=sources, claims=claims, relations=relations)
    article["text_sha256"] = sha256(article.pop("text").encode()).hexdigest()
    del article["sections"][0]["heading"]["quote"]
    for claim in article["claims"]:
        for span in claim["content"]:
            del span["quote"]
    return article


# ── windows-lines ────────────────────────────────────────────────────────────────────────────────────────────────────


def decomposed(text: str) -> str:
    """The text with its accents as characters of their own (NFD), and with the line ends of Windows."""
    return unicodedata.normalize("NFD", text).replace("\n", "\r\n")


CAFE = decomposed(
    """\
Le café du port rouvre

«\u00a0Nous étions prêts dès février.
Il ne manquait que le pain\u00a0», raconte la gérante, Zoé Lefèvre. La mairie prétend que la terrasse a été agrandie \
sans permis\u00a0; Mme Lefèvre dément.
La réouverture aurait coûté 40\u202f000 thalers."""
)


def windows_lines() -> Record:
    """CRLF line ends, also inside a content, and decomposed accents; names and wordings are composed."""
    sections = [
        Section("s0", "Le caf", {"role": "headline"}),
        Section("s1", "«\u00a0Nous"),
    ]
    sources: list[Record] = [
        THE_AUTHOR,
        {
            "id": "lefevre",
            "name": "Zoé Lefèvre",
            "kind": "person",
            "naming": "named",
            "description": "Gérante du café.",
        },
        {"id": "mairie", "kind": "government", "naming": "unnamed"},
    ]
    claims = [
        Claim("c1", "s0", decomposed("Le café du port rouvre"), FLAT, "present"),
        Claim(
            "c2",
            "s1",
            decomposed("«\u00a0Nous étions prêts dès février.\nIl ne manquait que le pain\u00a0»"),
            [
                Says(
                    ("lefevre",),
                    "assertion certain positive",
                    decomposed("la gérante, Zoé Lefèvre"),
                    "raconte",
                    form="direct",
                )
            ],
            "past",
            Time(decomposed("dès février"), "2026-02/.."),
            members={"types": ["quote"]},
        ),
        # The content stands before the second source and belongs to the first one's clause.
        Claim(
            "c3",
            "s1",
            decomposed("la terrasse a été agrandie sans permis"),
            [
                Says(("mairie",), "assertion certain positive", "La mairie", decomposed("prétend")),
                Says(("lefevre",), "assertion certain negative", decomposed("Mme Lefèvre"), decomposed("dément")),
            ],
            "past",
            text="La terrasse du café du port a été agrandie sans permis.",
        ),
        # The conditional of hearsay is the cue, and stands inside the content.
        Claim(
            "c4",
            "s1",
            decomposed("La réouverture aurait coûté 40\u202f000 thalers"),
            [Says(NOBODY, "assertion certain positive", cue="aurait")],
            "past",
            text="La réouverture du café du port a coûté 40\u202f000 thalers.",
            members={"types": ["numerical"]},
        ),
    ]
    about = {
        "id": NAMESPACE + "windows-lines",
        "language": "fr",
        "title": "Le café du port rouvre",
        "published": "2026-04",
        "provenance": {"agent": "annotator-1", "kind": "human"},
    }
    return build(about, Page(CAFE, sections), sources=sources, claims=claims)


# ── lighthouse, twice ────────────────────────────────────────────────────────────────────────────────────────────────

LIGHTHOUSE = """\
Leuchtturm von Grausand soll verkauft werden
Die Inselverwaltung will den Leuchtturm von Grausand offenbar verkaufen. Wie der „Inselbote“ unter Berufung auf zwei \
Ratsmitglieder berichtet, liegt bereits ein Angebot über zwei Millionen Taler vor. Bürgermeisterin Wiebke Thoms wies \
den Bericht zurück: „Der Turm bleibt, wo er ist.“ Der Verein Leuchtfeuer hält einen Verkauf gleichwohl für \
wahrscheinlich. Kritiker fürchten, dass das Licht dann erlischt."""

LIGHTHOUSE_SECTIONS = [Section("s0", "Leuchtturm", {"role": "headline"}), Section("s1", "Die Inselverwaltung")]


def about_lighthouse(**provenance: str) -> Record:
    """Members of the article that are the same in both layers."""
    return {
        "id": NAMESPACE + "lighthouse",
        "language": "de",
        "title": "Leuchtturm von Grausand soll verkauft werden",
        "published": "2026-05-03",
        "provenance": {"guideline": "https://example.org/guidelines/attribution", **provenance},
    }


def lighthouse_1() -> Record:
    """The first reader: nests what is wanted, sees the councillors behind the paper, joins the denial to its claim."""
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "island", "kind": "government", "naming": "unnamed", "description": "Inselverwaltung von Grausand."},
        {"id": "paper", "name": "Inselbote", "kind": "media", "naming": "named"},
        {"id": "council", "kind": "group", "naming": "unnamed", "description": "Zwei Ratsmitglieder."},
        {"id": "thoms", "name": "Wiebke Thoms", "kind": "person", "naming": "named", "affiliation_id": "island"},
        {"id": "society", "name": "Verein Leuchtfeuer", "kind": "organization", "naming": "named"},
        {"id": "critics", "kind": "group", "naming": "generic"},
    ]
    claims = [
        # “Soll”: somebody wants it, and who is not said.
        Claim(
            "c1",
            "s0",
            ("Leuchtturm von Grausand", "verkauft werden"),
            [Says(NOBODY, "intention certain positive", cue="soll")],
            "future",
            text="Der Leuchtturm von Grausand wird verkauft.",
        ),
        Claim(
            "c2",
            "s1",
            "Die Inselverwaltung will den Leuchtturm von Grausand offenbar verkaufen",
            [Says(AUTHOR, "assertion probable positive", hedge="offenbar")],
            "present",
        ),
        Claim(
            "c3",
            "s1",
            ("den Leuchtturm von Grausand", "verkaufen"),
            [Says(("island",), "intention certain positive", "Die Inselverwaltung", "will", within="c2")],
            "future",
            text="Die Inselverwaltung verkauft den Leuchtturm von Grausand.",
        ),
        Claim(
            "c4",
            "s1",
            "liegt bereits ein Angebot über zwei Millionen Taler vor",
            [
                Says(
                    ("council",),
                    "assertion certain positive",
                    "zwei Ratsmitglieder",
                    ("unter Berufung auf", "berichtet"),
                    members={"via_ids": ["paper"]},
                ),
                Says(
                    ("thoms",),
                    "assertion certain negative",
                    "Bürgermeisterin Wiebke Thoms",
                    ("wies", "zurück"),
                ),
            ],
            "present",
            text="Für den Leuchtturm von Grausand liegt bereits ein Angebot über zwei Millionen Taler vor.",
            members={"types": ["numerical"]},
        ),
        Claim(
            "c5",
            "s1",
            "„Der Turm bleibt, wo er ist.“",
            [
                Says(
                    ("thoms",),
                    "assertion certain positive",
                    "Bürgermeisterin Wiebke Thoms",
                    ("wies", "zurück"),
                    form="direct",
                )
            ],
            "future",
            members={"types": ["quote", "position"]},
        ),
        Claim(
            "c6",
            "s1",
            "einen Verkauf",
            [
                Says(
                    ("society",),
                    "belief probable positive",
                    "Der Verein Leuchtfeuer",
                    ("hält", "für wahrscheinlich"),
                    "wahrscheinlich",
                )
            ],
            "future",
            text="Der Leuchtturm von Grausand wird verkauft.",
        ),
        Claim(
            "c7",
            "s1",
            "das Licht dann erlischt",
            [Says(("critics",), "sentiment possible positive", "Kritiker", "fürchten")],
            "future",
            text="Wird der Leuchtturm von Grausand verkauft, erlischt sein Licht.",
            members={"types": ["prediction"]},
        ),
    ]
    relations = [
        Relation("restates", "c1", "c3"),
        Relation("contradicts", "c5", "c1"),
        Relation("contrasts", "c6", "c5", "gleichwohl", AUTHOR),
    ]
    notes = [Note("discuss", "s1", "offenbar", {"about_id": "a2", "text": "Hedge, or only a hint at hearsay?"})]
    about = about_lighthouse(agent="annotator-1", kind="human", created="2026-05-04T09:30:00+02:00")
    page = Page(LIGHTHOUSE, LIGHTHOUSE_SECTIONS)
    return build(about, page, sources=sources, claims=claims, relations=relations, notes=notes)


def lighthouse_2() -> Record:
    """The second reader: nests nothing, takes the paper's word, reads the heading flat, and cuts some places longer."""
    sources: list[Record] = [
        THE_AUTHOR,
        {"id": "inselbote", "name": "Inselbote", "kind": "media", "naming": "named"},
        {"id": "mayor", "name": "Wiebke Thoms", "kind": "person", "naming": "named"},
        {"id": "leuchtfeuer", "name": "Leuchtfeuer", "kind": "organization", "naming": "named"},
        {"id": "kritiker", "kind": "group", "naming": "generic"},
    ]
    claims = [
        Claim("c1", "s0", "Leuchtturm von Grausand soll verkauft werden", FLAT, "future"),
        Claim(
            "c2",
            "s1",
            "Die Inselverwaltung will den Leuchtturm von Grausand offenbar verkaufen",
            FLAT,
            "present",
        ),
        Claim(
            "c3",
            "s1",
            "liegt bereits ein Angebot über zwei Millionen Taler vor",
            [Says(("inselbote",), "assertion certain positive", "der „Inselbote“", "berichtet")],
            "present",
            text="Es liegt ein Angebot über zwei Millionen Taler vor.",
            members={"types": ["numerical"]},
        ),
        Claim(
            "c4",
            "s1",
            "den Bericht",
            [
                Says(
                    ("mayor",),
                    "assertion certain negative",
                    "Bürgermeisterin Wiebke Thoms",
                    ("wies", "zurück"),
                )
            ],
            "present",
            text="Der Bericht über ein Angebot für den Leuchtturm trifft zu.",
        ),
        Claim(
            "c5",
            "s1",
            "„Der Turm bleibt, wo er ist.“",
            [Says(("mayor",), "assertion certain positive", "Bürgermeisterin Wiebke Thoms", form="direct")],
            "present",
            members={"types": ["quote"]},
        ),
        Claim(
            "c6",
            "s1",
            "einen Verkauf gleichwohl für wahrscheinlich",
            [Says(("leuchtfeuer",), "belief probable positive", "Der Verein Leuchtfeuer", "hält", "wahrscheinlich")],
            "future",
        ),
        Claim(
            "c7",
            "s1",
            "das Licht dann erlischt",
            [
                Says(
                    ("kritiker",),
                    "sentiment probable positive",
                    "Kritiker",
                    "fürchten",
                    members={"confidence": 40},
                )
            ],
            "future",
            members={"types": ["prediction"]},
        ),
    ]
    relations = [Relation("contrasts", "c6", "c5", "gleichwohl"), Relation("causes", "c2", "c7", "dann")]
    about = about_lighthouse(agent="annotator-2", kind="mixed", created="2026-05-04T16:00:00+02:00")
    return build(about, Page(LIGHTHOUSE, LIGHTHOUSE_SECTIONS), sources=sources, claims=claims, relations=relations)


# ── own-data ─────────────────────────────────────────────────────────────────────────────────────────────────────────

CLOCK = """\
Clock in Tolm gains a minute
The town clock of Tolm struck thirteen at noon on Monday, the speaking weather vane on the roof reported. Nobody was \
surprised, least of all the clock.
The clock before the repair
Corrections
An earlier version named the wrong roof."""


def own_data() -> Record:
    """Extensions on every record that may have them; notes of several kinds, about records of every kind."""
    sections = [
        Section("s0", "Clock in Tolm", {"role": "headline", "extensions": {"desk": {"size": 48.0}}}),
        Section("s1", "The town clock"),
        Section("s2", "The clock before", {"role": "caption", "level": 6}),
        Section("s3", "Corrections", {"role": "other", "heading": True, "level": 3}),
    ]
    sources: list[Record] = [
        {**THE_AUTHOR, "extensions": {"desk": {"staff": True, "number": 1, "share": 1.0}}},
        {
            "id": "vane:roof.1",
            "kind": "other",
            "naming": "unnamed",
            "description": "A weather vane with a loudspeaker.",
            "extensions": {"desk": {"beast": None, "tags": ["tin", "loud"]}},
        },
    ]
    claims = [
        Claim("T1", "s0", "Clock in Tolm gains a minute", FLAT, "past", members={"confidence": 100}),
        Claim(
            "T2",
            "s1",
            "The town clock of Tolm struck thirteen at noon on Monday",
            [
                Says(
                    ("vane:roof.1",),
                    "assertion certain positive",
                    "the speaking weather vane on the roof",
                    "reported",
                    members={
                        "id": "E7",
                        "confidence": 95,
                        "extensions": {"desk": {"heard-by": ["Jo", "Eda"]}, "tool_2": []},
                    },
                )
            ],
            "past",
            Time("at noon on Monday", "2026-09-14T12:00:00Z"),
            members={
                "types": ["event", "numerical", "horology"],
                "extensions": {
                    "numbers": {
                        "largest": 18446744073709551615,
                        "smallest": -9223372036854775808,
                        "tiny": 5e-324,
                        "huge": 1.7976931348623157e308,
                        "minus zero": -0.0,
                        "tenth": 0.1,
                    },
                    "strings": {"": "", 'quote " and backslash \\': "tab \t, bell \u0007, line\u2028", "astral": "𝄞"},
                },
            },
        ),
        # Sure to be no claim, and kept all the same.
        Claim("T3", "s1", "Nobody was surprised, least of all the clock", FLAT, "past", members={"confidence": 0}),
        Claim("T4", "s3", "An earlier version named the wrong roof", FLAT, "past"),
    ]
    relations = [
        Relation("supports", "T2", "T1", members={"confidence": 90, "extensions": {"desk": {"why": "13 = 12 + 1"}}}),
    ]
    reviews: list[Record] = [
        {
            "id": "v-1",
            "claim_id": "T2",
            "label": "Heard it too",
            "extensions": {"desk": {"witnesses": [{"name": "Jo"}, {"name": "Eda", "asleep": False}]}},
        }
    ]
    notes = [
        Note("no-claim", "s2", "The clock before the repair", {"text": "Names a picture."}),
        Note("no-claim", "s3", "Corrections", {"text": "A topic."}),
        Note("discuss", "s1", "noon", {"about_id": "T2", "text": "By which clock?"}),
        Note("discard", "s1", "least of all the clock", {"text": "A joke; was a claim of its own once."}),
        Note("comment", members={"about_id": "vane:roof.1", "text": "A thing that speaks: kind other."}),
        Note("layout", members={"about_id": "s2", "text": "Under the picture."}),
        Note("comment", members={"about_id": "r1", "text": ""}),
        Note("question", members={"about_id": "n3", "text": "Asked the sacristan; no answer yet."}),
        Note("todo", members={"about_id": "v-1", "extensions": {"desk": {"due": "2026-10-01"}}}),
    ]
    about = {
        "id": NAMESPACE + "own-data",
        "language": "en",
        "title": "Clock in Tolm gains a minute",
        "published": "2026-09-15",
        "provenance": {"agent": "annotator-1", "kind": "human", "extensions": {"desk": {"minutes": 12}}},
        "extensions": {"desk": {"zeta": 1, "alpha": 2, "nested": [[], {}, [None, [True]]]}, "archive": "box 7"},
    }
    return build(
        about,
        Page(CLOCK, sections),
        sources=sources,
        claims=claims,
        relations=relations,
        reviews=reviews,
        notes=notes,
    )


# ── All of them ──────────────────────────────────────────────────────────────────────────────────────────────────────

ARTICLES: dict[str, Callable[[], Record]] = {
    "chain-of-voices": chain_of_voices,
    "desert-well": desert_well,
    "fact-check": fact_check,
    "ferry-denial": ferry_denial,
    "lighthouse.annotator-1": lighthouse_1,
    "lighthouse.annotator-2": lighthouse_2,
    "long-quotation": long_quotation,
    "night-train": night_train,
    "own-data": own_data,
    "street-fair": street_fair,
    "tea-harvest": tea_harvest,
    "windows-lines": windows_lines,
    "withheld-text": withheld_text,
}
"""What builds each example, by the example's name."""


def main() -> None:
    """Write the examples into the folder named, else beside this program."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, article in ARTICLES.items():
        write(article(), folder, name)


if __name__ == "__main__":
    main()
