"""
Build the seed example: `kolaborasi-militer.txt` and the rows below become `kolaborasi-militer.newsclaims.json`.

    python examples/build_seed.py [FOLDER]
"""

import sys
from pathlib import Path

from rows import AUTHOR, HERE, NOBODY, Claim, Note, Page, Record, Relation, Says, Section, Time, build, write

# Lines alternate heading and paragraph, six times.  Line 1 sums up the whole piece and the paragraph under it is a
# lead, so line 1 is the headline and s1 has no heading.
SECTIONS = [
    Section("s0", "Kolaborasi Militer Pyongyang-Moskow Semakin Erat", {"role": "headline"}),
    Section("s1", "Korea Utara diperkirakan"),
    Section("s2", "Transfer Teknologi sebagai Imbalan Bantuan Militer", {"heading": True, "level": 2}),
    Section("s3", "Uji Coba Senjata di Medan Perang Ukraina", {"heading": True, "level": 2}),
    Section("s4", "Kekhawatiran Nuklir di Tengah Hubungan Rusia-Korea Utara", {"heading": True, "level": 2}),
    Section("s5", "Dugaan Pengiriman Senjata ke Rusia", {"heading": True, "level": 2}),
    Section("s6", "Dampak terhadap Keamanan Global", {"heading": True, "level": 2}),
]

ABOUT = {
    "id": "urn:newsclaims:example:kolaborasi-militer",
    "language": "id",
    "title": "Kolaborasi Militer Pyongyang-Moskow Semakin Erat",
    "provenance": {"agent": "annotator-1", "kind": "model"},
}

SOURCES = [
    {"id": "author", "kind": "author", "naming": "unnamed", "description": "The article's own voice; no byline."},
    {
        "id": "report",
        "kind": "document",
        "naming": "unnamed",
        "description": "The latest report; who wrote it is not said. It may be the report of isw; kept apart.",
    },
    {
        "id": "isw",
        "name": "Institute for the Study of War",
        "kind": "organization",
        "naming": "named",
        "description": "A strategic studies institute based in Washington; the text garbles its name.",
    },
    {
        "id": "zelenskyy",
        "name": "Volodymyr Zelenskyy",
        "kind": "person",
        "naming": "named",
        "description": "President of Ukraine.",
    },
    {"id": "nhk", "name": "NHK", "kind": "media", "naming": "named", "description": "Japanese broadcaster."},
    {
        "id": "nhk_sources",
        "kind": "group",
        "naming": "unnamed",
        "affiliation_id": "nhk",
        "description": "Unnamed sources of NHK.",
    },
    # Two metonyms, one voice: Moskow (c20) and Kremlin (c22).
    {
        "id": "kremlin",
        "name": "Government of Russia",
        "kind": "government",
        "naming": "named",
        "description": "Called Moskow and Kremlin.",
    },
    {"id": "seoul", "name": "Government of South Korea", "kind": "government", "naming": "named"},
    {"id": "analysts", "kind": "group", "naming": "generic", "description": "Analysts, none of them named."},
]

LATEST_REPORT = ("report",)

# The convention for content: raised subjects belong to it and make it discontinuous, the complementiser `bahwa` belongs
# to neither cue nor content.  A heading is a claim if it names something that could be true or false, else a note.
CLAIMS = [
    # A full clause in the author's flat voice: the ties ARE closer.  c29 treats the same thing as a future "if".
    Claim(
        "c1",
        "s0",
        "Kolaborasi Militer Pyongyang-Moskow Semakin Erat",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # Raised subject: two pieces round the cue, which carries the doubt.  No publication date, so the time has no value.
    # `Langkah ini` (c5) and `proyek ini` (c3) point back here.
    Claim(
        "c2",
        "s1",
        (
            "Korea Utara",
            "akan memperkuat kekuatan militernya dengan memulai produksi drone canggih pada tahun ini",
        ),
        [Says(NOBODY, "belief probable positive", cue="diperkirakan")],
        "future",
        Time("pada tahun ini"),
        "Korea Utara akan memperkuat kekuatan militernya dengan memulai produksi drone canggih pada tahun ini.",
    ),
    # `laporan terbaru` is indefinite and unnamed; taken as the same document as `Laporan tersebut` (c12).
    Claim(
        "c3",
        "s1",
        "proyek ini kemungkinan besar melibatkan kolaborasi teknologi dengan Rusia",
        [Says(LATEST_REPORT, "assertion probable positive", "laporan terbaru", "Menurut", "kemungkinan besar")],
        "present",
        text="Proyek produksi drone canggih Korea Utara kemungkinan besar melibatkan kolaborasi teknologi dengan "
        "Rusia.",
    ),
    # A relative clause with a cue of its own and no agent.  It may or may not be the report that says it, so it is not
    # nested.  Its subject is the `Rusia` just before and is given in the text.
    Claim(
        "c4",
        "s1",
        "telah mentransfer teknologi drone dan rudal ke Pyongyang",
        [Says(NOBODY, "assertion certain positive", cue="disebut")],
        "past",
        text="Rusia telah mentransfer teknologi drone dan rudal ke Pyongyang.",
    ),
    # The author asserts a cause (`memicu`).
    Claim(
        "c5",
        "s1",
        "Langkah ini memicu kekhawatiran baru di kancah geopolitik internasional, terutama terkait ketegangan di "
        "Semenanjung Korea dan konflik yang masih berlangsung di Ukraina",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # Whose concern it is is not said, only where.  Its target is a noun phrase, so nobody commits to anything.
    Claim(
        "c6",
        "s1",
        "ketegangan di Semenanjung Korea dan konflik yang masih berlangsung di Ukraina",
        [Says(NOBODY, "sentiment uncommitted unknown", cue="kekhawatiran baru", within="c5")],
        "present",
    ),
    # Nominal heading.  It drops both hedges of the body (`mungkin`, `dilaporkan`) and turns round who repays whom (r6).
    Claim(
        "c7",
        "s2",
        "Transfer Teknologi sebagai Imbalan Bantuan Militer",
        [Says(AUTHOR, "assertion uncommitted unknown")],
        "past",
    ),
    # An apposition with checkable news about the source; identifying titles such as `Presiden Ukraina` have no row.
    Claim(
        "c8",
        "s2",
        "sebuah lembaga kajian strategis berbasis di Washington",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
        text="Institut Study of War (ISW) adalah lembaga kajian strategis yang berbasis di Washington.",
    ),
    # The hedge stands inside the content.
    Claim(
        "c9",
        "s2",
        "Rusia mungkin telah memberikan teknologi militer mutakhir kepada Korea Utara sebagai bagian dari kesepakatan "
        "bilateral",
        [
            Says(
                ("isw",),
                "assertion possible positive",
                "Institut Study of War (ISW), sebuah lembaga kajian strategis berbasis di Washington",
                "mengungkapkan",
                "mungkin",
            )
        ],
        "past",
    ),
    # Hearsay without an agent, in two pieces round the cue.
    Claim(
        "c10",
        "s2",
        (
            "tentara Korea Utara",
            "telah dikerahkan ke wilayah Kursk untuk membantu upaya perang Rusia melawan Ukraina",
        ),
        [Says(NOBODY, "assertion certain positive", cue="dilaporkan")],
        "past",
        text="Tentara Korea Utara telah dikerahkan ke wilayah Kursk untuk membantu upaya perang Rusia melawan Ukraina.",
    ),
    # Nominal heading; restates c15 without its `dugaan`.
    Claim(
        "c11",
        "s3",
        "Uji Coba Senjata di Medan Perang Ukraina",
        [Says(AUTHOR, "assertion uncommitted unknown")],
        "present",
    ),
    # Second mention of the report, which the text never credits to anybody.
    Claim(
        "c12",
        "s3",
        "rudal balistik Korea Utara yang ditembakkan oleh Rusia sejak akhir 2024 menunjukkan peningkatan akurasi yang "
        "signifikan",
        [Says(LATEST_REPORT, "assertion certain positive", "Laporan tersebut", "juga menyebutkan")],
        "present",
        Time("sejak akhir 2024", "2024/.."),
    ),
    # Presupposed by the restrictive relative clause of c12 and checkable by itself; same source and cue.
    Claim(
        "c13",
        "s3",
        "rudal balistik Korea Utara yang ditembakkan oleh Rusia sejak akhir 2024",
        [Says(LATEST_REPORT, "assertion certain positive", "Laporan tersebut", "juga menyebutkan")],
        "past",
        Time("sejak akhir 2024", "2024/.."),
        "Rusia menembakkan rudal balistik Korea Utara sejak akhir 2024.",
    ),
    # The author judges that c12 strengthens a suspicion.  It could still be the report that does.
    Claim(
        "c14",
        "s3",
        "Hal ini memperkuat dugaan bahwa Korea Utara tengah menguji coba teknologi militer mereka di medan perang "
        "Ukraina",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # A noun as cue; whose suspicion it is is not said.
    Claim(
        "c15",
        "s3",
        "Korea Utara tengah menguji coba teknologi militer mereka di medan perang Ukraina",
        [Says(NOBODY, "belief probable positive", cue="dugaan", within="c14")],
        "present",
    ),
    # `turut` ("also") marks agreement with what was said before (r4).
    Claim(
        "c16",
        "s3",
        "Rusia telah menyalurkan teknologi modern kepada Korea Utara, termasuk teknologi drone",
        [
            Says(
                ("zelenskyy",),
                "assertion certain positive",
                "Presiden Ukraina, Volodymyr Zelenskyy",
                "turut menegaskan",
            )
        ],
        "past",
    ),
    # A non-restrictive clause whose voice is unclear is given to the author.
    Claim(
        "c17",
        "s3",
        "semakin memperkuat hubungan militer kedua negara",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
        text="Penyaluran teknologi modern Rusia ke Korea Utara semakin memperkuat hubungan militer kedua negara.",
    ),
    # The author's voice, unhedged, in a concessive clause: what was possible for ISW (c9) is now background.
    Claim(
        "c18",
        "s4",
        "Rusia telah berbagi teknologi militer dengan Korea Utara",
        [Says(AUTHOR, "assertion certain positive")],
        "past",
    ),
    Claim(
        "c19",
        "s4",
        "Moskow masih enggan mendukung penuh pengembangan senjata nuklir Pyongyang",
        [Says(("nhk",), "assertion certain positive", "media Jepang NHK", "melaporkan")],
        "present",
    ),
    # Unwilling (`enggan`): the source leans away from the content.
    Claim(
        "c20",
        "s4",
        "mendukung penuh pengembangan senjata nuklir Pyongyang",
        [Says(("kremlin",), "intention probable negative", "Moskow", "masih enggan", within="c19")],
        "present",
        text="Moskow mendukung penuh pengembangan senjata nuklir Pyongyang.",
    ),
    Claim(
        "c21",
        "s4",
        "Kremlin khawatir uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik dengan Amerika Serikat dan "
        "China",
        [
            Says(
                ("nhk_sources",),
                "assertion certain positive",
                "Sumber NHK",
                "menyebutkan",
                members={"via_ids": ["nhk"]},
            )
        ],
        "present",
    ),
    # The chain of voices: kremlin ← nhk_sources ← author.
    Claim(
        "c22",
        "s4",
        "uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik dengan Amerika Serikat dan China",
        [Says(("kremlin",), "sentiment possible positive", "Kremlin", "khawatir", "dapat", within="c21")],
        "future",
        text="Uji coba nuklir Korea Utara dapat memperburuk hubungan diplomatik Rusia dengan Amerika Serikat dan "
        "China.",
    ),
    # Attribution without a source even in a heading; its cue is a noun.
    Claim(
        "c23",
        "s5",
        "Pengiriman Senjata ke Rusia",
        [Says(NOBODY, "belief probable positive", cue="Dugaan")],
        "past",
        text="Korea Utara mengirim senjata ke Rusia.",
    ),
    # `Korea Utara` stands in the section twice; only the first place keeps the order of the pieces.
    Claim(
        "c24",
        "s5",
        ("Korea Utara", "aktif memasok senjata kepada Rusia untuk mendukung operasinya di Ukraina"),
        [Says(NOBODY, "belief probable positive", cue="juga diduga")],
        "present",
        text="Korea Utara aktif memasok senjata kepada Rusia untuk mendukung operasinya di Ukraina.",
    ),
    # `mengklaim` keeps its distance, but Seoul itself is committed.  `sekitar` rounds a number and is no hedge; 7.000
    # is seven thousand.
    Claim(
        "c25",
        "s5",
        "Korea Utara telah mengirim sekitar 7.000 kontainer berisi senjata ke Rusia dalam dua bulan sebelumnya",
        [
            Says(
                ("seoul",),
                "assertion certain positive",
                "pemerintah Korea Selatan",
                "mengklaim",
                time=Time("Pada Oktober lalu"),
            )
        ],
        "past",
        Time("dalam dua bulan sebelumnya"),
    ),
    # 20,000 in all agrees with 7,000 in two months.
    Claim(
        "c26",
        "s5",
        ("jumlah kontainer yang dikirim sejak awal kerja sama militer ini", "telah mencapai 20.000 unit"),
        [Says(NOBODY, "assertion certain positive", cue="disebut")],
        "past",
        text="Jumlah kontainer senjata yang dikirim Korea Utara ke Rusia sejak awal kerja sama militer telah mencapai "
        "20.000 unit.",
    ),
    Claim("c27", "s6", "Situasi ini terus berkembang", [Says(AUTHOR, "assertion certain positive")], "present"),
    Claim(
        "c28",
        "s6",
        "berbagai negara memantau secara ketat dinamika kerja sama militer antara Moskow dan Pyongyang",
        [Says(AUTHOR, "assertion certain positive")],
        "present",
    ),
    # The condition (`jika …`) stays inside the content and is not asserted.
    Claim(
        "c29",
        "s6",
        "aliansi ini dapat berdampak besar pada keamanan global, terutama jika kolaborasi militer mereka semakin erat "
        "di masa mendatang",
        [Says(("analysts",), "assertion possible positive", "Analis", "memperingatkan", "dapat")],
        "future",
        text="Aliansi militer Rusia\u2013Korea Utara dapat berdampak besar pada keamanan global, terutama jika "
        "kolaborasi militer mereka semakin erat di masa mendatang.",
    ),
]

# Their cues are found like the others: in the sections of the two claims, nearest to content or cue of either.
RELATIONS = [
    Relation("refines", "c4", "c18"),  # drones and rockets are military technology
    Relation("refines", "c9", "c18"),  # the version of ISW, more specific
    Relation("refines", "c16", "c18"),  # the version of Zelenskyy, more specific
    Relation("supports", "c16", "c9", "turut", AUTHOR),  # "also" affirms; part of the cue of c16
    Relation("causes", "c9", "c10", "Sebagai imbalannya", AUTHOR),  # "in return": technology, then troops
    Relation("restates", "c7", "c9"),  # the heading restates the exchange and turns its direction round
    Relation("refines", "c12", "c13"),  # c12 entails c13
    Relation("supports", "c12", "c15", "Hal ini memperkuat dugaan", AUTHOR),  # overlaps the cue of c15, `dugaan`
    Relation("restates", "c11", "c15"),
    Relation("causes", "c16", "c17", drawn_by=AUTHOR),  # the relative clause "which further strengthens" has no cue
    Relation("restates", "c1", "c17"),
    Relation("contrasts", "c18", "c19", "meskipun", AUTHOR),  # concession: "although"
    Relation("causes", "c21", "c19"),  # inferred: the fear explains the reluctance
    Relation("restates", "c23", "c24"),
    Relation("refines", "c25", "c24"),  # containers of arms are arms supplied
    Relation("refines", "c26", "c24"),
    Relation("contrasts", "c29", "c1"),  # inferred: a fact in the headline, a condition here
    Relation("causes", "c2", "c5", "memicu", AUTHOR),  # "triggers"
]

NOTES = [
    Note(
        "no-claim",
        "s4",
        "Kekhawatiran Nuklir di Tengah Hubungan Rusia-Korea Utara",
        {"text": "A topic heading that asserts nothing."},
    ),
    Note("no-claim", "s6", "Dampak terhadap Keamanan Global", {"text": "A topic heading that asserts nothing."}),
]


def seed() -> Record:
    """The annotated seed article."""
    text = (HERE / "kolaborasi-militer.txt").read_bytes().decode()
    page = Page(text, SECTIONS)
    return build(ABOUT, page, sources=SOURCES, claims=CLAIMS, relations=RELATIONS, notes=NOTES)


def main() -> None:
    """Write the example into the folder named, else beside this program."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    write(seed(), folder, "kolaborasi-militer")


if __name__ == "__main__":
    main()
