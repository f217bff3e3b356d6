"""Threads read and write side by side, and what one of them does is nothing to the others."""

import gc
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import attrs
import pytest

import newsclaims as nc
from newsclaims._bundled import example_bytes
from newsclaims._collector import LARGE, paused

THREADS = 8
ROUNDS = 50
"""For each thread; `benchmarks/` has more."""


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    assert gc.isenabled()
    yield
    assert gc.isenabled(), "whoever pauses the collector starts it again"


def test_eight_threads_read_write_and_validate_without_a_difference() -> None:
    documents = [example_bytes(name) for name in nc.examples()]
    broken = json.dumps({**json.loads(documents[0]), "langauge": "id"}).encode()
    expected = [(nc.loads(document), nc.dumps(nc.loads(document))) for document in documents]
    issues = nc.validate(broken)
    assert issues
    start = Barrier(THREADS)

    def work(thread: int) -> int:
        start.wait()
        differences = 0
        for turn in range(ROUNDS):
            number = (thread + turn) % len(documents)
            article, written = expected[number]
            loaded = nc.loads(documents[number])
            changed = attrs.evolve(loaded, title=f"{thread} {turn}")
            differences += loaded != article
            differences += nc.dumps(loaded) != written
            differences += nc.loads(nc.dumps(changed)) != changed
            differences += nc.validate(broken) != issues if turn % 10 == 0 else False
        return differences

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(work, range(THREADS))) == 0


def test_the_collector_pauses_for_a_large_document_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = []
    monkeypatch.setattr(gc, "disable", lambda: pauses.append(1))
    small, large = large_document(100), large_document(LARGE // 30)
    assert len(small) < LARGE < len(large)
    nc.dumps(nc.loads(small))
    assert pauses == []
    article = nc.loads(large)
    assert len(pauses) == 1
    nc.dumps(article)
    assert len(pauses) == 2
    nc.validate(large.replace(b'"c1"', b'"c 1"'))
    assert len(pauses) == 4  # on the quick road, and on the exact one


def large_document(claims: int) -> bytes:
    plain = {"schema_version": "1.0", "id": "x", "language": "en"}
    return json.dumps({**plain, "claims": [{"id": f"c{n}", "text": f"Claim {n}"} for n in range(claims)]}).encode()


def test_the_collector_stays_paused_until_the_last_is_done() -> None:
    with paused(when=True):
        with paused(when=True):
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused(when=True):
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_error_starts_the_collector_again() -> None:
    with pytest.raises(ZeroDivisionError), paused(when=True):
        raise ZeroDivisionError
    assert gc.isenabled()
