"""
Quotes to places, measured: real attributions, damaged quotes, edited texts, and time.

    python -m benchmarks.drafts [--polnear FOLDER] [--damaged 100000] [--edited 2000]

prints Markdown tables. The texts of PolNeAR are looked for in the folder of measuring data, and its part is left out
where there is none.
"""

import argparse
import os
import random
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import newsclaims as nc
from newsclaims.anchoring import fold, reanchor
from newsclaims.draft import Draft, DraftClaim, Resolution, resolve
from newsclaims.formats import brat

ROOT = Path(__file__).resolve().parent.parent


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def share(part: int, whole: int) -> str:
    """A share in per cent, with both numbers."""
    return f"{100 * part / whole:.2f} % ({part} of {whole})" if whole else "none"


# ── PolNeAR ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def polnear(folder: Path) -> Iterator[nc.Article]:
    """Every annotated article."""
    for file in sorted(folder.glob("attributions/*.ann")):
        text = folder / "text" / f"{file.stem.rpartition('_')[0]}.txt"
        yield brat.read(file, text, language="en")


def quoted(article: nc.Article) -> list[tuple[DraftClaim, nc.Claim, nc.Attribution]]:
    """Every attribution reduced to its quotes, beside what it came from."""
    rows = []
    for claim in article.claims:
        for said in claim.attributions:
            if not claim.content:
                continue
            item = DraftClaim(
                id=str(len(rows)),
                content=tuple(article.quote((span,)) for span in claim.content),
                source=tuple(article.quote((span,)) for span in said.source),
                cue=tuple(article.quote((span,)) for span in said.cue),
                voice="source" if said.source else "unstated",
            )
            rows.append((item, claim, said))
    return rows


def real(folder: Path) -> str:
    """How many places of real attributions are found again from their words."""
    count: Counter[str] = Counter()
    files = 0
    for article in polnear(folder):
        files += 1
        rows = quoted(article)
        assert article.text is not None
        # One draft an attribution, so that equal contents do not merge and every outcome can be told apart.
        for item, claim, said in rows:
            count["attributions"] += 1
            found = resolve(Draft(claims=(item,)), article.text)
            judge(count, "content", found, claim.content)
            content = [verdict for verdict in found.verdicts if verdict.field == "content"]
            if all(verdict.found for verdict in content) and places(found, "content") == ranges(claim.content):
                judge(count, "cue", found, said.cue)
                judge(count, "source", found, said.source)
    rows = []
    for field in ("content", "cue", "source"):
        placed = count[f"{field} right"] + count[f"{field} wrong"]
        every = placed + count[f"{field} ambiguous"] + count[f"{field} missing"]
        rows.append(
            [
                field,
                every,
                share(count[f"{field} right"], placed),
                share(count[f"{field} right"], every),
                count[f"{field} ambiguous"],
                count[f"{field} missing"],
                count[f"{field} wrong, exact or folded"],
                count[f"{field} wrong, nearest"],
            ]
        )
    head = ["of", "asked for", "right, of those placed", "right, of all", "ambiguous", "missing"]
    head += ["wrong, exact or folded", "wrong, `nearest`"]
    return f"{files} files, {count['attributions']} attributions with content\n\n{table(head, rows)}"


def ranges(anchor: nc.Anchor) -> list[tuple[int, int]]:
    """An anchor as numbers."""
    return [(span.start, span.end) for span in anchor]


def places(found: Resolution, field: str) -> list[tuple[int, int]]:
    """Where a field of the only item was found."""
    return sorted((s.start, s.end) for v in found.verdicts if v.field == field for s in v.spans)


def judge(count: Counter[str], field: str, found: Resolution, gold: nc.Anchor) -> None:
    """Count what became of a field."""
    verdicts = [verdict for verdict in found.verdicts if verdict.field == field]
    if not verdicts:
        return
    rules = {verdict.rule for verdict in verdicts}
    if "missing" in rules or "ambiguous" in rules:
        count[f"{field} {'missing' if 'missing' in rules else 'ambiguous'}"] += 1
    elif places(found, field) == sorted(ranges(gold)):
        count[f"{field} right"] += 1
    else:
        count[f"{field} wrong"] += 1
        count[f"{field} wrong, {'nearest' if 'nearest' in rules else 'exact or folded'}"] += 1


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────────────────────────

Damage = Callable[[str, random.Random], str]


def _once(old: str, new: str) -> Damage:
    return lambda quote, _: quote.replace(old, new, 1)


def _decomposed(quote: str, _: random.Random) -> str:
    other = unicodedata.normalize("NFD", quote)
    return other if other != quote else unicodedata.normalize("NFC", quote)


def _ellipsis(quote: str, dice: random.Random) -> str:
    words = quote.split(" ")
    if len(words) < 5:
        return quote
    cut = dice.randrange(2, len(words) - 2)
    return " ".join([*words[:cut], "...", *words[cut + 1 :]])


def _number(quote: str, dice: random.Random) -> str:
    digits = [index for index, character in enumerate(quote) if character.isdigit()]
    if not digits:
        return quote
    at = dice.choice(digits)
    return quote[:at] + str((int(quote[at]) + dice.randrange(1, 10)) % 10) + quote[at + 1 :]


def _paraphrase(quote: str, dice: random.Random) -> str:
    words = quote.split(" ")
    if len(words) < 4:
        return quote
    at = dice.randrange(1, len(words) - 1)
    return " ".join([*words[:at], dice.choice(["reportedly", "then", "clearly"]), *words[at:]])


def _shorter(quote: str, dice: random.Random) -> str:
    at = dice.randrange(1, max(2, len(quote) - 1))
    return quote[:at] + quote[at + 1 :]


def _exchanged(quote: str, dice: random.Random) -> str:
    at = dice.randrange(len(quote))
    return quote[:at] + quote[at : at + 2][::-1] + quote[at + 2 :]


TYPOGRAPHY: dict[str, Damage] = {
    "curly quotes straightened": lambda q, _: q.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'"),
    "straight quotes curled": lambda q, _: q.replace("'", "’").replace('"', "”"),
    "dashes": lambda q, _: q.replace("—", "-").replace("–", "-") if {"—", "–"} & set(q) else q.replace("-", "–"),
    "doubled blanks": lambda q, _: q.replace(" ", "  "),
    "line ends in blanks": lambda q, _: q.replace(" ", "\n", 1),
    "no-break blanks": _once(" ", "\xa0"),
    "NFC and NFD": _decomposed,
    "soft hyphens": lambda q, _: q[: len(q) // 2] + "\xad" + q[len(q) // 2 :],
    "ligatures": lambda q, _: q.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "an ellipsis in the middle": _ellipsis,
}
CHANGES: dict[str, Damage] = {
    "a dropped comma": _once(",", ""),
    "a changed number": _number,
    "would not for would": lambda q, _: q.replace(" would ", " would not ", 1).replace(" akan ", " tidak akan ", 1),
    "the case of a letter": lambda q, _: q[:1].swapcase() + q[1:],
    "a letter less": _shorter,
    "two letters exchanged": _exchanged,
    "a word more": _paraphrase,
    "an accent less": lambda q, _: "".join(c for c in unicodedata.normalize("NFD", q) if not unicodedata.combining(c)),
    "words of the prompt": lambda _q, _: "uji coba nuklir tetangga dapat memperburuk hubungan",
}


def damaged(number: int, texts: Sequence[str], seed: int = 1) -> str:
    """How damaged quotes fare: those that differ in typography are to be found, those that were changed refused."""
    dice = random.Random(seed)
    count: Counter[tuple[str, str]] = Counter()
    tried = 0
    kinds = [*TYPOGRAPHY.items(), *CHANGES.items()]
    wrong: list[tuple[str, str, str]] = []
    while tried < number:
        text = dice.choice(texts)
        batch: list[tuple[str, str, int, str]] = []
        while len(batch) < 50:
            start = dice.randrange(len(text) - 20)
            start = text.rfind(" ", 0, start) + 1
            end = text.find(" ", min(len(text) - 1, start + dice.randrange(12, 160)))
            quote = text[start : end if end > 0 else len(text)].strip()
            start = text.index(quote, start) if quote else start
            name, damage = dice.choice(kinds)
            changed = damage(quote, dice)
            if len(quote) < 12 or changed == quote or changed in text:
                continue
            # A change that is one of typography after all, or that gives other words of the text, is no change.
            if name in CHANGES and fold(changed).strip() in fold(text):
                continue
            batch.append((name, changed, start, quote))
        draft = Draft(claims=tuple(DraftClaim(content=(words,), voice="unstated") for _, words, _, _ in batch))
        for (name, words, start, quote), verdict in zip(batch, resolve(draft, text).verdicts, strict=True):
            tried += 1
            count[name, "tried"] += 1
            if name in CHANGES:
                count[name, "accepted"] += verdict.found
                if verdict.found:
                    wrong.append((name, words, quote))
            elif verdict.found:
                here = verdict.spans[0].start == start and verdict.spans[-1].end == start + len(quote)
                count[name, "right" if here or text.count(quote) > 1 else "wrong"] += 1
            else:
                count[name, verdict.rule] += 1
    rows: list[list[object]] = [
        [
            name,
            count[name, "tried"],
            count[name, "right"],
            count[name, "ambiguous"],
            count[name, "missing"],
            count[name, "wrong"],
        ]
        for name in TYPOGRAPHY
    ]
    found = table(["typography", "tried", "found", "ambiguous", "missing", "wrong place"], rows)
    rows = [[name, count[name, "tried"], count[name, "accepted"]] for name in CHANGES]
    rows.append(
        ["all changes", sum(count[name, "tried"] for name in CHANGES), sum(count[name, "accepted"] for name in CHANGES)]
    )
    refused = table(["words changed", "tried", "accepted"], rows)
    return "\n\n".join([found, refused, *(f"accepted: {case}" for case in wrong[:5])])


# ── Edits ────────────────────────────────────────────────────────────────────────────────────────────────────────────

Tracked = list[tuple[int | None, str]]
"""Characters with their place in the old text; those of a copy have it negative."""

_NEW = ("x", "not ", "the ", "20.000", " — ", "a", " ", "yesterday, ", "The minister would not say so. ", "e")


def edited_text(text: str, dice: random.Random) -> Tracked:
    """A text after some edits, each character tracked."""
    characters: Tracked = list(enumerate(text))
    for _ in range(dice.randrange(1, 6)):
        size = len(characters)
        at, length = dice.randrange(size + 1), dice.choice((1, 2, 3, 5, 8, 20, 60, 200))
        if dice.random() < 0.6:
            while 0 < at < size and characters[at - 1][1].isalnum():
                at -= 1
        match dice.randrange(5):
            case 0:
                del characters[at : at + length]
            case 1:
                copied = characters[(start := dice.randrange(size)) : start + length]
                characters[at:at] = [(place if place is None or place < 0 else -1 - place, c) for place, c in copied]
            case 2:
                characters[at : at + length] = [(None, c) for c in dice.choice(_NEW)]
            case 3:
                piece = characters[at : at + length]
                del characters[at : at + length]
                to = dice.randrange(len(characters) + 1)
                characters[to:to] = piece
            case _:
                characters[at:at] = [(None, c) for c in dice.choice(_NEW)]
    return characters


class Judged(NamedTuple):
    """How a place fared."""

    outcome: str
    intact: bool
    wrong: bool


def judged(article: nc.Article, characters: Tracked) -> Iterator[Judged]:
    """What became of each place of an article, and whether it is so."""
    new = "".join(character for _, character in characters)
    now = {place: index for index, (place, _) in enumerate(characters) if place is not None and place >= 0}
    for verdict in reanchor(article, new).verdicts:
        if not verdict.old_quote:
            continue
        start, end = verdict.old
        there = [now.get(place) for place in range(start, end)]
        intact = there[0] is not None and there == list(range(there[0], there[0] + end - start))
        wrong = False
        if verdict.outcome in ("unmoved", "moved"):
            assert verdict.new is not None
            origin = [place for place, _ in characters[verdict.new[0] : verdict.new[1]]]
            copied = [-1 - place if place is not None and place < 0 else place for place in origin]
            # Where the original is gone its copy is it, and a character that was replaced by the same one is the same.
            kept = sum(now == then for now, then in zip(copied, range(start, end), strict=True))
            same = verdict.new[0] == there[0] if intact else 2 * kept > end - start
            wrong = not same or verdict.new_quote != verdict.old_quote
        yield Judged(verdict.outcome, intact, wrong)


def edited(number: int, articles: Sequence[nc.Article], seed: int = 1) -> str:
    """What becomes of places when texts are edited at random."""
    dice = random.Random(seed)
    count: Counter[tuple[str, bool]] = Counter()
    wrong = 0
    for _ in range(number):
        article = dice.choice(articles)
        assert article.text is not None
        for found in judged(article, edited_text(article.text, dice)):
            count[found.outcome, found.intact] += 1
            wrong += found.wrong
    rows = [[name, count[name, True], count[name, False]] for name in ("unmoved", "moved", "edited", "lost")]
    rows.append(["silently wrong", wrong, ""])
    head = ["said", "words are there as they were", "words were changed, cut or removed"]
    return f"{number} edited texts, {sum(count.values())} places\n\n{table(head, rows)}"


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def timed(work: Callable[[], object], rounds: int) -> float:
    """The median of some runs, in milliseconds of CPU time."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def drawn(text: str, number: int, seed: int = 1) -> Draft:
    """A draft of a text: contents, cues and sources that stand near one another."""
    dice = random.Random(seed)
    words = text.split(" ")
    items = []
    for index in range(number):
        at = dice.randrange(3, len(words) - 14)
        items.append(
            DraftClaim(
                id=str(index),
                content=(" ".join(words[at : at + 10]),),
                cue=(words[at - 1].strip() or "said",),
                source=(" ".join(words[at - 3 : at - 1]).strip() or "he",),
                hedge=(words[at + 4],),
                voice="source",
            )
        )
    return Draft(claims=tuple(items))


def times() -> str:
    """How long drafts take."""
    vocabulary = [
        f"{a}{b}{c}"
        for a in ("ka", "ro", "mi", "the", "so")
        for b in ("n", "la", "ver", "t")
        for c in ("", "d", "ing", "s")
    ]
    dice = random.Random(1)
    short = " ".join(dice.choice(vocabulary) + ("." if dice.random() < 0.06 else "") for _ in range(1000))
    long = (" ".join(dice.choice(vocabulary) for _ in range(30_000)))[:100_000]
    curly = long.replace("ro", "“").replace("mi", "”")
    cases = [
        ("1,000 words, 30 items", short, drawn(short, 30), "10"),
        ("100,000 characters, 300 items", long, drawn(long, 300), "1000"),
        ("the same, every quote missing", long, drawn(long.replace("ka", "ko"), 300), ""),
        ("the same, every quote folded", curly, drawn(curly.replace("“", '"').replace("”", '"'), 300), ""),
        ("100,000 times one letter, 300 items", "a" * 100_000, _repeated("a" * 500, 300), "1000"),
        (
            "one sentence 4,000 times, 300 items",
            "He said that it rained. " * 4_200,
            _repeated("that it rained", 300),
            "1000",
        ),
        ("the same, sentences missing", "He said that it rained. " * 4_200, _repeated("that it poured", 300), "1000"),
        ("a quote of 100,000 characters in 100,000", "ab" * 50_000, _repeated("ab" * 49_000, 10), "1000"),
    ]
    rows = []
    for name, text, draft, aim in cases:
        plain = draft.to_dict()
        rows.append([name, f"{timed(partial(resolve, plain, text), 5):.1f} ms", f"{aim} ms" if aim else ""])
    return table(["work", "median", "aim"], rows)


def _repeated(words: str, number: int) -> Draft:
    items = (
        DraftClaim(content=(words[: len(words) - index % 7],), cue=("said",), source=("He",), voice="source")
        for index in range(number)
    )
    return Draft(claims=tuple(items))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drafts", description="Measure drafts and re-anchoring.")
    data = Path(os.environ.get("NEWSCLAIMS_TEST_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("--polnear", type=Path, default=data / "polnear" / "train")
    parser.add_argument("--damaged", type=int, default=100_000)
    parser.add_argument("--edited", type=int, default=2_000)
    options = parser.parse_args()
    examples = [article for article in map(nc.example, nc.examples()) if article.text]
    texts = [article.text for article in examples if article.text]
    if options.polnear.is_dir():
        print("### Real attributions (PolNeAR)\n")
        print(real(options.polnear), "\n")
        texts += [file.read_text(encoding="utf-8") for file in sorted(options.polnear.glob("text/*.txt"))[:60]]
    print("### Damaged quotes\n")
    print(damaged(options.damaged, texts), "\n")
    print("### Edited texts\n")
    print(edited(options.edited, examples), "\n")
    print("### Time\n")
    print(times())
    return 0


if __name__ == "__main__":
    sys.exit(main())
