"""The look of the program around every widget: night theme, Chinese words."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QSize

from ui.language import install_translation
from ui.theme import apply_theme


@pytest.fixture(scope="module")
def tokens(qapp):
    assert install_translation(qapp, "zh_CN")
    yield apply_theme(qapp, "night", QSize(1366, 768))
    install_translation(qapp, "en")
    qapp.setStyleSheet("")
