"""What the LEDES package raises. Faults in a file are findings, never exceptions."""


class LedesError(Exception):
    """Base of the package's errors; `code` is stable, the text is fit to show to a person."""

    code = "ledes.error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class FastPathRefused(LedesError):
    """The vectorised reader met something it will not judge; the exact reader must read the same bytes."""

    code = "ledes.fast_path_refused"


class FileRefused(LedesError):
    """Records were asked of a file that has errors."""

    code = "ledes.file_refused"


class UnsupportedForImport(LedesError):
    """The format can be checked but its records cannot be imported (the XML formats)."""

    code = "ledes.unsupported_for_import"


class CannotWrite(LedesError):
    """An invoice holds a value that the chosen format has no room for."""

    code = "ledes.cannot_write"
