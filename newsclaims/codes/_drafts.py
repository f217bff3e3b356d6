"""NC7xx: resolution of a draft, and places on an edited text."""

from newsclaims.codes._row import Row

TABLE: tuple[Row, ...] = ()
