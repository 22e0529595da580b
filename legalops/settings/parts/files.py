"""Limits of what is attached to records, and of reading its text."""

import environ

env = environ.Env()
MIB = 1024 * 1024

FILES_MAX_BYTES = env.int("FILES_MAX_BYTES", default=100 * MIB)
# Reading the text of one file: wall-clock and processor seconds, memory, pages, kept characters.
TEXT_MAX_SECONDS = env.int("TEXT_MAX_SECONDS", default=30)
TEXT_MAX_MEMORY_BYTES = env.int("TEXT_MAX_MEMORY_BYTES", default=768 * MIB)
TEXT_MAX_PAGES = env.int("TEXT_MAX_PAGES", default=2_000)
TEXT_MAX_CHARACTERS = env.int("TEXT_MAX_CHARACTERS", default=1_000_000)
