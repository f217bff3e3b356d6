"""What the extra `agreement` brings; the one place that imports it."""

from newsclaims.errors import MissingDependencyError

try:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching
except ModuleNotFoundError as error:
    raise MissingDependencyError((error.name or "scipy").partition(".")[0], extra="agreement") from None

__all__ = [
    "NDArray",
    "connected_components",
    "csr_array",
    "linear_sum_assignment",
    "min_weight_full_bipartite_matching",
    "np",
]
