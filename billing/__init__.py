"""E-billing: LEDES intake, guideline review, reductions, approval, hand-over to accounts payable."""
