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
)
