"""What can go wrong, each error carrying its subject: a path, a URL, a document id, or a file and its entry."""


class SaysoError(Exception):
    """Base of every error that a user can cause or mend; ``str()`` is a full sentence that says what to do."""

    def __init__(self, message: str, subject: str | None = None) -> None:
        super().__init__(f"{subject}: {message}" if subject else message)
        self.message = message
        self.subject = subject


class UsageError(SaysoError):
    """The command or call is wrong (exit status 2)."""


class IntakeError(SaysoError):
    """A report could not be read (exit status 1); the rest of the batch goes on."""


class UnreadLanguage(IntakeError):
    """The report is in a language for which there is no folder in lang/."""


class LexiconError(SaysoError):
    """A file of lang/ breaks its schema; the subject names file and entry."""


class LedgerError(SaysoError):
    """The ledger file cannot be opened, is not a ledger, or was written by a newer version."""
