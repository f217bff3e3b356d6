"""Segments and lanes: the whole text, each place the union of its segments, crossing or not."""

from hypothesis import given
from hypothesis import strategies as st

from htmlview.reading import merged
from newsclaims.views.html._places import DEEPEST, Laid, Place, lay, segments


def place(token: str, *ranges: tuple[int, int]) -> Place:
    return Place(token, token[0], ranges)  # type: ignore[arg-type]


def lanes(*places: Place) -> dict[str, int]:
    return {item.place.token: item.lane for item in lay(places)[0]}


def test_what_stands_inside_something_else_is_nearer_to_the_text() -> None:
    assert lanes(place("c1", (0, 50)), place("c2", (10, 40)), place("c3", (20, 30))) == {"c1": 2, "c2": 1, "c3": 0}


def test_places_that_cross_have_lanes_of_their_own() -> None:
    assert lanes(place("c1", (0, 10)), place("c2", (5, 15))) == {"c1": 0, "c2": 1}


def test_places_that_touch_share_a_lane() -> None:
    assert lanes(place("c1", (0, 10)), place("c2", (10, 20))) == {"c1": 0, "c2": 0}
    assert lanes(place("c1", (0, 10)), place("c2", (10, 15)), place("c3", (15, 30))) == {"c1": 0, "c2": 0, "c3": 0}


def test_the_pieces_of_a_discontinuous_place_share_a_lane_and_nothing_stands_between_them_on_it() -> None:
    assert lanes(place("c1", (0, 5), (20, 25)), place("c2", (8, 12))) == {"c1": 1, "c2": 0}


def test_a_lane_is_taken_over_the_whole_extent_also_by_what_is_longer() -> None:
    assert lanes(place("c1", (0, 3)), place("c2", (5, 9)), place("c3", (2, 8)))["c3"] == 1


def test_hedges_do_not_take_lanes_from_claims() -> None:
    assert lanes(place("c1", (0, 10)), place("h1", (2, 4)), place("t1", (2, 4))) == {"c1": 0, "h1": 0, "t1": 0}


def test_sources_and_cues_share_the_lanes_of_claims() -> None:
    assert lanes(place("c1", (0, 10)), place("s1", (2, 4)), place("u1", (5, 6))) == {"c1": 1, "s1": 0, "u1": 0}


def test_what_lies_too_deep_is_given_back() -> None:
    laid, hidden = lay([place(f"c{number}", (0, 5)) for number in range(DEEPEST + 3)])
    assert (len(laid), len(hidden)) == (DEEPEST, 3)
    assert sorted(item.lane for item in laid) == list(range(DEEPEST))


def test_no_end_divides_a_segment() -> None:
    laid = [Laid(place("c1", (2, 6)), 0), Laid(place("c2", (4, 8)), 1)]
    found = [(item.start, item.end, [one.place.token for one in item.laid]) for item in segments(10, laid, [5])]
    assert found == [
        (0, 2, []),
        (2, 4, ["c1"]),
        (4, 5, ["c1", "c2"]),
        (5, 6, ["c1", "c2"]),
        (6, 8, ["c2"]),
        (8, 10, []),
    ]


def test_an_empty_text_has_no_segments() -> None:
    assert list(segments(0, [])) == []


@st.composite
def layouts(draw: st.DrawFn) -> tuple[int, list[Place]]:
    length = draw(st.integers(1, 40))
    ends = st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True).map(sorted)
    places = []
    for number in range(draw(st.integers(0, 60))):
        cuts = draw(ends)
        ranges = tuple(zip(cuts[::2], cuts[1::2], strict=False))
        places.append(Place(f"{draw(st.sampled_from('csuhtrn'))}{number}", draw(st.sampled_from("csuhtrn")), ranges))  # type: ignore[arg-type]
    return length, places


@given(layouts())
def test_segments_are_the_text_and_each_place_the_union_of_its_own(layout: tuple[int, list[Place]]) -> None:
    length, places = layout
    laid, hidden = lay(places)
    assert sorted([item.place for item in laid] + hidden) == sorted(places)
    found = list(segments(length, laid))
    assert [item.start for item in found] == [0, *[item.end for item in found]][:-1]
    assert found[-1].end == length
    for item in laid:
        union = [(part.start, part.end) for part in found if item in part.laid]
        assert merged(union) == merged(item.place.ranges)


@given(layouts())
def test_no_two_places_of_a_lane_overlap(layout: tuple[int, list[Place]]) -> None:
    laid, _ = lay(layout[1])
    for one in laid:
        for other in laid:
            family = {"c": "u", "s": "u", "u": "u"}
            if one is other or one.lane != other.lane:
                continue
            if family.get(one.place.kind, one.place.kind) != family.get(other.place.kind, other.place.kind):
                continue
            first, second = one.place.ranges, other.place.ranges
            assert first[-1][1] <= second[0][0] or second[-1][1] <= first[0][0]
