"""manage.py documents verify: every row's file exists and hashes right."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from legalops.documents.models import Document
from legalops.documents.services.reading import Damage, verify_all


class Command(BaseCommand):
    """Thin door to documents.services.reading."""

    help = "Compare stored files with their rows. Exit 0: all whole. Exit 1: damage, listed."

    def add_arguments(self, parser: CommandParser) -> None:
        """One verb so far."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verifying = verbs.add_parser("verify", help="read and hash every stored file")
        verifying.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool, **options: Any) -> None:
        """Print what is wrong and exit accordingly."""
        damages = list(verify_all())
        total = Document.objects.count()
        self.stdout.write(_as_json(damages, total) if as_json else _as_text(damages, total))
        if damages:
            sys.exit(1)


def _as_json(damages: list[Damage], total: int) -> str:
    return json.dumps({"documents": total, "damaged": [asdict(each) for each in damages]}, indent=2)


def _as_text(damages: list[Damage], total: int) -> str:
    lines = [f"document {each.document_id}: file {each.problem} ({each.sha256})" for each in damages]
    return "\n".join([*lines, f"{total} documents, {len(damages)} damaged"])
