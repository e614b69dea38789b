"""A command line called in this process."""

from typer.testing import CliRunner


def run(*words, code=0):
    """What the words print; ``code`` is what they must end with."""
    from tawatur.serve.cli import app

    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result
