"""Which rules fire nowhere: what `tawatur unused` lists."""

import tawatur
from tawatur.serve.unused import texts, unused


def test_a_rule_that_fires_is_not_listed():
    record = tawatur.read_text("قال الوزير إن الجسر آمن، بحسب البلدية.")
    left = set(unused([record]))
    assert "ar/cue_verbs.tsv:qala" not in left
    assert "ar/cue_adverbials.tsv:bihasab" not in left
    assert "ar/cue_verbs.tsv:akkada" in left


def test_rows_that_only_silence_are_no_rules():
    assert not any(rule.endswith((":turn", ":no_statement")) for rule in unused([]))


def test_cases_give_their_texts(tmp_path):
    cases = tmp_path / "cases.toml"
    cases.write_text("[[case]]\nid = \"a\"\ntext = ' قال الوزير. '\n", encoding="utf-8")
    assert [(a.id, a.text) for a in texts([cases])] == [("a", "قال الوزير.")]
