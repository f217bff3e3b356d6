"""NC5xx: quality: warnings."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
    (
        "NC501",
        "warning",
        "stance that FactBank does not know",
        (
            "Certain goes with any polarity, probable and possible with positive or negative, uncommitted with "
            "unknown only."
        ),
        "Look again at `certainty` and `polarity`.",
    ),
    (
        "NC502",
        "warning",
        "nested attribution outside the outer claim",
        (
            "`within_id` says that this attribution happens inside the content of the outer claim; its words lie "
            "elsewhere."
        ),
        "Correct `within_id`, or the place.",
    ),
    (
        "NC503",
        "warning",
        "span cuts a character as people see it",
        (
            "The range begins or ends inside an extended grapheme cluster (UAX #29): between a letter and its "
            "accent, in a flag."
        ),
        "Move the border to the edge of the cluster.",
    ),
    (
        "NC504",
        "warning",
        "span cuts a line end",
        "The range begins or ends between CR and LF.",
        "Move the border to either side of the pair.",
    ),
    (
        "NC505",
        "warning",
        "control characters in the text",
        "They are kept, for the text is never touched, but pages and terminals cannot show them.",
        "Find out how they came in; drop them before annotating, not after.",
    ),
    (
        "NC506",
        "warning",
        "noncharacters or private characters in the text",
        "They are kept, but no two readers see the same thing in them.",
        "Find out how they came in.",
    ),
    (
        "NC507",
        "warning",
        "bidi controls in the text",
        "They are kept, but can make words appear where they do not stand; views draw them as marks.",
        "Make sure that they belong to the text.",
    ),
)
