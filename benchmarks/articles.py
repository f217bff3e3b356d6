"""The articles that are measured: the seed's annotation varied, damaged, and grown; the same in every run."""

import copy
import json
import random
from typing import Any

import newsclaims as nc
from newsclaims._bundled import example_bytes

Plain = dict[str, Any]

_REFERENCES = ("id", "affiliation_id", "within_id", "from_id", "to_id", "claim_id", "about_id")
_REFERENCE_LISTS = ("source_ids", "via_ids", "drawn_by_ids")


def varied(count: int) -> list[bytes]:
    """
    Documents like the seed's annotation in canonical form: another text, other offsets, other ids in each.

    Every second one has a character beyond ASCII in its text, as most news has.
    """
    seed = json.loads(example_bytes())
    return [_varied(seed, number) for number in range(count)]


def _varied(seed: Plain, number: int) -> bytes:
    dice = random.Random(number)
    head = f"{'–' if number % 2 else '-'} {' '.join(str(dice.randrange(10**6)) for _ in range(dice.randrange(1, 20)))} "
    plain = copy.deepcopy(seed)
    _move(plain, len(head), f"{dice.randrange(36**4):x}")
    plain |= {"id": f"urn:example:{number}", "title": f"{plain['title']} {number}", "text": head + plain["text"]}
    plain.pop("text_sha256", None)
    plain["sections"][0]["start"] = 0
    return nc.dumps(nc.from_dict(plain))


def _move(value: Any, by: int, mark: str) -> None:  # noqa: C901  # one branch for each kind of member
    """Move every place, and give every record another id."""
    if isinstance(value, list):
        for item in value:
            _move(item, by, mark)
    elif isinstance(value, dict):
        for name in _REFERENCES:
            if name in value:
                value[name] += f"-{mark}"
        for name in _REFERENCE_LISTS:
            if name in value:
                value[name] = [f"{item}-{mark}" for item in value[name]]
        for name in ("start", "end"):
            if name in value:
                value[name] += by
        for item in value.values():
            _move(item, by, mark)


def indented(document: bytes) -> bytes:
    """The same laid out for people."""
    return json.dumps(json.loads(document), indent=2, ensure_ascii=False).encode()


def escaped(document: bytes) -> bytes:
    """The same in ASCII, as many a writer does it: a blank behind colons and commas."""
    return json.dumps(json.loads(document)).encode()


def damaged() -> bytes:
    """The seed's annotation with ten mistakes, each of another kind."""
    plain = json.loads(example_bytes())
    claims = plain["claims"]
    plain["langauge"] = plain.pop("language")
    plain["sources"][1]["kind"] = "paper"
    plain["sources"][2]["affiliation_id"] = "nobody"
    claims[1]["id"] = claims[0]["id"]
    claims[2]["content"][0]["end"] = 99_999
    claims[3]["content"][0]["quote"] = "something else"
    claims[4]["attributions"][0]["source_ids"] = ["nkh"]
    claims[5]["attributions"][0]["certainty"] = True
    claims[6]["confidence"] = 101
    plain["relations"][0]["to_id"] = plain["relations"][0]["from_id"]
    return json.dumps(plain, indent=2, ensure_ascii=False).encode()


def grown(spans: int, *, broken: bool = False) -> bytes:
    """
    One article with so many spans, three for each claim.

    Args:
        spans: How many, about.
        broken: Whether one id in its middle names nothing.
    """
    claims, pieces, at = [], [], 0
    for number in range(spans // 3):
        words = (f"Source {number}", "says", f"that {number} came true.")
        places = []
        for word in words:
            places.append([{"start": at, "end": at + len(word), "quote": word}])
            at += len(word) + 1
        pieces += words
        attribution = {"id": f"a{number}", "source_ids": ["s"], "source": places[0], "cue": places[1]}
        claims.append({"id": f"c{number}", "content": places[2], "attributions": [attribution]})
    if broken:
        claims[len(claims) // 2]["attributions"][0]["source_ids"] = ["nobody"]
    plain = {"schema_version": "1.0", "id": "urn:example:grown", "language": "en", "text": " ".join(pieces)}
    plain |= {"sources": [{"id": "s", "kind": "group"}], "claims": claims}
    return json.dumps(plain, separators=(",", ":")).encode()
