"""NC4xx: places, quotes, digest."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
    (
        "NC401",
        "error",
        "past the end of the text",
        "A place lies inside the text. Offsets count Unicode code points from 0, not bytes and not UTF-16 units.",
        "Count again in code points; Python's own index does.",
    ),
    (
        "NC402",
        "error",
        "quote is not the text it names",
        "`text[start:end] == quote`, always: a reader is never shown words that the text does not hold at that place.",
        "Move `start` and `end` to the words, or copy the words that stand there. `Article.find` does it.",
    ),
    (
        "NC403",
        "error",
        "ends before it starts",
        "Ranges are half-open: `end` is one past the last code point and greater than `start`.",
        "Correct `end`.",
    ),
    (
        "NC404",
        "error",
        "quote is longer or shorter than its range",
        "Even where the text cannot be shipped, a quote has as many code points as its range.",
        "Count again in code points, not in bytes or UTF-16 units.",
    ),
    (
        "NC405",
        "error",
        "quote is missing",
        "Where the article has its text, each span carries its own words, so that drift is always caught.",
        "Add the words; `Article.span` does it.",
    ),
    (
        "NC406",
        "error",
        "spans out of order",
        "The spans of one place stand in the order of the text. The order is not mended in silence.",
        "Sort the spans by `start`.",
    ),
    (
        "NC407",
        "error",
        "spans overlap",
        "The spans of one place may touch but not overlap. Places of different records may.",
        "Join or shorten the spans.",
    ),
    (
        "NC408",
        "error",
        "digest is not that of the text",
        "`text_sha256` notices a change of the text even outside all spans.",
        "Find out which of the two is right. If it is the text, remove the digest and re-anchor.",
    ),
    (
        "NC409",
        "error",
        "sections overlap or are out of order",
        "Sections follow one another in the order of the text.",
        "Sort them; let each end where the next begins, or before.",
    ),
    (
        "NC410",
        "error",
        "heading outside its section",
        "A section runs from its heading to the next, so the heading lies inside it.",
        "Correct the range of the section or of its heading.",
    ),
)
