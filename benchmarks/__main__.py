"""
Measure the library beside others, and print Markdown tables.

    python -m benchmarks            all of it, some minutes
    python -m benchmarks --quick    a look, half a minute
    python -m benchmarks formats    other people's formats only
    python -m benchmarks corpus     corpora only, a quarter of an hour; --size 200MB for a look
    python -m benchmarks --json     the same figures for programs
"""

import argparse
import json
import sys

from benchmarks import articles, corpus, formats, growth, report, speed, startup


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the library beside others.")
    parser.add_argument("part", nargs="?", choices=["formats", "corpus"], help="one part only")
    parser.add_argument("--json", action="store_true", help="print plain data instead of tables")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no growth")
    parser.add_argument("--rounds", type=int, default=5, help="how often each contender reads all articles")
    parser.add_argument("--size", default="1GB", help="of the corpus: 200MB, 1GB")
    parser.add_argument("--only", nargs="+", default=[], choices=[*corpus.CONTESTS], help="contests of the corpus")
    options = parser.parse_args()
    rounds = 1 if options.quick else options.rounds
    if options.part == "formats":
        measured = formats.measured(articles.varied(20 if options.quick else 60), rounds)
        print(json.dumps(_plain(measured), indent=2) if options.json else formats.markdown(measured))
        return 0
    if options.part == "corpus":
        found = corpus.measured(corpus.size_of(options.size), options.only)
        print(json.dumps(found, indent=2) if options.json else corpus.markdown(found))
        return 0
    documents = articles.varied(400)
    found = {
        "facts": report.facts(documents),
        "reading": speed.reading(documents, rounds),
        "writing": speed.writing(documents, rounds),
        "wording": speed.wording(20),
        "growth": {} if options.quick else growth.growth(),
        "starts": startup.starts(11),
        "packages": startup.packages(),
    }
    print(json.dumps(_plain(found), indent=2) if options.json else _markdown(found))
    return 0


def _markdown(found: dict) -> str:  # type: ignore[type-arg]
    parts = [report.about(found["facts"])]
    parts += [report.contest(f"Reading, {layout}", results) for layout, results in found["reading"].items()]
    parts.append(report.contest("Writing", found["writing"]))
    if found["growth"]:
        parts.append(report.growing(found["growth"]))
    parts.append(report.starting(found["starts"], found["packages"], found["wording"]))
    return "\n\n".join(parts)


def _plain(value: object) -> object:
    """Named tuples as objects."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items()}
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return list(map(_plain, value)) if isinstance(value, (list, tuple)) else value


if __name__ == "__main__":
    sys.exit(main())
