"""The verbs of `manage.py ledes`, one module each, with HELP, add_arguments(parser) and
run(options, out, err) -> int.

`run` returns the exit code: 0 good, 1 refused, 2 unusable input.
"""

GOOD, REFUSED, UNUSABLE = 0, 1, 2
