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
        "The folder or pattern holds no .json, .jsonl or .parquet file, packed or not, or the file holds no record.",
        "Name the files themselves.",
    ),
    (
        "NC830",
        "error",
        "number too large for a table",
        "Columns of the flat tables hold numbers of 32 bits, which reach over every text that may be read.",
        "Keep such an article in JSON.",
    ),
    (
        "NC831",
        "error",
        "not the columns of a table",
        "Each table has fixed columns with fixed types; `newsclaims.corpus.tables` lists them.",
        "Write the table again with newsclaims, or cast its columns.",
    ),
    (
        "NC832",
        "error",
        "row of a table that belongs to no article",
        "Tables join by `doc_id`; a row that joins nothing would be lost unsaid.",
        "Write all tables of the corpus again, together.",
    ),
    (
        "NC833",
        "error",
        "file of Parquet that holds no whole articles",
        "A file holds one row an article, or one of the nine tables, and those are read together.",
        "Name the folder that holds all of them.",
    ),
    (
        "NC834",
        "error",
        "not a whole file of Parquet",
        "A cut file must not be read as a shorter good one.",
        "Fetch the file again.",
    ),
    (
        "NC835",
        "error",
        "cannot be queried",
        "DuckDB cannot read the files as articles.",
        "Run `newsclaims validate` on them.",
    ),
    (
        "NC836",
        "error",
        "files that cannot be queried together",
        "JSON, Parquet with whole articles, and tables count articles of one id apart; their rows would join wrongly.",
        "Convert them into one corpus.",
    ),
    (
        "NC837",
        "error",
        "row of a table that belongs to no record",
        "A place or an attribution whose record is not there would be lost unsaid.",
        "Delete the row, or add the record it names.",
    ),
    (
        "NC838",
        "error",
        "text in a table that is no JSON",
        "Extensions and exact ratings stand in a table as JSON text, which becomes part of a document.",
        "Write the text anew.",
    ),
)
