"""Write `schemas/article-1.0.schema.json` from the classes."""

import json
from pathlib import Path

from newsclaims._schema import generate

TARGET = Path(__file__).parent.parent / "schemas" / "article-1.0.schema.json"


def text() -> str:
    """The file as it should be."""
    return json.dumps(generate(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
