"""What is said within what: kept free of circles and of chains that are too long."""

__all__ = ["Nesting"]


class Nesting:
    """
    Which claim each attribution lies within.

    Attributes:
        outer: The id of the outer claim by the id of the attribution.

    >>> nesting = Nesting()
    >>> nesting.add("a2", "c2", "c1"), nesting.add("a1", "c1", "c2"), nesting.outer
    (True, False, {'a2': 'c1'})
    """

    def __init__(self, most: int = 64) -> None:
        """Begin with nothing inside anything; no chain is to have more than so many claims."""
        self.outer: dict[str, str] = {}
        self._most = most
        self._above: dict[str, dict[str, None]] = {}

    def add(self, attribution: str, claim: str, outer: str) -> bool:
        """
        Nest an attribution of a claim in another claim; whether it was done.

        It is not where the outer claim lies within the inner one, or at the end of a chain that is as long as may be.
        """
        seen, level = {outer}, [outer]
        for _ in range(self._most):
            if claim in level:
                return False
            level = [above for current in level for above in self._above.get(current, ()) if above not in seen]
            if not level:
                self.outer[attribution] = outer
                self._above.setdefault(claim, {})[outer] = None
                return True
            seen.update(level)
        return False

    def cut(self) -> list[str]:
        """Take the attributions out again that grew too long a chain from its middle; which they were."""
        depths = self._depths()
        cut = [attribution for attribution, outer in self.outer.items() if depths[outer] >= self._most]
        for attribution in cut:
            del self.outer[attribution]
        return cut

    def _depths(self) -> dict[str, int]:
        """How many claims stand above one another at each claim, itself among them."""
        depths: dict[str, int] = {}
        for start in [*self._above, *self.outer.values()]:
            way = [start]
            while way:
                current = way[-1]
                unknown = [above for above in self._above.get(current, ()) if above not in depths]
                if unknown:
                    way += unknown
                else:
                    depths[current] = 1 + max((depths[above] for above in self._above.get(current, ())), default=0)
                    way.pop()
        return depths
