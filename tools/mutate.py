"""
Whether the tests would notice: change one place of the library at a time, and see a test fail.

    python tools/mutate.py --count 40 --seed 1

works on a copy and prints each change, and whether a test noticed; the exit code is 1 if none did for one of them. What
is not noticed is a missing test, or a change that changes nothing: somebody has to look.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
TESTS = {
    "_sound.py": "test_validation test_serialization test_agreement test_properties",
    "_checks.py": "test_validation test_agreement test_properties test_article test_cli",
    "_codec.py": "test_serialization test_validation test_agreement test_properties",
    "_json.py": "test_json test_properties test_cli_damage",
    "_files.py": "test_files test_serialization test_cli test_convert",
    "anchoring/alignment.py": "test_anchoring",
    "anchoring/finding.py": "test_anchoring test_draft",
    "anchoring/folding.py": "test_anchoring test_draft",
    "anchoring/placing.py": "test_anchoring test_draft",
    "anchoring/reanchoring.py": "test_anchoring",
    "anchoring/similarity.py": "test_anchoring test_draft",
    "corpus/writing.py": "corpus/test_streams corpus/test_tables test_files",
}
"""The guarded modules, and the tests that should notice, those that cost least first."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
}


class Mutant(NamedTuple):
    """One change of one place."""

    module: str
    line: int
    start: int
    end: int
    """The place, in bytes of the file."""
    text: str
    """What stands there instead."""


def mutants(module: str) -> list[Mutant]:
    """Every change of a module that is known here."""
    source = (ROOT / "newsclaims" / module).read_bytes()
    starts = [0, *(at + 1 for at, byte in enumerate(source) if byte == ord("\n"))]
    found = []
    for node, text in _changes(ast.parse(source)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        found.append(Mutant(module, node.lineno, start, end, text))
    return found


def _changes(tree: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    for name, child in _children(tree):
        if name not in ("annotation", "returns"):
            yield from _changes_here(child)
            yield from _changes(child)


def _children(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for name, value in ast.iter_fields(tree):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield name, child


def _changes_here(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    match node:
        case ast.Compare(left, [sign, *signs], rights):
            yield node, f"({ast.unparse(ast.Compare(left, [COMPARISONS[type(sign)](), *signs], rights))})"
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.BinOp(left, sign, right) if type(sign) in ARITHMETIC and not _is_words(left, right):
            yield node, f"({ast.unparse(ast.BinOp(left, ARITHMETIC[type(sign)](), right))})"
        case ast.Constant(bool(value)):
            yield node, repr(not value)
        case ast.Constant(int(value)):
            yield node, repr(value + 1)
        case ast.IfExp(test, body, orelse):
            yield node, f"({ast.unparse(ast.IfExp(test, orelse, body))})"
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Continue() | ast.Break():
            yield node, "pass"
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield node, "return None"


def _is_words(*operands: ast.expr) -> bool:
    return any(isinstance(one, ast.JoinedStr | ast.Constant) and not _is_number(one) for one in operands)


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int)


def chosen(count: int, seed: int, modules: list[str]) -> list[Mutant]:
    """As many of each module, as far as that goes."""
    cup = random.Random(seed)  # noqa: S311  # the same for the same seed
    found: list[Mutant] = []
    for number, module in enumerate(modules):
        share = count // len(modules) + (number < count % len(modules))
        every = mutants(module)
        found += sorted(cup.sample(every, min(share, len(every))))
    return found


def is_noticed(mutant: Mutant, copy: Path, seconds: float) -> bool:
    """Whether a test fails, or does not end."""
    target = copy / "newsclaims" / mutant.module
    kept = target.read_bytes()
    target.write_bytes(kept[: mutant.start] + mutant.text.encode() + kept[mutant.end :])
    try:
        return not passes(mutant.module, copy, seconds)
    finally:
        target.write_bytes(kept)


def passes(module: str, copy: Path, seconds: float) -> bool:
    """Whether the tests of a module pass, and in time; one file after the other, since most changes fail the first."""
    data = os.environ.get("NEWSCLAIMS_TEST_DATA") or str(ROOT.parent / "shared" / "data")
    environment = {**os.environ, "PYTHONPATH": str(copy), "HYPOTHESIS_PROFILE": "quick"}
    if Path(data).is_dir():
        environment["NEWSCLAIMS_TEST_DATA"] = data
    try:
        return all(
            subprocess.run(  # noqa: S603  # this Python, the tests of this project
                [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", f"tests/{name}.py"],
                cwd=copy,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=seconds,
                check=False,
            ).returncode
            == 0
            for name in TESTS[module].split()
        )
    except subprocess.TimeoutExpired:
        return False


def main() -> int:
    """Try some changes, and tell which no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40, help="how many changes (40)")
    parser.add_argument("--seed", type=int, default=1, help="which changes (1)")
    parser.add_argument("--seconds", type=float, default=600, help="for each change; longer is noticed too (600)")
    parser.add_argument("--only", action="append", choices=TESTS, help="a module; may be repeated")
    options = parser.parse_args()
    noticed = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # some tests run as somebody who has no rights
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "site", "__pycache__", "node_modules"))
        modules = options.only or list(TESTS)
        for mutant in chosen(options.count, options.seed, [*modules]):
            if mutant.module in modules:  # the first change of a module: its tests must pass without
                modules.remove(mutant.module)
                if not passes(mutant.module, copy, options.seconds):
                    sys.exit(f"the tests of {mutant.module} fail as it is")
            tried += 1
            seen = is_noticed(mutant, copy, options.seconds)
            noticed += seen
            was = (ROOT / "newsclaims" / mutant.module).read_bytes()[mutant.start : mutant.end].decode()
            word = "noticed" if seen else "NOT NOTICED"
            sys.stdout.write(f"{word}: {mutant.module}:{mutant.line}: {was} → {mutant.text}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{noticed} of {tried} changes noticed\n")
    return int(noticed < tried)


if __name__ == "__main__":
    sys.exit(main())
