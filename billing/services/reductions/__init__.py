"""How reductions of a line stand on each other, what they amount to, and the sums kept from them."""

from billing.services.reductions.amounts import Wanted, reduction_of
from billing.services.reductions.stacks import LineStack, Stacks

__all__ = ["LineStack", "Stacks", "Wanted", "reduction_of"]
