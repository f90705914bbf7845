"""The look of the program around every widget: night theme, Chinese words."""

from __future__ import annotations

import pytest
from qtpy.QtCore import QSize
from qtpy.QtGui import QCursor

from tests.widgets.sample_cases import SUBCATEGORIES
from ui.language import install_translation
from ui.theme import apply_theme
from widgets.report_form import ReportForm


@pytest.fixture(scope="module")
def tokens(qapp):
    assert install_translation(qapp, "zh_CN")
    yield apply_theme(qapp, "night", QSize(1366, 768))
    install_translation(qapp, "en")
    qapp.setStyleSheet("")


@pytest.fixture(autouse=True)
def pointer_away(qapp):
    """The pointer is one for the whole run; left where a test moved it, it would lie on what the next one shows."""
    QCursor.setPos(qapp.primaryScreen().virtualGeometry().bottomRight())


@pytest.fixture
def form(tokens, qtbot):
    """A report form as the desk has it, empty, 400 px wide."""
    shown = ReportForm(tokens)
    qtbot.addWidget(shown)
    shown.set_catalogue(SUBCATEGORIES)
    shown.start_new()
    shown.resize(400, 640)
    shown.show()
    return shown
