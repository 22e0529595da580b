"""How polars, which reads and reviews files by columns, works in a process of ours.

Set before it is loaded; what the environment says already stands.
"""

import os

# One thread: threads that wait for each other's small frames burn a third more CPU and win no time where
# several processes share the cores.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
