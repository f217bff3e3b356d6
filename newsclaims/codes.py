"""
Every code an issue can carry: one code for one rule, never reused.

`newsclaims explain CODE` and the page `docs/codes.md` are both printed from this table.
"""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
"""An error refuses a document; a warning does not."""


class Code(NamedTuple):
    """
    One rule and what to do when it is broken.

    >>> CODES["NC402"].title
    'quote is not the text it names'
    """

    code: str
    """`NC` and three digits; the first digit is the room (see `ROOMS`)."""
    severity: Severity
    title: str
    """The breach in a few words."""
    why: str
    """What the rule is and what it protects."""
    mend: str
    """How to put it right."""


ROOMS: dict[str, str] = {
    "NC1": "JSON, encoding, limits",
    "NC2": "shape: members, types, values",
    "NC3": "ids and references",
    "NC4": "places, quotes, digest",
    "NC5": "quality (warnings)",
    "NC6": "losses of a conversion",
    "NC7": "resolution of a draft",
    "NC8": "files and streams",
    "NC9": "records of other formats",
}
"""What the first digit of a code says."""

_TABLE: tuple[tuple[str, Severity, str, str, str], ...] = (
    # ── NC1xx ────────────────────────────────────────────────────────────────────────────────────────────────────
    (
        "NC101",
        "error",
        "not JSON",
        (
            "A document is exactly what RFC 8259 calls JSON: no comments, no trailing commas, no NaN, nothing "
            "after the value."
        ),
        "Look at the place named; write the file with a JSON library, not by hand.",
    ),
    (
        "NC102",
        "error",
        "not UTF-8",
        "RFC 8259 asks for UTF-8. Another encoding read as UTF-8 would change words unseen.",
        "Save the file as UTF-8 (`iconv -f LATIN1 -t UTF-8`).",
    ),
    (
        "NC103",
        "error",
        "starts with a byte order mark",
        "RFC 8259 forbids a byte order mark, and half of all readers stumble over one.",
        'Save as "UTF-8", not "UTF-8 with BOM".',
    ),
    (
        "NC104",
        "error",
        "a member is repeated",
        "Of two members with one name readers keep the first, the last or both; here neither is guessed.",
        "Delete one of the two.",
    ),
    (
        "NC105",
        "error",
        "a lone surrogate",
        "A surrogate without its partner is not a character and cannot be written as UTF-8.",
        "Write the whole character, or both halves of the escape (`\\ud83d\\ude00`).",
    ),
    (
        "NC106",
        "error",
        "number out of range",
        "Integers from -2^63 to 2^64-1 and finite binary64 numbers are kept exactly; nothing else can be.",
        "Write a larger number, NaN or Infinity as a string in `extensions`.",
    ),
    (
        "NC107",
        "error",
        "nested too deep",
        "Depth is bounded, so that no document can exhaust a reader's stack.",
        "Flatten the value, or raise `Limits(depth=…)`.",
    ),
    (
        "NC108",
        "error",
        "document too large",
        "Size is bounded, so that memory stays in proportion.",
        "Split the document, or raise `Limits(document=…)`.",
    ),
    (
        "NC109",
        "error",
        "string too long",
        "The length of one string is bounded, so that memory stays in proportion.",
        "Split the text, or raise `Limits(string=…)`.",
    ),
    (
        "NC110",
        "error",
        "too many claims",
        "The number of claims is bounded, so that time stays in proportion.",
        "Split the article, or raise `Limits(claims=…)`.",
    ),
    (
        "NC111",
        "error",
        "too many spans",
        "The number of spans is bounded, so that time stays in proportion.",
        "Split the article, or raise `Limits(spans=…)`.",
    ),
    (
        "NC112",
        "error",
        "too many references",
        "The number of references is bounded, so that time stays in proportion.",
        "Split the article, or raise `Limits(references=…)`.",
    ),
    (
        "NC113",
        "error",
        "chain of nesting too long",
        "Voices within voices are bounded; no newspaper has been seen to go beyond five.",
        "Look for a mistake in `within_id`, or raise `Limits(nesting=…)`.",
    ),
    (
        "NC114",
        "warning",
        "more issues than are listed",
        "After a hundred issues the rest is only counted. Errors are listed before warnings.",
        "Mend the first ones and look again, or raise `Limits(issues=…)`.",
    ),
    (
        "NC115",
        "error",
        "unpacks to far more than it is",
        "A compressed file that grows more than 200-fold is a decompression bomb until shown otherwise.",
        "Unpack it yourself, or raise `Limits(ratio=…)`.",
    ),
    (
        "NC116",
        "error",
        "not a JSON value",
        (
            "Plain data are dicts with string keys, lists, strings, integers, floats, true, false and null, and "
            "nothing else."
        ),
        "Turn sets and tuples into lists, bytes and dates into strings.",
    ),
    (
        "NC117",
        "error",
        "made for a newer major version",
        "A newer major version may mean other things by the same names, so it is not guessed at.",
        "Install a newer release of newsclaims.",
    ),
    # ── NC2xx ────────────────────────────────────────────────────────────────────────────────────────────────────
    (
        "NC201",
        "error",
        "wrong type",
        'Nothing is coerced: "3" is not 3, true is not 1, 3.0 is not 3 and null is not "".',
        "Write the value in the type that is named.",
    ),
    (
        "NC202",
        "error",
        "a required member is missing",
        "Without it the record has no meaning. `source_ids` is required even when empty: [] says that nobody is named.",
        "Add the member.",
    ),
    (
        "NC203",
        "error",
        "unknown member",
        "An unknown member is more often a misspelling than a wish; dropped unsaid it would be a loss.",
        "Correct the name, or put the value in `extensions` under your own key.",
    ),
    (
        "NC204",
        "error",
        "not one of the values allowed",
        "Enumerations are fixed for the whole of major version 1, so that every reader knows every value.",
        "Take one of the values listed, or leave the member out.",
    ),
    (
        "NC205",
        "error",
        "empty string",
        'A value that is not known is left out; "" would be a third way to say so.',
        "Leave the member out.",
    ),
    (
        "NC206",
        "error",
        "control character in a name",
        (
            "Ids, names, titles, kinds and labels are printed on terminals and pages: no control character may "
            "stand in them."
        ),
        "Remove the character.",
    ),
    (
        "NC207",
        "error",
        "not an id",
        "An id is a letter and then at most 63 letters, digits, and _ . : -",
        "Rename the record and whatever refers to it.",
    ),
    (
        "NC208",
        "error",
        "not a language tag",
        "Languages have the form of BCP 47 (`id`, `en-GB`, `zh-Hant`); `und` where it is not known.",
        "Write the tag with hyphens, or `und`.",
    ),
    (
        "NC209",
        "error",
        "not a URI",
        "A URI is a scheme, a colon and at least one character, without blank or control character (RFC 3986).",
        "Write the full URI, scheme included; percent-encode blanks.",
    ),
    (
        "NC210",
        "error",
        "not a date",
        (
            "A date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss[.f]] with Z or an offset; a time may be "
            "an interval of two."
        ),
        "Write no more than is known: `2024` is a date.",
    ),
    (
        "NC211",
        "error",
        "number out of bounds",
        "The value lies outside what the field can mean.",
        "Write a number within the bounds named.",
    ),
    (
        "NC212",
        "error",
        "item is repeated",
        "Lists of ids, URIs and types are sets written in order.",
        "Delete the repetition.",
    ),
    (
        "NC213",
        "error",
        "claim without content and without text",
        "A claim is what is said: either a place in the article or a wording, or both.",
        "Give `content`, or `text`.",
    ),
    (
        "NC214",
        "error",
        "time without value and without anchor",
        "A time is either a date or the words that name it, or both.",
        "Give `value` or `anchor`, or leave the time out.",
    ),
    (
        "NC215",
        "error",
        "not a key for extensions",
        (
            "A key of `extensions` names an owner: a small letter, then small letters, digits, _ and -. `_newer` "
            "is reserved."
        ),
        "Rename the key.",
    ),
    (
        "NC216",
        "error",
        "not a version",
        "`schema_version` is MAJOR.MINOR, as in `1.0`.",
        'Write `"schema_version": "1.0"`.',
    ),
    (
        "NC217",
        "error",
        "not a digest",
        "`text_sha256` is 64 lower-case hexadecimal digits.",
        "Leave it out where there is a text; it is computed.",
    ),
    (
        "NC218",
        "error",
        "no such day",
        "Only days that exist in the calendar can be meant.",
        "Correct the day, or write only the month.",
    ),
    (
        "NC219",
        "error",
        "interval ends before it starts",
        "In `A/B` the first date is not later than the second.",
        "Turn the two dates round.",
    ),
    (
        "NC220",
        "error",
        "no way from this version",
        "Older documents are migrated step by step; from this version no step is known.",
        "Correct `schema_version`.",
    ),
    # ── NC3xx ────────────────────────────────────────────────────────────────────────────────────────────────────
    (
        "NC301",
        "error",
        "reference to nothing",
        "Every reference names a record of the same article, of the kind that the field asks for.",
        "Correct the id, or add the record.",
    ),
    (
        "NC302",
        "error",
        "id is repeated",
        "All records of an article share one namespace, so that an id alone names a record.",
        "Rename one of the two.",
    ),
    (
        "NC303",
        "error",
        "claims nested in a circle",
        "`within_id` points outwards; whoever follows it must arrive at the article's author.",
        "Cut the circle where the inner claim names the outer one wrongly.",
    ),
    (
        "NC304",
        "error",
        "affiliations in a circle",
        "`affiliation_id` points upwards and must end.",
        "Cut the circle.",
    ),
    (
        "NC305",
        "error",
        "relation of a claim with itself",
        "A relation joins two different claims.",
        "Correct `from_id` or `to_id`, or delete the relation.",
    ),
    (
        "NC306",
        "error",
        "more than one author",
        "The article speaks with one voice of its own; a by-line of several people is still one author.",
        "Join the sources of kind `author`; put the names in `byline`.",
    ),
    # ── NC4xx ────────────────────────────────────────────────────────────────────────────────────────────────────
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
    # ── NC5xx ────────────────────────────────────────────────────────────────────────────────────────────────────
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
    # ── NC8xx ────────────────────────────────────────────────────────────────────────────────────────────────────
    (
        "NC801",
        "error",
        "no such file",
        "Nothing is at the path.",
        "Correct the path; quote a pattern so that the shell leaves it alone.",
    ),
    (
        "NC802",
        "error",
        "cannot be read",
        "The operating system refuses.",
        "Look at the permissions and at what the path is.",
    ),
    (
        "NC803",
        "error",
        "compressed file is cut or corrupt",
        "A cut file must not be read as a shorter good one.",
        "Fetch the file again.",
    ),
    (
        "NC804",
        "error",
        "no articles found",
        "The folder or pattern holds no .json, .jsonl, .gz or .zst file, or the file holds no record.",
        "Name the files themselves.",
    ),
)

CODES: dict[str, Code] = {row[0]: Code(*row) for row in _TABLE}
"""All codes by name, in order."""
