"""Articles to make corpora of: every bundled one, some twice, and one whose numbers no float holds."""

import newsclaims as nc


def bundled() -> list[nc.Article]:
    """The bundled articles, the seed twice: two layers of one id are told apart by their number."""
    return [*(nc.example(name) for name in nc.examples()), nc.example(), exact_ratings()]


def exact_ratings() -> nc.Article:
    """Ratings that a column of floats cannot tell apart."""
    claim = nc.Claim(id="c", text="It is so.")
    ratings = [(1, 5, 0), (1.0, 5, 0), (2**63, None, -0.0), (2**53 + 1, 2**64 - 1, -(2**63)), (0.1, 1e300, None)]
    reviews = [
        nc.Review(id=f"r{number}", claim_id="c", label="So", rating_value=value, rating_best=best, rating_worst=worst)
        for number, (value, best, worst) in enumerate(ratings)
    ]
    return nc.Article(id="ratings", language="en", claims=(claim,), reviews=tuple(reviews))
