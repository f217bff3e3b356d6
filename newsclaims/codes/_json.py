"""NC1xx: JSON, encoding, limits."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
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
)
