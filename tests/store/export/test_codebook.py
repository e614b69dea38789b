"""A user's own codebook: labels, and clear words where the file is wrong."""

import pandas as pd
import pytest

from tawatur.errors import UnreadableInput
from tawatur.store.export.codebook import Codebook, Rule, read_codebook

MAP = """
name = "Strikes and arrests"

[[rule]]
label = "Strike on civilians"
type = ["ASSAULT"]
weapon = ["air"]
target = ["civilian"]

[[rule]]
label = "Strike"
type = ["ASSAULT"]
mode = ["drone", "aerial"]

[[rule]]
label = "Arrest of reporters"
type = ["COERCE"]
mode = ["arrest"]
actor = ["state"]
target = ["JRN"]
"""


@pytest.fixture
def codebook(tmp_path):
    def write(text=MAP):
        path = tmp_path / "map.toml"
        path.write_text(text, encoding="utf-8")
        return read_codebook(path)

    return write


def test_the_first_rule_that_fits_gives_the_label(written, codebook):
    report, paths = written("codebook", codebook=codebook())
    rows = pd.read_csv(paths["events"], encoding="utf-8-sig", keep_default_na=False, dtype=str)
    assert list(zip(rows.label, rows.event, strict=True)) == [
        ("Strike on civilians", "v1"),
        ("Arrest of reporters", "v8"),
    ]
    assert rows.chain[0] == "وكالة الشاطئ > سالم الفرجاني > مدير المستشفى"
    assert rows.also_told_by[0] == "(outlet)"
    assert dict(report.left_out)["without a label"] == 1


def test_a_branch_of_weapons_is_no_beginning_of_a_word(written):
    book = Codebook((Rule("x", weapon=("ai",)),))
    assert dict(written("codebook", codebook=book)[0].left_out)["without a label"] == 3
    book = Codebook((Rule("x", weapon=("air.uav",)),))
    assert dict(written("codebook", codebook=book)[0].left_out)["without a label"] == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rule = 3", "Expected `array`"),
        ("[[rule]]\ntype = ['ASSAULT']", "missing required field `label`"),
        ("[[rule]]\nlabel = ''", "length >= 1"),
        ("[[rule]]\nlabel = 'x'\ncolour = 'red'", "unknown field `colour`"),
        ("[[rule]]\nlabel = 'x'\ntype = ['STRIKE']", "type is one of AGREE, CONSULT"),
        ("[[rule]]\nlabel = 'x'\nmode = 'demo'", "each a list of words"),
        ("[[rule]]\nlabel = 'x'\nactor = ['army']", "rule 1 (x): there is no actor 'army'; one of GOV, MIL"),
        (
            "[[rule]]\nlabel = 'x'\nmode = ['strike']\ntype = ['ASSAULT']",
            "there is no mode 'strike'; one of abduct, aerial",
        ),
        (
            "[[rule]]\nlabel = 'x'\nmode = ['visit']\ntype = ['AID']",
            "there is no mode 'visit'; this type has none",
        ),
        ("[[rule]]\nlabel = 'x'\nweapon = ['ai']", "there is no weapon 'ai'; one of air, air.aircraft"),
        ("name = 'empty'", "missing required field `rule`"),
        ("[[rule]\n", "is no TOML"),
        (
            "[[rule]]\nlabel = 'a'\ntype = ['ASSAULT', 'COERCE']\n[[rule]]\nlabel = 'b'\ntype = ['ASSAULT']\nmode = ['drone']",
            "rule 2 (b): is never reached, the rule a takes all it could",
        ),
    ],
)
def test_a_wrong_map_is_told(codebook, text, told):
    with pytest.raises(UnreadableInput, match=r"map\.toml: ") as error:
        codebook(text)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_map_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UnreadableInput, match="--codebook names a TOML file"):
        read_codebook(tmp_path / "none.toml")
