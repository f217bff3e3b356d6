"""Articles that are hard on a page."""

import random

import newsclaims as nc


def large(claims: int, text: int) -> nc.Article:
    """An article of so many claims, each with source, cue and hedge, in a text of so many characters."""
    dice = random.Random(claims)
    words = ["harbour", "tunnel", "ministry", "said", "perhaps", "cost", "on", "Tuesday", "the", "auditors", "again"]
    parts, size = [], 0
    while size < text:
        word = dice.choice(words) + ("\n" if dice.random() < 0.01 else " ")
        parts.append(word)
        size += len(word)
    article = nc.Article.from_text("".join(parts)[:text], id=f"urn:example:large-{claims}", language="en")
    room = text // claims
    sources = tuple(nc.Source(id=f"s{number}", name=f"Speaker {number}", kind="person") for number in range(40))
    made = []
    for number in range(claims):
        low = number * room
        is_inner = number % 5 == 4
        start, end = low + room // 4, min(text, low + room - 1 + (room if number % 5 == 3 else 0))
        attribution = nc.Attribution(
            id=f"a{number}",
            source_ids=(f"s{dice.randrange(40)}",),
            source=(article.span(low, low + room // 8),),
            cue=(article.span(low + room // 8 + 1, low + room // 5),),
            hedge=(article.span(low + room // 2, low + room // 2 + 3),),
            attitude="assertion",
            certainty=dice.choice(["certain", "probable", "possible"]),
            polarity="positive",
            form="indirect",
            within_id=f"c{number - 1}" if is_inner else None,
        )
        made.append(
            nc.Claim(
                id=f"c{number}",
                content=(article.span(start, end),),
                types=("event",) if number % 3 else ("numerical", "quote"),
                attributions=(attribution,),
            )
        )
    return nc.from_dict(
        nc.to_dict(nc.Article(id=article.id, language="en", text=article.text, sources=sources, claims=tuple(made)))
    )


def overlapping(count: int) -> nc.Article:
    """An article in which so many claims all overlap."""
    article = nc.Article.from_text("word " * (count // 12), id=f"urn:example:overlapping-{count}", language="en")
    half = len(article.text or "") // 2
    claims = [
        nc.Claim(id=f"c{number}", content=(article.span(number % half, half + 1 + number % half),))
        for number in range(count)
    ]
    return nc.Article(id=article.id, language="en", text=article.text, claims=tuple(claims))


def long_named(size: int) -> nc.Article:
    """An article with a source whose name is long."""
    article = nc.Article.from_text("It rained, he said.", id="urn:example:long-name", language="en")
    attribution = nc.Attribution(id="a1", source_ids=("s1",))
    return nc.Article(
        id=article.id,
        language="en",
        text=article.text,
        title="T" * size,
        sources=(nc.Source(id="s1", name="N" * size, kind="person", naming="named"),),
        claims=(nc.Claim(id="c1", content=(article.span(0, 9),), types=("t" * size,), attributions=(attribution,)),),
    )


MARKED = nc.Article.from_text(
    "a\u202eb\u202c c\u200bd \x00\x01\x07 \u2066e\u2069 \u200ff\r\nnext\rline \ue000 \ufdd0 \ufeff\u00ad"
    " \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f4bb \u2764\ufe0f x\u200dy\ufe0f",
    id="urn:example:marks",
    language="en",
)
"""What nobody would see, in one text."""
