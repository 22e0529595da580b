"""The fixtures of intake, for this folder."""

from tests.billing.intake.fixtures import (  # noqa: F401
    biller,
    firm,
    jo,
    matter,
    specialist,
    stored_files,
)
