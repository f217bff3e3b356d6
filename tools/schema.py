"""Write `schemas/article-1.0.schema.json` and `schemas/draft-1.0.schema.json` from the classes."""

import json
from pathlib import Path
from typing import Any

from newsclaims import _schema
from newsclaims.draft import dialect

SCHEMAS = Path(__file__).parent.parent / "schemas"
TARGET = SCHEMAS / "article-1.0.schema.json"
DRAFT = SCHEMAS / "draft-1.0.schema.json"


def text(schema: dict[str, Any] | None = None) -> str:
    """The file as it should be; that of an article by default."""
    return json.dumps(_schema.generate() if schema is None else schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    DRAFT.write_text(text(dialect.generate()), encoding="utf-8")
