"""What stands the product up on one machine: environment, servers, assets, supervisor, test clusters.

Owner: platform. Standard library alone, so that ``python3 -m legalops.stack`` works on a bare machine.
"""
