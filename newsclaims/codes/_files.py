"""NC8xx: files and streams."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = (
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
    (
        "NC860",
        "error",
        "layers of different texts",
        "Places can be compared within one text only: layers have one id and one text_sha256.",
        "Compare layers of one article; move those of an edited text with `newsclaims reanchor` first.",
    ),
    (
        "NC861",
        "error",
        "nothing to compare",
        "Agreement needs two layers of a text or more.",
        "Name the files of all annotators; layers of one text share its id and text_sha256.",
    ),
    (
        "NC862",
        "warning",
        "text with one layer",
        "Nobody else has annotated the text, so it says nothing about agreement and is left out.",
        "Name the other layer too, or leave the file out.",
    ),
    (
        "NC863",
        "warning",
        "no prediction for a gold text",
        "A text that the prediction passes over counts with everything in it as missed.",
        "Name the predicted article; it has the id and text_sha256 of the gold one.",
    ),
    (
        "NC864",
        "warning",
        "prediction without a gold text",
        "Nobody knows what would be right there, so it is left out.",
        "Name the gold article, or leave the file out.",
    ),
    (
        "NC865",
        "error",
        "two layers where one is scored",
        "A score compares one gold layer of a text with one predicted layer.",
        "Name one layer of each text; `newsclaims agreement` compares many.",
    ),
)
