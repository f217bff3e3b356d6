"""
Annotations measured: agreement of annotators, a prediction against gold, what differs, and layers made into one.

`measure` compares all layers of many texts, `score` a prediction with gold, `diff` two layers; `merge` makes one layer
of many; `match` says what belongs together. All need the extra `agreement` (numpy and scipy).

>>> import newsclaims as nc
>>> both = [nc.example(), nc.example("kolaborasi-militer.annotator-2")]
>>> round(measure(both)["alpha.word_or_punct"].value, 3)
0.923
"""

from newsclaims.agreement.coefficients import cohen_kappa, fleiss_kappa, krippendorff_alpha, unitizing_alpha
from newsclaims.agreement.diffing import Change, diff
from newsclaims.agreement.figures import Figure
from newsclaims.agreement.layers import LayersError
from newsclaims.agreement.matching import Item, Matching, Pair, match
from newsclaims.agreement.measuring import Direction, Report, Table, measure, score
from newsclaims.agreement.merging import Conflict, Merged, merge

__all__ = [
    "Change",
    "Conflict",
    "Direction",
    "Figure",
    "Item",
    "LayersError",
    "Matching",
    "Merged",
    "Pair",
    "Report",
    "Table",
    "cohen_kappa",
    "diff",
    "fleiss_kappa",
    "krippendorff_alpha",
    "match",
    "measure",
    "merge",
    "score",
    "unitizing_alpha",
]
