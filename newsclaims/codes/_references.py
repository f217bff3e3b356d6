"""NC3xx: ids and references."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
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
)
