"""
Build the draft of the seed, what a model would have had to write: `kolaborasi-militer.draft.json`.

    python examples/build_draft.py [FOLDER]
"""

import json
import sys
from pathlib import Path

import newsclaims as nc
from newsclaims.draft import draft_of

HERE = Path(__file__).resolve().parent


def text() -> str:
    """The file as it should be."""
    return json.dumps(draft_of(nc.example()).to_dict(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (folder / "kolaborasi-militer.draft.json").write_text(text(), encoding="utf-8", newline="\n")
