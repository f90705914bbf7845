"""The language of the screens: source strings are English, ``zh_CN`` is complete and the default."""

from __future__ import annotations

from pathlib import Path

from qtpy.QtCore import QLibraryInfo, QLocale, QTranslator
from qtpy.QtWidgets import QApplication

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"


def install_translation(app: QApplication, language: str = "zh_CN") -> bool:
    """Show every text of ``app`` in ``language`` (``'zh_CN'`` or ``'en'``); call it before the first widget is made.

    Returns False when the translation file is missing, so that the caller can say so; English is shown then.
    Translators installed by an earlier call are removed.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
        old.deleteLater()
    QLocale.setDefault(QLocale(language))
    if language == "en":
        return True
    ours = QTranslator(app)
    found = bool(ours.load(str(TRANSLATIONS / f"{language}.qm")))
    # Qt's own dialogs (file chooser, colour names, buttons) come with Qt.
    of_qt = QTranslator(app)
    if of_qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(of_qt)
    if found:
        app.installTranslator(ours)
    return found
