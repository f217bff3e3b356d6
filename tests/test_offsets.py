"""Code points, UTF-16 units and bytes: exact both ways, or an error."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._offsets import OffsetError, Offsets, Unit

UNITS: list[Unit] = ["utf-16", "utf-8"]
HARD = [
    "",
    "plain",
    "a\r\nb\r\n",
    "e\u0301 and \u00e9",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 home",
    "\U0001f1ee\U0001f1e9\U0001f1ee",
    "\u05e9\u05dc\u05d5\u05dd \u4f60\u597d",
    "\uffff\U00010000\U0010ffff\ue000",
    "x\x00\u0085\u2028",
]
TEXTS = st.sampled_from(HARD) | st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\U0001f600\u200d\u0301\r\né"), max_size=30
)


def encoded_length(text: str, unit: Unit) -> int:
    return len(text.encode("utf-8")) if unit == "utf-8" else len(text.encode("utf-16-le")) // 2


@pytest.mark.promise(7)
@given(TEXTS, st.sampled_from(UNITS))
def test_every_offset_is_exact_both_ways_and_every_other_one_is_refused(text: str, unit: Unit) -> None:
    offsets = Offsets(text, unit)
    known = {encoded_length(text[:point], unit): point for point in range(len(text) + 1)}
    assert {offsets.to_units(point): point for point in range(len(text) + 1)} == known
    assert (offsets.length, offsets.units) == (len(text), encoded_length(text, unit))
    for place in range(-2, offsets.units + 3):
        if place in known:
            assert offsets.to_points(place) == known[place]
        else:
            with pytest.raises(OffsetError):
                offsets.to_points(place)
    for point in (-1, len(text) + 1):
        with pytest.raises(OffsetError):
            offsets.to_units(point)


def test_an_error_says_what_is_wrong() -> None:
    offsets = Offsets("a\U0001f600b", "utf-16")
    with pytest.raises(OffsetError, match=r"^2 is inside a character, counted in UTF-16 units$"):
        offsets.to_points(2)
    with pytest.raises(OffsetError, match=r"^5 is past the end of the text \(4 UTF-16 units\)$"):
        offsets.to_points(5)
    with pytest.raises(OffsetError, match=r"^-1 is before the start of the text$"):
        offsets.to_units(-1)
    with pytest.raises(OffsetError, match=r"\(6 bytes\)$"):
        Offsets("a\U0001f600b", "utf-8").to_points(7)


def test_an_error_can_be_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(OffsetError(9, 4, "bytes")))
    assert (error.offset, error.length, error.unit, str(error)) == (9, 4, "bytes", str(OffsetError(9, 4, "bytes")))
