"""NC2xx: shape: members, types, values."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
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
)
