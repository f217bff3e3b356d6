"""What changed between two layers: every kind of change, none where only ids and order differ."""

from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclaims as nc
from newsclaims.agreement import Change, LayersError, diff
from tests.agreement.layering import SECOND, SEED, by, layer, layers, shuffled

FIRST = {"content": [(0, 14)], "source": [(16, 19)], "cue": [(20, 24)], "source_ids": ("she",), "certainty": "certain"}
OTHER = {"content": [(26, 39)], "source": [(41, 44)], "cue": [(45, 53)], "source_ids": ("nhk",)}
BASE = layer(FIRST, OTHER)


def told(*layers_: nc.Article) -> list[str]:
    return [str(change) for change in diff(*layers_)]


def test_a_layer_does_not_differ_from_itself() -> None:
    for name in nc.examples():
        assert diff(nc.example(name), nc.example(name)) == ()


def test_what_is_added_and_removed_is_told_with_its_words() -> None:
    less = layer(FIRST, agent="two")
    assert told(BASE, less) == [
        "- source nhk",
        '- claim c2  "Snow may fall" at 26-39',
        '- attribution a2  "reported" at 45-53',
    ]
    assert told(less, BASE) == [
        "+ source nhk",
        '+ claim c2  "Snow may fall" at 26-39',
        '+ attribution a2  "reported" at 45-53',
    ]


def test_what_is_moved_and_relabelled_is_told_with_both_values() -> None:
    changed = {**FIRST, "content": [(8, 14)], "hedge": [(20, 24)], "certainty": "probable", "attitude": "belief"}
    assert told(BASE, layer(changed, OTHER, agent="two")) == [
        "> claim c1  content  0-14 → 8-14",
        "> attribution a1  hedge  none → 20-24",
        '~ attribution a1  attitude  none → "belief"',
        '~ attribution a1  certainty  "certain" → "probable"',
    ]


def test_changes_are_values() -> None:
    (change,) = diff(BASE, layer({**FIRST, "certainty": "possible"}, OTHER, agent="two"))
    assert change == Change(
        kind="relabelled",
        record="attribution",
        a="a1",
        b="a1",
        field="certainty",
        before="certain",
        after="possible",
    )
    (change,) = diff(BASE, layer({**FIRST, "cue": [(16, 24)]}, OTHER, agent="two"))
    assert (change.kind, change.before, change.after) == ("moved", [[20, 24]], [[16, 24]])


def renamed(article: nc.Article) -> nc.Article:
    """The same layer with other ids."""
    plain: Any = nc.to_dict(article)

    def walk(value: Any, key: str = "") -> Any:
        if key in ("extensions", "provenance"):
            return value
        if isinstance(value, dict):
            return {name: walk(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [walk(item, key) for item in value]
        if isinstance(value, str) and (key == "id" or key.endswith(("_id", "_ids"))):
            return f"x.{value}"
        return value

    return attrs.evolve(nc.from_dict({**walk(plain), "id": article.id}), provenance=nc.Provenance(agent="other"))


@pytest.mark.parametrize("name", nc.examples())
def test_other_ids_are_no_difference(name: str) -> None:
    article = nc.example(name)
    if any(not claim.content for claim in article.claims) or article.sources == ():
        pytest.skip("nothing but ids tells some records apart")
    changes = [change for change in diff(article, renamed(article)) if change.record != "source"]
    lost = {source.id for source in article.sources} - {
        one for claim in article.claims for each in claim.attributions for one in each.source_ids
    }
    assert not changes or lost, changes


def test_other_ids_are_no_difference_in_the_seed() -> None:
    assert diff(SEED, renamed(SEED)) == ()


def test_other_pieces_of_one_place_are_no_difference() -> None:
    assert diff(BASE, layer({**FIRST, "content": [(0, 4), (4, 14)]}, OTHER, agent="two")) == ()


def test_provenance_is_no_difference_and_everything_else_of_the_article_is() -> None:
    assert diff(BASE, by(BASE, "two")) == ()
    changed = attrs.evolve(BASE, title="Rain", language="en-GB", extensions=nc.Extensions({"desk": {"n": 1}}))
    assert told(BASE, changed) == [
        '~ article  language  "en" → "en-GB"',
        '~ article  title  none → "Rain"',
        "~ article  extensions  {} → {'desk': {'n': 1}}",
    ]


def test_true_and_one_and_one_point_nought_are_different() -> None:
    one, other, third = (attrs.evolve(BASE, extensions=nc.Extensions({"desk": value})) for value in (1, True, 1.0))
    assert len(diff(one, other)) == len(diff(one, third)) == 1


def test_claims_of_one_agent_are_paired_by_id_where_nothing_else_does() -> None:
    """Two versions of a layer, whose content has moved where nothing overlaps; of two agents it is another claim."""
    moved = layer({**FIRST, "content": [(65, 77)]}, OTHER)
    assert told(BASE, moved) == ["> claim c1  content  0-14 → 65-77"]
    assert Counter(change.kind for change in diff(BASE, by(moved, "two"))) == {"removed": 2, "added": 2}


def test_sources_are_the_same_by_name_by_mention_and_else_by_id() -> None:
    other = attrs.evolve(BASE, sources=(nc.Source(id="nhk", name="NHK"), nc.Source(id="she", kind="person")))
    assert told(BASE, other) == ['~ source nhk  name  none → "NHK"', '~ source she  kind  none → "person"']
    named = layer({**FIRST, "source_ids": ("woman",)}, OTHER, agent="two")
    assert diff(BASE, named) == ()


def test_who_says_it_is_compared_as_the_same_source_not_as_the_same_id() -> None:
    swapped = layer({**FIRST, "source_ids": ("nhk",)}, {**OTHER, "source_ids": ("she",)}, agent="two")
    assert diff(BASE, swapped) == ()
    both = layer({**FIRST, "source_ids": ("she", "nhk")}, OTHER, agent="two")
    assert told(BASE, both) == ['~ attribution a1  source_ids  "she" → "nhk", "she"']


def test_sections_relations_reviews_and_notes_are_compared() -> None:
    full = attrs.evolve(
        BASE,
        sections=(nc.Section(id="s1", start=0, end=25),),
        relations=(nc.Relation(id="r1", type="contrasts", from_id="c1", to_id="c2"),),
        reviews=(nc.Review(id="v1", claim_id="c1", label="True"),),
        notes=(nc.Note(id="n1", kind="comment", about_id="c1", text="Well."),),
    )
    assert told(BASE, full) == [
        '+ section s1  "body"',
        '+ relation r1  "c1 contrasts c2"',
        '+ review v1  "True"',
        '+ note n1  "Well."',
    ]
    other = attrs.evolve(
        full,
        sections=(nc.Section(id="s1", start=0, end=30, role="headline"),),
        relations=(nc.Relation(id="r1", type="supports", from_id="c1", to_id="c2"),),
        reviews=(nc.Review(id="v1", claim_id="c1", label="False"),),
        notes=(nc.Note(id="n1", kind="comment", about_id="c1", text="Hm."),),
    )
    assert told(full, other) == [
        '~ section s1  role  "body" → "headline"',
        "> section s1  end  25 → 30",
        '~ relation r1  type  "contrasts" → "supports"',
        '~ review v1  label  "True" → "False"',
        '~ note n1  text  "Well." → "Hm."',
    ]


def test_control_characters_never_reach_the_text() -> None:
    change = Change(kind="added", record="note", b="n1", after="a\x1b[31m\nb")
    assert "\x1b" not in str(change)
    assert "\n" not in str(change)


def test_layers_of_different_texts_are_refused() -> None:
    with pytest.raises(LayersError):
        diff(BASE, layer(text="Sun."))


def test_the_seed_differs_as_its_page_says() -> None:
    changes = diff(SEED, SECOND)
    claims = Counter(change.kind for change in changes if change.record == "claim" and change.field in ("", "content"))
    assert claims == {"removed": 5, "moved": 5}
    certainty = [change for change in changes if change.field == "certainty"]
    assert [(change.before, change.after) for change in certainty] == [("uncommitted", "certain")] * 2


# ── Properties ───────────────────────────────────────────────────────────────────────────────────────────────────────


@given(layers(number=1), st.integers(0, 9))
def test_the_order_of_records_is_no_difference(found: list[nc.Article], seed: int) -> None:
    assert diff(found[0], shuffled(found[0], seed)) == ()


@given(layers())
def test_what_one_way_adds_the_other_way_removes(pair: list[nc.Article]) -> None:
    there, back = diff(pair[0], pair[1]), diff(pair[1], pair[0])
    turned = {"added": "removed", "removed": "added"}
    claims = Counter(
        (turned.get(one.kind, one.kind), one.record) for one in there if one.record == "claim" and not one.field
    )
    assert claims == Counter((one.kind, one.record) for one in back if one.record == "claim" and not one.field)
    assert bool(there) == bool(back)


@given(layers())
def test_every_change_is_told_on_one_line(pair: list[nc.Article]) -> None:
    for change in diff(pair[0], pair[1]):
        assert len(str(change).splitlines()) == 1
