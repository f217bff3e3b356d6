"""What the library promises about itself: layers, names, a light import, signatures and docstrings."""

import ast
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import newsclaims as nc
from newsclaims.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "newsclaims"

# ── Layers ───────────────────────────────────────────────────────────────────────────────────────────────────────────

LADDER: list[set[str]] = [
    {"codes", "_collector", "_dates", "_files", "_program", "_unicode_tables"},
    {"errors", "_unicode"},
    {"_extensions", "_offsets", "_rules", "_words"},
    {"_bundled", "_compact", "limits"},
    {"model"},
    {"article"},
    {"_structs"},
    {"_codec", "_json", "_schema", "migration"},
    {"_converter", "_shape", "_sound"},
    {"_checks"},
    {"validation"},
    {"serialization"},
    {"anchoring"},
    {"__init__"},
    {"agreement", "draft", "formats", "views"},
    {"corpus"},
    {"conversion", "reports"},
    {"checking"},
    {"cli", "strategies"},
    {"__main__", "_hypothesis"},
]
"""From the bottom: a module imports from lower steps only, never from its own or a higher one."""

LATE = {
    ("_hypothesis", "strategies"),
    ("article", "views"),
}
"""What a function may import upwards: views for an article's display in a notebook, strategies when asked for."""

SHARED = {
    *("formats", "formats._documents", "formats._factcheck_losses", "formats._factchecks", "formats._wording"),
    *("formats.files", "formats.losses"),
}
"""What formats may know beside their own modules."""


class Import(NamedTuple):
    """One import of one module."""

    importer: str
    imported: str
    late: bool
    """Inside a function."""
    typing_only: bool


def modules() -> Iterator[Path]:
    return (path for path in sorted(PACKAGE.rglob("*.py")) if "_bundle" not in path.parts)


def name_of(path: Path) -> str:
    """The module's name below the package, dotted; `__init__` is the front door."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def is_module(dotted: str) -> bool:
    path = ROOT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def imports(path: Path) -> Iterator[Import]:
    """Every import of a module, with where it stands."""

    def walk(node: ast.AST, *, late: bool, typing_only: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            inside = late or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            guarded = typing_only or (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING")
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(name_of(path), alias.name, inside, guarded)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: relative import"
                for alias in child.names:
                    dotted = f"{child.module}.{alias.name}"
                    yield Import(name_of(path), dotted if is_module(dotted) else child.module or "", inside, guarded)
            yield from walk(child, late=inside, typing_only=guarded)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), late=False, typing_only=False)


IMPORTS = [found for path in modules() for found in imports(path)]


def step(module: str) -> int:
    """On which step of the ladder a module stands."""
    room = module.partition(".")[0]
    for number, names in enumerate(LADDER):
        if room in names:
            return number
    pytest.fail(f"{module} has no place on the ladder of tests/test_promises.py")


def own(dotted: str) -> str | None:
    """A module of the package, None for any other."""
    if dotted == "newsclaims":
        return "__init__"
    return dotted.removeprefix("newsclaims.") if dotted.startswith("newsclaims.") else None


def test_the_ladder_is_read_from_the_code() -> None:
    """A test that finds no imports would find no wrong ones."""
    assert len(IMPORTS) > 200
    assert Import("validation", "newsclaims._checks", late=False, typing_only=False) in IMPORTS
    assert Import("errors", "newsclaims.model", late=False, typing_only=True) in IMPORTS


def test_every_module_has_a_place_on_the_ladder() -> None:
    for path in modules():
        step(name_of(path))


def test_imports_point_down_the_ladder_never_up_never_sideways() -> None:
    wrong = []
    for found in IMPORTS:
        target = own(found.imported)
        if target is None or found.typing_only:
            continue
        rooms = (found.importer.split(".")[0], target.split(".")[0])
        if rooms[0] == rooms[1] and rooms[0] != "formats":
            continue
        if rooms[0] == rooms[1] and (target in SHARED or target.split(".")[1:2] == found.importer.split(".")[1:2]):
            continue
        if found.late and rooms in LATE:
            continue
        if step(target) >= step(found.importer):
            wrong.append(f"{found.importer} → {target}")
    assert wrong == []


def importers(library: str) -> set[str]:
    return {found.importer for found in IMPORTS if found.imported.split(".")[0] == library and not found.typing_only}


def test_hypothesis_is_known_to_the_strategies_alone() -> None:
    assert {name.split(".")[0] for name in importers("hypothesis")} == {"_hypothesis", "strategies"}
    assert not [
        found
        for found in IMPORTS
        if own(found.imported) == "strategies"
        and found.importer != "_hypothesis"
        and not found.importer.startswith("strategies")
    ]


@pytest.mark.parametrize("library", ["jsonschema", "referencing", "cattrs", "zstandard"])
def test_what_good_documents_need_not_pay_for_is_imported_inside_functions(library: str) -> None:
    early = [found for found in IMPORTS if found.imported.split(".")[0] == library and not found.late]
    assert [found for found in early if not found.typing_only] == []


def test_each_library_is_known_to_the_modules_that_need_it() -> None:
    assert importers("jsonschema") == importers("referencing") == {"_shape"}
    assert importers("cattrs") == {"_converter"}
    assert {name.split(".")[0] for name in importers("click")} == {"cli"}
    assert {name.split(".")[0] for name in importers("zstandard")} <= {"corpus"}
    assert importers("cassis") == {"formats.cas._library"}
    assert importers("spacy") == {"formats.spacy", "formats.spacy._docs"}
    assert importers("rapidfuzz") == {"anchoring.similarity"}
    assert {name.split(".")[0] for name in importers("markupsafe")} == {"agreement", "views"}
    assert importers("webbrowser") == {"cli.view"}
    assert importers("scipy") == {"agreement._numeric"}
    assert importers("numpy") == {"agreement._numeric", "corpus._columns", "corpus.parquet"}


def test_the_model_knows_nothing_of_json() -> None:
    for module in ("model", "article", "_rules"):
        names = {found.imported for found in IMPORTS if found.importer == module}
        assert not names & {"json", "msgspec", "cattrs", "newsclaims.serialization", "newsclaims._json"}


def test_the_front_door_computes_nothing() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    guards = [ast.unparse(node.test) for node in tree.body if isinstance(node, ast.If)]
    assert guards == ["TYPE_CHECKING", "not TYPE_CHECKING"], "names for type checkers, and the same when asked for"
    kinds = {type(node) for node in tree.body}
    assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign, ast.If}
    assigned = [ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)]
    assert assigned == ["__all__", "__version__"]


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

PUBLIC = [
    "JSON",
    "Anchor",
    "Article",
    "Attribution",
    "Claim",
    "ConversionError",
    "Extensions",
    "FieldError",
    "InvalidArticleError",
    "Issue",
    "JSONObject",
    "Limits",
    "MissingDependencyError",
    "NewsclaimsError",
    "Note",
    "Provenance",
    "QuoteError",
    "Relation",
    "Review",
    "Section",
    "Source",
    "Span",
    "SpanError",
    "UnknownIdError",
    "When",
    "__version__",
    "dumps",
    "example",
    "examples",
    "from_dict",
    "loads",
    "make_converter",
    "read",
    "schema",
    "to_dict",
    "validate",
    "write",
]
"""The front door. A name added here is a promise; a name taken away breaks somebody's code."""


def test_the_names_of_the_front_door_are_those_promised() -> None:
    assert nc.__all__ == PUBLIC
    assert all(hasattr(nc, name) for name in PUBLIC)


def test_a_star_import_gives_the_front_door_and_nothing_else() -> None:
    names: dict[str, object] = {}
    exec("from newsclaims import *", names)
    assert set(names) - {"__builtins__"} == set(PUBLIC)


def test_the_four_words_have_the_signatures_of_the_interface() -> None:
    def parameters(function: object) -> str:
        assert callable(function)
        found = inspect.signature(function).parameters.values()
        return ", ".join(("*, " if item.kind is item.KEYWORD_ONLY else "") + item.name for item in found)

    assert parameters(nc.loads) == "data, *, limits"
    assert parameters(nc.dumps) == "article, *, indent"
    assert parameters(nc.read) == "path, *, limits"
    assert parameters(nc.write) == "article, path"
    assert parameters(nc.from_dict) == "plain, *, limits"
    assert parameters(nc.to_dict) == "article"
    assert parameters(nc.validate) == "document, *, limits"
    assert parameters(nc.example) == "name"
    assert parameters(nc.schema) == "kind"
    assert parameters(nc.Article.from_text) == "text, *, id, *, language"
    assert parameters(nc.Article.find) == "self, quote, *, within"
    assert parameters(nc.Article.span) == "self, start, end"


def test_no_module_is_called_after_nothing_in_particular() -> None:
    for path in modules():
        assert not re.search("util|helper|manager|common|misc", name_of(path))


def test_every_error_is_called_one() -> None:
    assert all(
        name.endswith("Error")
        for name in PUBLIC
        if isinstance(getattr(nc, name), type) and issubclass(getattr(nc, name), BaseException)
    )


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").read_bytes() == b""


def test_the_version_is_one() -> None:
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+(?:(?:a|b|rc)[0-9]+)?", nc.__version__)


# ── A light import ───────────────────────────────────────────────────────────────────────────────────────────────────


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


THIRD_PARTY = """
import sys
before = set(sys.modules)
import newsclaims as nc
{use}
import json
names = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(json.dumps(sorted(name for name in names if name not in sys.stdlib_module_names and name != "newsclaims")))
"""


def test_an_import_loads_attrs_cattrs_and_the_codec_and_no_other_third_party() -> None:
    loaded = set(json.loads(run(THIRD_PARTY.format(use=""))))
    assert loaded <= {"attr", "attrs", "cattr", "cattrs", "msgspec", "typing_extensions"}
    assert "attr" in loaded


def test_reading_and_writing_come_with_the_first_verb() -> None:
    """They take a fifth of the start, and `newsclaims --version` has no need of them."""
    loaded = """
import sys
import newsclaims as nc
print("newsclaims._codec" in sys.modules)
nc.loads
print("newsclaims._codec" in sys.modules)
"""
    assert run(loaded).split() == ["False", "True"]


def test_the_front_door_has_every_name_before_it_is_asked_for_one() -> None:
    code = """
import newsclaims as nc
assert set(nc.__all__) <= set(dir(nc))
try:
    nc.lods
except AttributeError as error:
    print(error, callable(nc.validate))
"""
    assert run(code).strip() == "module 'newsclaims' has no attribute 'lods' True"


def test_a_good_document_is_read_and_written_without_jsonschema() -> None:
    loaded = json.loads(run(THIRD_PARTY.format(use="nc.dumps(nc.loads(nc.dumps(nc.example())))")))
    assert not {"jsonschema", "referencing", "click", "hypothesis"} & set(loaded)


def test_an_import_opens_no_file_but_modules_and_starts_nothing() -> None:
    code = """
import sys
opened = []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and not arguments[0].endswith((".py", ".pyc", ".so", ".pyd")):
        opened.append(arguments[0])
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.putenv", "shutil.", "tempfile.")):
        opened.append(event)
sys.addaudithook(hook)
import newsclaims
print([name for name in opened if "newsclaims" in name or not name.endswith((".pth", ".zip"))])
"""
    assert run(code).strip() == "[]"


def test_an_import_leaves_warnings_and_the_environment_alone() -> None:
    code = """
import os, sys, warnings, logging, random, locale
def state():
    settings = sys.getrecursionlimit(), random.getstate(), locale.setlocale(locale.LC_ALL)
    return dict(os.environ), list(warnings.filters), logging.root.handlers[:], settings
before = state()
import newsclaims
print(before == state())
"""
    assert run(code).strip() == "True"


def test_the_same_article_has_the_same_bytes_under_every_hash_seed() -> None:
    code = "import newsclaims as nc, hashlib; print(hashlib.sha256(nc.dumps(nc.example())).hexdigest())"
    seen = set()
    for seed in ("0", "1", "4294967295"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
        )
        seen.add(done.stdout)
    assert len(seen) == 1


# ── Signatures and docstrings ────────────────────────────────────────────────────────────────────────────────────────

NAMED = [name for name in PUBLIC if inspect.isclass(getattr(nc, name)) or inspect.isfunction(getattr(nc, name))]


def members(name: str) -> Iterator[tuple[str, object]]:
    """A public function, or a public class with its public methods and properties, as far as they are its own."""
    value = getattr(nc, name)
    if inspect.isfunction(value):
        yield name, value
        return
    for attribute, member in vars(value).items():
        if attribute.startswith("_") and attribute != "__init__":
            continue
        if isinstance(member, property):
            yield f"{name}.{attribute}", member.fget
        elif isinstance(member, (classmethod, staticmethod)):
            yield f"{name}.{attribute}", member.__func__
        elif inspect.isfunction(member):
            yield f"{name}.{attribute}", member


@pytest.mark.parametrize("name", NAMED)
def test_no_public_signature_holds_any(name: str) -> None:
    for place, member in members(name):
        assert callable(member)
        signature = str(inspect.signature(member))
        assert not re.search(r"\bAny\b", signature), f"{place}{signature}"


@pytest.mark.parametrize("name", NAMED)
def test_every_public_signature_is_annotated_in_full(name: str) -> None:
    for place, member in members(name):
        assert callable(member)
        signature = inspect.signature(member)
        assert signature.return_annotation is not inspect.Signature.empty, place
        for parameter in signature.parameters.values():
            assert parameter.name in {"self", "cls"} or (parameter.annotation is not inspect.Parameter.empty), (
                f"{place}: {parameter.name}"
            )


@pytest.mark.parametrize("name", NAMED)
def test_every_public_name_has_a_docstring_with_an_example(name: str) -> None:
    words = inspect.getdoc(getattr(nc, name)) or ""
    assert len(words) > 20
    assert ">>> " in words, f"{name} has no example"


@pytest.mark.parametrize("name", NAMED)
def test_every_public_method_has_a_docstring(name: str) -> None:
    for place, member in members(name):
        if place.endswith(".__init__") and getattr(member, "__module__", "") != "newsclaims":
            continue
        assert inspect.getdoc(member), place


def test_every_public_method_of_an_article_has_an_example() -> None:
    for place, member in members("Article"):
        if not place.endswith("__init__"):
            assert ">>> " in (inspect.getdoc(member) or ""), place


def test_every_module_says_what_it_is_for() -> None:
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_raises_of_a_docstring_name_exceptions_that_exist() -> None:
    known = set(PUBLIC) | {"OSError", "KeyError", "ValueError", "TypeError"}
    for name in NAMED:
        for place, member in members(name):
            section = re.search(r"Raises:\n((?:    .*\n?|\n)*)", inspect.getdoc(member) or "")
            for raised in re.findall(r"^    ([A-Z]\w+): ", section[1] if section else "", re.MULTILINE):
                assert raised in known, f"{place}: {raised}"


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_needs_no_extra(command: str) -> None:
    extras = ("numpy", "scipy", "pyarrow", "duckdb", "rapidfuzz", "cassis", "spacy", "zstandard", "pyld", "datasets")
    code = f"import sys; sys.modules.update(dict.fromkeys({extras})); from newsclaims.cli import main; "
    code += f"sys.exit(main([{command!r}, '--help']))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Usage: ")
