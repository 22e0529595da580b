"""`demo stories`: what to look for."""

from django.core.management.base import BaseCommand, CommandParser

from legalops.demo.stories import STORIES

HELP = "List the stories that the demo department holds."


def add_arguments(parser: CommandParser) -> None:
    """None."""


def run(command: BaseCommand, options: dict) -> None:
    """Print each story and where it shows."""
    for story in STORIES:
        command.stdout.write(f"{story.title}. Look at: {story.look}.")
