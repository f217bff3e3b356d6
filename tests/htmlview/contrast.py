"""Contrast of two colours as WCAG 2 computes it, and the colours of the style."""

import re


def luminance(colour: str) -> float:
    """
    Relative luminance of `#rrggbb`, 0 for black to 1 for white.

    >>> luminance("#000000"), luminance("#ffffff")
    (0.0, 1.0)
    """
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """
    From 1 to 21.

    >>> round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colours(style: str) -> dict[str, tuple[str, str]]:
    """The custom properties of a style that hold a pair: light and dark."""
    found = re.findall(r"--([a-z]+):light-dark\((#[0-9a-f]{6}), ?(#[0-9a-f]{6})\)", style)
    pairs: dict[str, tuple[str, str]] = {}
    for name, light, dark in found:
        pairs.setdefault(name, (light, dark))
    return pairs
