"""
What dkpro-cassis takes on trust: XML without a document type, offsets that exist, each fault with its place.

dkpro-cassis keeps an offset that it cannot convert as it is, with a warning, and converts none of annotations that
stand in no index; both would point at other words.
"""

from typing import Any
from xml.parsers import expat

import attrs

from newsclaims._offsets import OffsetError, Offsets
from newsclaims.errors import Issue, shown

__all__ = ["Fault", "json_faults", "xmi_faults", "xml_faults"]

_SOFA = "uima.cas.Sofa"
_ARTICLES = {"begin": "a begin", "end": "an end"}
_XMI = "http://www.omg.org/XMI"
_CAS = "http:///uima/cas.ecore"


@attrs.frozen
class Fault:
    """One fault: its code, where, what."""

    code: str
    pointer: str
    message: str


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def json_faults(plain: Any) -> list[Fault]:
    """What is wrong with the plain data of a JSON CAS that dkpro-cassis would not tell, or not tell where."""
    if type(plain) is not dict:
        return [Fault("NC970", "", f"is {shown(plain)}, should be an object of a JSON CAS")]
    if type(plain.get("%VIEWS")) is not dict:
        return [Fault("NC970", "", 'has no "%VIEWS"')]
    found = plain.get("%FEATURE_STRUCTURES", [])
    placed: list[tuple[str, str | None, Any]]
    if type(found) is dict:
        placed = [(f"/%FEATURE_STRUCTURES/{_escaped(name)}", name, value) for name, value in found.items()]
    elif type(found) is list:
        placed = [(f"/%FEATURE_STRUCTURES/{number}", None, value) for number, value in enumerate(found)]
    else:
        return [Fault("NC970", "/%FEATURE_STRUCTURES", f"is {shown(found)}, should be an array")]
    faults, sofas = _sofas(placed)
    if faults:
        return faults
    for pointer, _, value in placed:
        if "@sofa" in value and ("begin" in value or "end" in value):
            if str(value["@sofa"]) not in sofas:
                faults.append(Fault("NC970", f"{pointer}/@sofa", f"is {shown(value['@sofa'])}, there is no such Sofa"))
            else:
                faults += _json_range(pointer, value, sofas[str(value["@sofa"])])
    return faults


def _sofas(placed: list[tuple[str, str | None, Any]]) -> tuple[list[Fault], dict[str, Offsets | None]]:
    """What is wrong with the feature structures as such; and the offsets of each text, by the id of its Sofa."""
    faults: list[Fault] = []
    sofas: dict[str, Offsets | None] = {}
    seen: set[tuple[str, bool]] = set()  # A Sofa may share its id: see `sofas_apart`.
    for pointer, name, value in placed:
        if type(value) is not dict or type(value.get("%TYPE")) is not str:
            faults.append(Fault("NC970", pointer, f"is {shown(value)}, should be an object with a %TYPE"))
            continue
        is_sofa = value["%TYPE"] == _SOFA
        key = str(value.get("%ID") if name is None else name)
        if (key, is_sofa) in seen:
            faults.append(Fault("NC970", pointer, f"has the %ID {shown(key)} of another one"))
        seen.add((key, is_sofa))
        if is_sofa:
            text = value.get("sofaString")
            sofas[key] = Offsets(text, "utf-16") if type(text) is str else None
    return faults, sofas


def _json_range(pointer: str, value: dict[str, Any], offsets: Offsets | None) -> list[Fault]:
    wrong = [
        Fault("NC971", f"{pointer}/{name}" if name in value else pointer, f"has {name} {shown(value.get(name))}")
        for name in ("begin", "end")
        if type(value.get(name)) is not int
    ]
    if wrong:
        return wrong
    problem = _problem(value["begin"], value["end"], offsets)
    return [Fault("NC971", f"{pointer}/{problem[0]}", problem[1])] if problem else []


def _problem(begin: int, end: int, offsets: Offsets | None) -> tuple[str, str] | None:
    """The offset that is wrong, and why; None where both are right, or where there is no text to count in."""
    if begin > end:
        return "begin", f"is {begin}, after the end, {end}"
    if offsets is None:
        return None
    for name, value in (("begin", begin), ("end", end)):
        try:
            offsets.to_points(value)
        except OffsetError as wrong:
            return name, str(wrong)
    return None


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


# ── XMI ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class _TypeDeclaredError(Exception):
    """The XML has a document type."""


@attrs.frozen
class _Element:
    name: str
    attributes: dict[str, str]
    line: int
    column: int


def xml_faults(data: bytes) -> list[Issue]:
    """What is wrong with XML that is to be read without opening anything: faults, and any document type."""
    return _parsed(data)[1]


def xmi_faults(data: bytes) -> list[Issue]:
    """What is wrong with XMI that dkpro-cassis would not tell, or not tell where; each with line and column."""
    elements, issues = _parsed(data)
    if issues:
        return issues
    if elements[0].name != f"{_XMI}}}XMI":
        name = shown(elements[0].name.rpartition("}")[2])
        return [_issue("NC970", elements[0].line, elements[0].column, f"is the element {name}, should be xmi:XMI")]
    return _xmi_ranges(elements)


def _parsed(data: bytes) -> tuple[list[_Element], list[Issue]]:
    parser = expat.ParserCreate(namespace_separator="}")
    elements: list[_Element] = []

    def opened(name: str, attributes: dict[str, str]) -> None:
        elements.append(_Element(name, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    def declared(*_: object) -> None:
        raise _TypeDeclaredError

    parser.StartElementHandler = opened
    parser.StartDoctypeDeclHandler = declared
    hint = ""
    try:
        parser.Parse(data, True)  # noqa: FBT003  # the library's own signature
    except _TypeDeclaredError:
        message = "declares a document type, which could name files to open"
    except (expat.ExpatError, ValueError, LookupError) as wrong:
        reason = expat.ErrorString(wrong.code) if isinstance(wrong, expat.ExpatError) else "unknown encoding"
        message, hint = f"is no XML: {reason}", "was the file cut?"
    else:
        return elements, []
    return [], [_issue("NC970", parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, message, hint)]


def _xmi_ranges(elements: list[_Element]) -> list[Issue]:
    texts: dict[str, str | None] = {}
    members: set[str] = set()
    for element in elements:
        if element.name == f"{_CAS}}}Sofa":
            texts[element.attributes.get(f"{_XMI}}}id", "")] = element.attributes.get("sofaString")
        elif element.name == f"{_CAS}}}View":
            members.update(element.attributes.get("members", "").split())
    sofas = {name: None if text is None else Offsets(text, "utf-16") for name, text in texts.items()}
    issues = []
    for element in elements:
        if not {"sofa", "begin", "end"} <= element.attributes.keys():
            continue
        sofa, begin, end = (element.attributes[name] for name in ("sofa", "begin", "end"))
        at = element.line, element.column
        if sofa not in sofas:
            issues.append(_issue("NC970", *at, f"names the Sofa {shown(sofa)}, there is no such one"))
            continue
        if not all(value.removeprefix("-").isdecimal() and len(value) < 20 for value in (begin, end)):
            issues.append(_issue("NC971", *at, f"has begin {shown(begin)} and end {shown(end)}, should be integers"))
            continue
        offsets = sofas[sofa]
        problem = _problem(int(begin), int(end), offsets)
        if problem:
            issues.append(_issue("NC971", *at, f"has {_ARTICLES[problem[0]]} that is wrong: {problem[1]}"))
        elif offsets and offsets.units > offsets.length and element.attributes.get(f"{_XMI}}}id") not in members:
            hint = "add it to the members of its View"
            issues.append(_issue("NC971", *at, "is in no View, where dkpro-cassis converts no offsets", hint))
    return issues


def _issue(code: str, line: int, column: int, message: str, hint: str = "") -> Issue:
    return Issue(code, "error", "", message, hint, line, column)
