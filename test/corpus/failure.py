"""What went wrong in a case."""


class Failed(Exception):
    """One text for people; the database's own code of the error where it said so: an SQLSTATE or the
    name of a result code."""

    def __init__(self, text, code=None):
        super().__init__(text)
        self.code = code or ""
