"""Every text of the screens is there in Chinese, and the compiled file is the committed text."""

from __future__ import annotations

import runpy
from pathlib import Path

from qtpy.QtCore import QCoreApplication

RENEW = Path(__file__).resolve().parents[2] / "resources" / "translations" / "renew.py"


def test_that_every_text_is_translated_and_compiled():
    assert runpy.run_path(str(RENEW))["problems"]() == []


def test_that_an_untranslated_text_is_found(tmp_path):
    broken = tmp_path / "zh_CN.ts"
    whole = RENEW.with_name("zh_CN.ts").read_text(encoding="utf-8")
    done, undone = "<translation>待派遣</translation>", '<translation type="unfinished"></translation>'
    broken.write_text(whole.replace(done, undone), encoding="utf-8")
    found = runpy.run_path(str(RENEW))["untranslated"](broken)
    assert "words: To be dispatched" in found


def test_that_placeholders_are_the_same_in_both_languages():
    import re
    from xml.etree import ElementTree

    wrong = []
    for message in ElementTree.parse(RENEW.with_name("zh_CN.ts")).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.findtext("translation") or ""
        if sorted(re.findall(r"\{\w*\}", source)) != sorted(re.findall(r"\{\w*\}", translation)):
            wrong.append(source)
    assert wrong == []


def test_that_the_program_speaks_chinese(tokens):
    assert QCoreApplication.translate("words", "To be dispatched") == "待派遣"


def test_that_chinese_sentences_have_chinese_punctuation():
    import re
    from xml.etree import ElementTree

    half = re.compile(r"[\u3400-\u9fff”）] ?[,;:!?(]|[,;:!?)] ?[\u3400-\u9fff“（]"
                      r"|\} ?[,;:!?](?!\{)|[\u3400-\u9fff]\.(?!\w)")
    a_format = "主机:端口/数据库"  # an address is written so
    wrong = [words for one in ElementTree.parse(RENEW.with_name("zh_CN.ts")).getroot().iter("translation")
             if re.search("[\u3400-\u9fff]", words := one.text or "") and half.search(words.replace(a_format, ""))]
    assert wrong == []
