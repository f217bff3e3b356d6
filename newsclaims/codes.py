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
    # ── NC6xx ────────────────────────────────────────────────────────────────────────────────────────────────────
    (
        "NC601",
        "warning",
        "sections are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC605",
        "warning",
        "provenance is lost",
        "The other format cannot say who made this layer, or not all of it.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC606",
        "warning",
        "digest or id is lost",
        "The other format has no member for it.",
        "Keep the article in JSON beside it, or ship the text.",
    ),
    (
        "NC609",
        "warning",
        "relations are lost",
        "The other format knows nothing between claims.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC612",
        "warning",
        "types of claims are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC615",
        "warning",
        "orientations of claims are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC616",
        "warning",
        "confidences are lost",
        "The other format cannot say how sure an annotator is.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC619",
        "warning",
        "reviews, or parts of them, are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC621",
        "warning",
        "namings of sources are lost",
        "The other format does not tell a name from a description.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC622",
        "warning",
        "affiliations of sources are lost",
        "The other format cannot say whom a source belongs to, or not of all kinds.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC627",
        "warning",
        "notes are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC628",
        "warning",
        "extensions are lost",
        "Other people's data have no place in the other format.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC629",
        "warning",
        "the text is lost",
        (
            "The other format only says where the text is. Its digest is kept, so the right text can be told from a "
            "wrong one."
        ),
        "Keep the text beside the file, and give it back when the file is read (`text=`).",
    ),
    (
        "NC630",
        "warning",
        "relayers of attributions are lost",
        "The other format cannot say through whom a claim was heard.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC631",
        "warning",
        "times of attributions are lost",
        "The other format cannot say when it was said, or only as one date.",
        "Write one date, or keep the article in JSON beside it.",
    ),
    (
        "NC633",
        "warning",
        "certainties are lost",
        "The other format cannot say how firmly a source says it.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC634",
        "warning",
        "polarities are lost",
        "The other format cannot say whether a source puts a claim forward or denies it.",
        "Set `polarity`, or keep the article in JSON beside it.",
    ),
    (
        "NC635",
        "warning",
        "attitudes are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC636",
        "warning",
        "forms of speech are lost",
        "The other format has no place for them, or only for direct speech.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC637",
        "warning",
        "nestings of attributions are lost",
        "The other format has no voices within voices.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC639",
        "warning",
        "places in the text are lost",
        "The other format has no offsets.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC665",
        "warning",
        "attributions are numbered anew",
        "schema.org has no node for an attribution, so there is nothing that could carry its id.",
        "Refer to claims, whose ids are kept.",
    ),
    (
        "NC666",
        "warning",
        "claims whose words are not known are lost",
        (
            "schema.org states a claim in words. Where neither its own text nor the article's is there, nothing "
            "can be stated."
        ),
        "Give `Claim.text`, or ship the text.",
    ),
    (
        "NC667",
        "warning",
        "attributions without source, date and url are lost",
        (
            "schema.org says of a claim who its author is, when it was published and where it appeared; nothing "
            "is left of an attribution that says none of these."
        ),
        "Keep the article in JSON beside it.",
    ),
    (
        "NC668",
        "warning",
        "reviews without a url are lost",
        "Whoever reads ClaimReview asks for the url of the review; one without it is passed over.",
        "Give `Review.url`.",
    ),
    (
        "NC669",
        "warning",
        "documents come last among sources",
        "schema.org takes no document for an author; those that a claim rests on stand in a list of their own.",
        "Nothing needs mending unless the order meant something.",
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
    # ── NC9xx ────────────────────────────────────────────────────────────────────────────────────────────────────
    (
        "NC920",
        "error",
        "no Web Annotation",
        (
            "A document of annotations names the context of the W3C, and each part says what it is: Annotation, "
            "AnnotationPage or AnnotationCollection."
        ),
        "Look at `@context` and `type`; convert older forms of annotation first.",
    ),
    (
        "NC921",
        "error",
        "context that is not known",
        "What the terms of a context mean is known only to who has it, and none is ever fetched from the network.",
        "Write the terms into the document, or take out a context that nothing needs.",
    ),
    (
        "NC922",
        "error",
        "member of an annotation that breaks the model",
        (
            "The W3C's model says what each member of an annotation is: one IRI, one moment, a body or a value, "
            "never both."
        ),
        "Correct the member named; `id`, `created` and `via` are the usual ones.",
    ),
    (
        "NC923",
        "error",
        "annotations that are elsewhere",
        (
            "A collection that links to a page, or counts more annotations than there are, is only part of one. It "
            "must not be read as a shorter whole one."
        ),
        "Fetch all its pages into one file.",
    ),
    (
        "NC924",
        "error",
        "selector that selects nothing",
        "A position has a start and a greater end inside the text, a quote has words.",
        "Correct the selector; offsets count code points from 0, not bytes and not UTF-16 units.",
    ),
    (
        "NC925",
        "error",
        "selectors that contradict one another",
        (
            "Selectors of one place name the same words at the same offsets, with the same text around them; pieces "
            "of one place do not overlap."
        ),
        "Find out which is right. If it is the quote, take the position out and give the text.",
    ),
    (
        "NC926",
        "error",
        "quote that is not in the text",
        "A quote with its prefix and suffix stands in the text character by character; nothing is normalised.",
        "Give the text that was annotated, as it was.",
    ),
    (
        "NC927",
        "error",
        "quote that fits several places",
        "A quote that stands in the text more than once names no place; the first is not better than the others.",
        "Lengthen `prefix` or `suffix`, or add a position.",
    ),
    (
        "NC928",
        "error",
        "quote that needs the text",
        "A quote without a position says which words, but not where; that is known only with the text.",
        "Give the text (`text=`).",
    ),
    (
        "NC929",
        "error",
        "places in several texts",
        "An article has one text; annotations of several make several articles.",
        "Give the IRI of the text that is meant (`id=`).",
    ),
    (
        "NC930",
        "error",
        "context is not that of schema.org",
        "Terms mean what the context says. No context is ever fetched, so only that of schema.org is known.",
        'Write `"@context": "https://schema.org"`; rename the terms of others.',
    ),
    (
        "NC931",
        "error",
        "nothing of schema.org to read",
        "The block holds no NewsArticle, Claim, ClaimReview or Quotation.",
        "Look for another block on the page.",
    ),
    (
        "NC932",
        "error",
        "claim without words",
        "A claim is stated in `text`, or by its review in `claimReviewed`.",
        "Add one of the two.",
    ),
    (
        "NC933",
        "error",
        "more than one article in a block",
        "One file is one article; which of several the claims belong to is not guessed.",
        "Split the block.",
    ),
    (
        "NC935",
        "error",
        "review of several claims",
        "A verdict is about one claim; to which of several it applies is not guessed.",
        "Write one ClaimReview for each claim.",
    ),
    (
        "NC936",
        "error",
        "too large for a block of schema.org",
        "What is written must be within the limits that readers keep.",
        "Split the article, or keep it in JSON.",
    ),
    (
        "NC940",
        "error",
        "not an object of ninjs",
        "A ninjs document is one object.",
        "Read the items of a list one by one.",
    ),
    (
        "NC941",
        "error",
        "ninjs without a uri",
        "`uri` is the one member that every ninjs object has; it becomes the article's id.",
        "Add it.",
    ),
    (
        "NC942",
        "error",
        "member of ninjs that cannot be read",
        "A member has a type that no version of ninjs gives it, or two spellings of one member say two things.",
        "Correct the member, or delete one of the two.",
    ),
    (
        "NC943",
        "error",
        "body of newsclaims that holds no valid article",
        "The body carries a whole article as JSON; what is wrong with it stands in the message.",
        "Write the file again from the article.",
    ),
    (
        "NC944",
        "error",
        "member of ninjs contradicts the article it carries",
        (
            "Somebody has edited a headline, a body or another member, and not the article in the body beside "
            "it. Neither is taken for the right one."
        ),
        "Change the article itself and write it again, or delete the body of newsclaims.",
    ),
    (
        "NC945",
        "error",
        "several bodies of newsclaims",
        "A ninjs object carries one article.",
        "Delete all but one.",
    ),
    (
        "NC946",
        "error",
        "too large for a body of ninjs",
        "The article stands in one string, which must be within the limits that readers keep.",
        "Split the article, or keep it in JSON.",
    ),
    (
        "NC947",
        "error",
        "no such version of ninjs",
        "3.1 and 2.2 are written.",
        "Name one of the two.",
    ),
)

CODES: dict[str, Code] = {row[0]: Code(*row) for row in _TABLE}
"""All codes by name, in order."""
