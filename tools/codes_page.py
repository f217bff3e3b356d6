"""
Write docs/codes.md, the page of all codes, from the table in newsclaims/codes/.

    python tools/codes_page.py            # writes the page
    python tools/codes_page.py --check    # exit code 1 if the page is not what would be written
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from newsclaims.codes import CODES, ROOMS, Code

TARGET = Path(__file__).parent.parent / "docs" / "codes.md"

HEAD = """\
# Codes

Each issue carries a code: one code for one rule, never reused. An error refuses a document, a warning does not.
`newsclaims explain NC402` prints what stands here.

<!-- Written by tools/codes_page.py from newsclaims/codes/; edit the table there. -->
"""


def page() -> str:
    """The whole page, ending with a new line."""
    return "\n".join([HEAD, *_rooms()])


def _rooms() -> Iterator[str]:
    for room, title in ROOMS.items():
        codes = [code for code in CODES.values() if code.code.startswith(room)]
        if codes:
            yield f"## {room}xx: {title}\n"
            yield from map(_entry, codes)


def _entry(code: Code) -> str:
    return f"### {code.code}: {code.title}\n\n*{code.severity}* · {code.why}\n\n**To mend it:** {code.mend}\n"


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is up to date."""
    if arguments == ["--check"]:
        return 0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == page() else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
