"""
The front door as a typed user types it: read by mypy --strict and pyright, never run.

A line that a checker must refuse carries a `type: ignore` with its code, which mypy reports when it is not needed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, assert_type

import attrs

import newsclaims as nc

# ── Reading and writing ──────────────────────────────────────────────────────────────────────────────────────────────

article = nc.example()
assert_type(article, nc.Article)
assert_type(nc.example("kolaborasi-militer"), nc.Article)
assert_type(nc.examples(), tuple[str, ...])
assert_type(nc.loads(b"{}"), nc.Article)
assert_type(nc.loads("{}", limits=nc.Limits(claims=5)), nc.Article)
assert_type(nc.dumps(article), bytes)
assert_type(nc.dumps(article, indent=2), bytes)
assert_type(nc.read("a.json"), nc.Article)
assert_type(nc.read(Path("a.json"), limits=nc.Limits()), nc.Article)
nc.write(article, "b.json")
nc.write(article, Path("b.json"))

plain = nc.to_dict(article)
assert_type(plain, dict[str, nc.JSON])
assert_type(nc.from_dict(plain), nc.Article)
assert_type(nc.from_dict({"schema_version": "1.0", "id": "x", "language": "en"}, limits=nc.Limits()), nc.Article)
assert_type(nc.schema(), dict[str, nc.JSON])
assert_type(nc.schema("article"), dict[str, nc.JSON])
assert_type(nc.__version__, str)

nc.loads(5)  # type: ignore[arg-type]
nc.dumps({})  # type: ignore[arg-type]
nc.write("b.json", article)  # type: ignore[arg-type]
nc.loads(b"{}", nc.Limits())  # type: ignore[call-arg]

converter = nc.make_converter()
assert_type(converter.structure({"start": 0, "end": 2}, nc.Span), nc.Span)
converter.register_structure_hook(nc.Span, lambda pair, _: nc.Span(start=pair[0], end=pair[1]))

# ── Issues ───────────────────────────────────────────────────────────────────────────────────────────────────────────

issues = nc.validate(article)
assert_type(issues, tuple[nc.Issue, ...])
assert_type(nc.validate({"id": 5}), tuple[nc.Issue, ...])
assert_type(nc.validate(b"{}", limits=nc.Limits(issues=1)), tuple[nc.Issue, ...])
for issue in issues:
    assert_type(issue.code, str)
    assert_type(issue.severity, Literal["error", "warning"])
    assert_type(issue.pointer, str)
    assert_type(issue.message, str)
    assert_type(issue.hint, str)
    assert_type(issue.line, int | None)
    assert_type(issue.column, int | None)
valid = not any(issue.severity == "error" for issue in issues)
assert_type(valid, bool)

# ── Building ─────────────────────────────────────────────────────────────────────────────────────────────────────────

rain = nc.Article.from_text("Rain fell, NHK said.", id="urn:example:rain", language="en")
assert_type(rain, nc.Article)
assert_type(rain.find("Rain fell"), tuple[nc.Span, ...])
assert_type(rain.find("NHK", within="s1"), nc.Anchor)
assert_type(rain.span(0, 4), nc.Span)
assert_type(rain.quote(rain.find("NHK")), str)

section = nc.Section(id="s1", start=0, end=20, role="headline", heading=rain.span(0, 4))
rain.find("NHK", within=section)
rain.find("NHK", within=section.id)
rain.find("NHK", within=(rain.span(0, 20),))

source = nc.Source(id="nhk", kind="media", naming="named", name="NHK", same_as=("wd:Q1",))
attribution = nc.Attribution(
    id="a1",
    source_ids=("nhk",),
    source=rain.find("NHK"),
    cue=rain.find("said"),
    attitude="assertion",
    certainty="certain",
    polarity="positive",
    form="indirect",
    time=nc.When(value="2024-10"),
    confidence=90,
    extensions={"brat": {"id": "T3", "weights": [1, 2.5, None, True]}},
)
claim = nc.Claim(id="c1", content=rain.find("Rain fell"), types=("event",), attributions=(attribution,))
relation = nc.Relation(id="r1", type="supports", from_id="c1", to_id="c2")
review = nc.Review(id="v1", claim_id="c1", label="True", verdict="supported", rating_value=1, rating_best=5.0)
note = nc.Note(id="n1", kind="no-claim", anchor=rain.find("NHK"), about_id="c1", text="")
provenance = nc.Provenance(agent="me", kind="human", created="2024-10-31T09:30Z")
layer = attrs.evolve(
    rain,
    sections=(section,),
    sources=(source,),
    claims=(claim,),
    relations=(relation,),
    reviews=(review,),
    notes=(note,),
    provenance=provenance,
)
assert_type(layer, nc.Article)

nc.Span(0, 4)  # type: ignore[call-arg]
nc.Span(start="0", end=4)  # type: ignore[arg-type]
nc.Source(id="s", kind="robot")  # type: ignore[arg-type]
nc.Attribution(id="a2")  # type: ignore[call-arg]
nc.Claim(id="c2", content=[rain.span(0, 4)])  # type: ignore[arg-type]
rain.text = "other"  # type: ignore[misc]

# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────

assert_type(layer.claims_of("nhk"), tuple[nc.Claim, ...])
assert_type(layer.unsourced_claims(), tuple[nc.Claim, ...])
assert_type(layer.voices("a1"), tuple[tuple[nc.Source, ...], ...])
assert_type(layer.section_text("s1"), str)
assert_type(layer.coverage(), float)
assert_type(layer.uncovered(), tuple[nc.Span, ...])
for anchor in layer.anchors():
    assert_type(anchor, nc.Anchor)

assert_type(layer.id, str)
assert_type(layer.text, str | None)
assert_type(layer.byline, tuple[str, ...])
assert_type(layer.claims, tuple[nc.Claim, ...])
assert_type(layer.claims[0].attributions[0].certainty, Literal["certain", "probable", "possible", "uncommitted"] | None)
assert_type(layer.claims[0].confidence, int | None)
assert_type(layer.reviews[0].rating_value, int | float | None)
assert_type(layer.sections[0].level, int)
assert_type(layer.provenance, nc.Provenance | None)

extensions = layer.claims[0].attributions[0].extensions
assert_type(extensions, nc.Extensions)
as_mapping: Mapping[str, nc.JSON] = extensions
brat = extensions["brat"]
if isinstance(brat, Mapping):
    weights = brat["weights"]
    if isinstance(weights, Sequence):
        assert_type(len(weights), int)
assert_type(extensions.plain(), dict[str, nc.JSON])
nc.Extensions({"own": {"n": 1}})
nc.Extensions({"own": {1, 2}})  # type: ignore[dict-item]
extensions["brat"] = 1  # type: ignore[index]

# ── Errors ───────────────────────────────────────────────────────────────────────────────────────────────────────────

try:
    nc.loads("[]")
except nc.InvalidArticleError as error:
    assert_type(error.issues, tuple[nc.Issue, ...])
    assert_type(error.document, str)
    as_value_error: ValueError = error
    as_root: nc.NewsclaimsError = error

try:
    rain.find("no")
except nc.QuoteError as error:
    assert_type(error.reason, Literal["missing", "ambiguous"])
    assert_type(error.candidates, tuple[nc.Span, ...])
    assert_type(error.quote, str)
except nc.SpanError as error:
    assert_type(error.length, int | None)
except nc.UnknownIdError as error:
    as_key_error: KeyError = error

try:
    nc.Span(start=-1, end=4)
except nc.FieldError as error:
    assert_type(error.field, str)
    assert_type(error.code, str)
    assert_type(error.message, str)
except nc.MissingDependencyError as error:
    as_import_error: ImportError = error
except nc.ConversionError as error:
    assert_type(error.issues, tuple[nc.Issue, ...])

# ── Drafts and edited texts ──────────────────────────────────────────────────────────────────────────────────────────

from newsclaims.anchoring import Move, Reanchored, reanchor  # noqa: E402  # a part of its own
from newsclaims.draft import Draft, DraftClaim, Resolution, Unresolved, Verdict, draft_of, resolve  # noqa: E402

item = DraftClaim(content=("it rained",), voice="unstated")
found = resolve(Draft(claims=(item,)), "it rained", language="en", id="x", threshold=95.0)
assert_type(found, Resolution)
assert_type(resolve("{}", article).article, nc.Article)
assert_type(resolve(b"{}", article).verdicts, tuple[Verdict, ...])
assert_type(resolve({"claims": [], "relations": []}, article).unresolved, tuple[Unresolved, ...])
assert_type(found.feedback, str)
assert_type(found.issues, tuple[nc.Issue, ...])
assert_type(draft_of(article), Draft)
assert_type(Draft().to_dict(), dict[str, nc.JSON])
DraftClaim(content=("a",), voice="narrator")  # type: ignore[arg-type]
assert_type(reanchor(article, "text"), Reanchored)
assert_type(reanchor(article, "text").verdicts, tuple[Move, ...])
