"""NC9xx: records of other formats."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
    (
        "NC901",
        "error",
        "not a record of brat",
        (
            "A line begins with T, E, R, A, M, N or #, a number and a tab, or with * and a tab. Words that run "
            "over lines are no record, and are known by their length."
        ),
        "Look at the line named, and at the one before: its offsets may be wrong.",
    ),
    (
        "NC902",
        "error",
        "record of brat is cut or malformed",
        "A record that lacks a part is not guessed at.",
        "Fetch the file again; see https://brat.nlplab.org/standoff.html for the parts of each record.",
    ),
    (
        "NC903",
        "error",
        "id of brat comes twice",
        "Of two records with one id nobody knows which the others mean.",
        "Rename one of the two, and whatever names it.",
    ),
    (
        "NC904",
        "error",
        "record of brat names one that is not there",
        "An event without its trigger, a role without its text-bound: the file is cut, or was edited by hand.",
        "Add the record, or delete the one that names it.",
    ),
    (
        "NC905",
        "error",
        "range of brat ends before it starts",
        "Ranges are half-open: the end is one past the last code point and greater than the start.",
        "Correct the range.",
    ),
    (
        "NC906",
        "error",
        "range of brat is past the end of the text",
        "Offsets count code points of the text file, not bytes and not UTF-16 units. It may be another text, too.",
        "Look whether the .txt is the one that was annotated.",
    ),
    (
        "NC907",
        "error",
        "words of brat are not the text at their offsets",
        (
            "The third column is the text at the offsets, pieces joined by a blank, line ends as they are or as "
            "blanks. Nothing is moved to fit."
        ),
        "The hint says what was probably counted. Correct the offsets, or take the text that was annotated.",
    ),
    (
        "NC908",
        "error",
        "pieces of a text-bound overlap",
        "The pieces of one place may touch but not overlap.",
        "Join the pieces, or shorten one.",
    ),
    (
        "NC909",
        "error",
        "line ends of annotations are CR LF",
        "brat writes LF. Where an editor changed that, it has changed the text and its offsets too, most likely.",
        "Turn the line ends of the .ann back to LF, and look at the .txt.",
    ),
    (
        "NC910",
        "error",
        "files of brat are not UTF-8",
        "Annotations and text are UTF-8 without byte order mark and without lone surrogates.",
        "Save the file as UTF-8 (`iconv -f LATIN1 -t UTF-8`), then look whether the offsets still fit.",
    ),
    (
        "NC911",
        "error",
        "table of metadata does not fit",
        (
            "The table has a column `filename`, one line for the article, as many columns in it as in its head, "
            "and values that the fields can hold."
        ),
        "Correct the table, or read without `metadata`.",
    ),
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
    (
        "NC950",
        "error",
        "no array of fact-checks",
        "A file of AVeriTeC is one array of records.",
        "Put the records into an array, also where there is one.",
    ),
    (
        "NC951",
        "error",
        "record of a fact-check that is no object",
        "A record is an object that holds a claim.",
        "Look at the line named; in a file of FEVER each line is a record.",
    ),
    (
        "NC952",
        "error",
        "fact-check without a claim",
        "A record says in words what was checked.",
        "Give `claim`, or delete the record.",
    ),
    (
        "NC953",
        "error",
        "member of a fact-check that has a wrong type",
        "Nothing is turned into what it is not: 3 is no label, and a text no list of one.",
        "Correct the member named; null says that it is not known.",
    ),
    (
        "NC965",
        "error",
        "not a file of CoNLL",
        (
            "Lines are UTF-8 and end with a line feed, the last one too, since nothing else tells a whole tag from a "
            "cut one. Comments stand before the tokens of a sentence."
        ),
        "Correct the line, or get the file again.",
    ),
    (
        "NC966",
        "error",
        "broken tag of CoNLL",
        (
            "A tag is O, B- and a label, or I- and the label of the token before it in the same sentence (IOB2); or "
            "the last token has L- or E-, a single one U- or S-. Others could be read in two ways."
        ),
        "Begin every span with B-.",
    ),
    (
        "NC967",
        "error",
        "missing or empty column of CoNLL",
        "Every token has as many columns as the first one, the word in front and the tag among the others.",
        "Correct the line.",
    ),
    (
        "NC968",
        "error",
        "words of CoNLL differ from the text",
        (
            "The words of an article stand in its text one after the other, with nothing but white space between. "
            "Tokens are missing, or one of the two was changed."
        ),
        "Get the file again, or delete the comment with the text and have it made from the words.",
    ),
    (
        "NC969",
        "error",
        "cannot be written as CoNLL",
        "An article without a text has no tokens.",
        "Give the article its text.",
    ),
    (
        "NC970",
        "error",
        "not a UIMA CAS",
        (
            "A CAS is read by dkpro-cassis, from JSON or XMI; what it says is wrong stands in the message. XML with a "
            "document type is refused, since that can name files to open."
        ),
        "Write the file again; for XMI with types of others, give the type system.",
    ),
    (
        "NC971",
        "error",
        "offset in a UIMA CAS is wrong",
        (
            "Offsets count UTF-16 units of the view's text: begin is not after end, end is not past the end of the "
            "text, and neither is inside a character. They are never mended."
        ),
        "Write the file again; check that the program that wrote it counts UTF-16 units.",
    ),
    (
        "NC972",
        "error",
        "annotations contradict the article that a CAS carries",
        (
            "Somebody has changed the text or annotations of newsclaims, and not the article that the CAS carries. "
            "Neither is taken for the right one."
        ),
        "Change the article itself and write it again; annotations of other types may be added and changed.",
    ),
    (
        "NC973",
        "error",
        "article in a CAS is not valid",
        "A CAS carries one whole article as JSON; what is wrong with it stands in the message.",
        "Write the file again from the article.",
    ),
    (
        "NC974",
        "error",
        "cannot be written as a CAS",
        "XML has no U+0000 and few other control characters; JSON has them all. Both are read within limits.",
        "Write JSON instead of XMI, or split the article.",
    ),
    (
        "NC975",
        "error",
        "place is off the borders of spaCy's tokens",
        "A span of spaCy is made of whole tokens. One that cuts a token would silently be no span at all.",
        "Let `to_doc` cut the tokens (`cut=True`), or mend the tokens.",
    ),
    (
        "NC976",
        "error",
        "not a DocBin of spaCy",
        "A file is the bytes of one DocBin; what spaCy says is wrong stands in the message.",
        "Write the file again, from the docs.",
    ),
    (
        "NC977",
        "error",
        "spans contradict the article that a Doc carries",
        (
            "Somebody has changed the text or the spans of newsclaims, and not the article that the Doc carries in "
            "`user_data`. Neither is taken for the right one."
        ),
        "Change the article itself and make the Doc again; groups of other names may be added and changed.",
    ),
    (
        "NC978",
        "error",
        "article in a Doc is not valid",
        "A Doc carries one whole article as JSON in `user_data`; what is wrong with it stands in the message.",
        "Make the Doc again from the article.",
    ),
    (
        "NC979",
        "error",
        "not one Doc of spaCy with the text of the article",
        "The tokens of a Doc make up the text, character by character, and one file holds one Doc, within the limits.",
        "Use a tokenizer that keeps every character; put several docs into a DocBin yourself, and take them out.",
    ),
    (
        "NC980",
        "error",
        "the format cannot be told",
        "Neither the name of the file nor what stands in it belongs to one format alone; a guess may be wrong.",
        "Name the format: newsclaims convert --from FORMAT.",
    ),
)
