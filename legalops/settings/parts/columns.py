"""How polars, which reads and reviews files by columns, works in a process of ours.

Set before it is loaded; what the environment says already stands.
"""

import os

# One thread: threads that wait for each other's small frames burn a third more CPU and win no time where
# several processes share the cores.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
# Its allocator gives freed pages back after a second, and each file would fault them in anew: a check of
# 10,000 lines spends a third of its time on that. Longer than this, the peak of a large file grows.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:4000")
