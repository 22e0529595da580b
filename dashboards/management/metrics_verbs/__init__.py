"""The verbs of `manage.py metrics`: each has HELP, add_arguments and run, which returns the exit code."""
