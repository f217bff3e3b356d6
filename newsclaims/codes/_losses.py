"""NC6xx: losses of a conversion."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
    (
        "NC601",
        "warning",
        "sections are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC602",
        "warning",
        "title, publisher, url or byline is lost",
        "The other format has no member for it.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC603",
        "warning",
        "dates of the article are lost",
        "The other format has no member for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC604",
        "warning",
        "language of the article is lost",
        "The other format does not say what language its text is in.",
        "Give `language=` again when you read it.",
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
        "NC607",
        "warning",
        "cues of relations are lost",
        "The other format does not point at the words that show a relation.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC608",
        "warning",
        "those who draw relations are lost",
        "The other format does not say whose relation it is.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC609",
        "warning",
        "relations are lost",
        "The other format knows nothing between claims.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC610",
        "warning",
        "wordings of claims are lost",
        "The other format has only the words of the text.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC611",
        "warning",
        "languages of wordings are lost",
        "The other format has no place for them.",
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
        "NC613",
        "warning",
        "same_as of claims is lost",
        "The other format has no place for it.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC614",
        "warning",
        "times of claims are lost",
        "The other format does not say what time a claim is about.",
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
        "NC617",
        "warning",
        "claims without content are lost",
        "The other format knows places in a text and nothing else.",
        "Keep the article in JSON beside it, or give the claims a place.",
    ),
    (
        "NC619",
        "warning",
        "reviews, or parts of them, are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC620",
        "warning",
        "kinds of sources are lost",
        "The other format does not tell a person from a ministry.",
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
        "NC623",
        "warning",
        "descriptions of sources are lost",
        "The other format has no place for them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC625",
        "warning",
        "same_as of sources is lost",
        "The other format has no place for it.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC626",
        "warning",
        "sources that nobody names are lost",
        "The other format has sources only where something is attributed to them.",
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
            "The other format says where the text is, or knows of none. Where its digest is kept, the right text can "
            "be told from a wrong one."
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
        "NC632",
        "warning",
        "urls of attributions are lost",
        "The other format does not say where it was said.",
        "Keep the article in JSON beside it.",
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
        "NC640",
        "warning",
        "ids are new in brat",
        (
            "An id in brat is a letter and a number: T for places, E for events. Where an article has others, or "
            "none are known from a file, records are numbered in the order of the document."
        ),
        "Keep the article in JSON beside it.",
    ),
    (
        "NC641",
        "warning",
        "spans are cut at line ends for brat",
        (
            "brat cannot show a span over a line end. Pieces are not joined again on reading, since two pieces "
            "may be meant."
        ),
        "Keep the article in JSON beside it, or end spans at the end of their line.",
    ),
    (
        "NC642",
        "warning",
        "words of some pieces are lost in brat",
        "Where the text is not shipped, a text-bound of brat has the words of all its pieces or of none.",
        "Give every piece its words, or none.",
    ),
    (
        "NC643",
        "warning",
        "notes are split in two for brat",
        "A place is one record of brat, and what is said about it another.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC644",
        "warning",
        "kinds of notes are lost in brat",
        "The kind of a note is a type in brat: no blank, no colon, and none that means something else there.",
        "Choose a kind of one word.",
    ),
    (
        "NC645",
        "warning",
        "line ends in notes become blanks in brat",
        "A record of brat is one line.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC646",
        "warning",
        "what notes are about is lost in brat",
        "A remark of brat is about a record of brat; sections and reviews are none.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC647",
        "warning",
        "sources change their order in brat",
        "brat has no list of sources: they come in the order in which attributions name them.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC648",
        "warning",
        "hints contradict the article",
        (
            "Extensions under the format's own name hold the order of what was read, and what the model has no field "
            "for. Where the article has changed since, they are passed over: values always come from the model."
        ),
        "Delete the hints that no longer hold, from the article or from the records that have them.",
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
            "The other format states a claim in words. Where neither its own text nor the article's is there, nothing "
            "can be stated."
        ),
        "Give `Claim.text`, or ship the text.",
    ),
    (
        "NC667",
        "warning",
        "attributions without source, date and url are lost",
        (
            "The other format says of a claim who its author is, and when and where it was said; nothing is left of "
            "an attribution that says none of these."
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
    (
        "NC675",
        "warning",
        "claims of one article become articles of their own",
        "A record of a fact-checking corpus is one claim and knows of no other.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC676",
        "warning",
        "articles without claims are lost",
        "The other format is a list of claims; an article that has none leaves no trace.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC677",
        "warning",
        "attributions beyond the first of a claim are lost",
        "A record of a fact-checking corpus says once who said it.",
        "Put first the attribution that was checked.",
    ),
    (
        "NC678",
        "warning",
        "reviews beyond the first of a claim are lost",
        "A record of a fact-checking corpus has one label.",
        "Put first the review that counts.",
    ),
    (
        "NC679",
        "warning",
        "ids are given anew",
        (
            "A record of a fact-checking corpus has at most one id. The records of the article that it becomes are "
            "called by what they are, and where there is no id at all the article is called by the digest of its file."
        ),
        "Keep the article in JSON beside it.",
    ),
    (
        "NC680",
        "warning",
        "attributions are lost",
        "The other format does not say who says a claim.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC681",
        "warning",
        "sources without a name, or all but one, are lost",
        "A record of a fact-checking corpus names one speaker and one who relays.",
        "Give `Source.name`, and put first the source that counts.",
    ),
    (
        "NC685",
        "warning",
        "places in several pieces are lost in CoNLL",
        "A BIO tag begins a span or goes on with it; none takes one up again after a gap.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC686",
        "warning",
        "places that overlap are lost in CoNLL",
        (
            "There is one tag a token, so of two places that overlap the one that comes first in the document stays. "
            "A place that begins or ends with white space has no token there."
        ),
        "Keep the article in JSON beside it.",
    ),
    (
        "NC687",
        "warning",
        "sources and attributions are lost in CoNLL",
        (
            "Tags say that some words are a source or a cue, not of which claim: their places come back as notes of "
            "the kinds SOURCE, CUE and HEDGE."
        ),
        "Keep the article in JSON beside it.",
    ),
    (
        "NC688",
        "warning",
        "ids are new in CoNLL",
        "Tags have no ids: claims and notes are numbered in the order of the text.",
        "Keep the article in JSON beside it.",
    ),
    (
        "NC689",
        "warning",
        "what notes say is lost in CoNLL",
        "Of a note its place and its kind are kept, the kind as the label.",
        "Keep the article in JSON beside it.",
    ),
)
