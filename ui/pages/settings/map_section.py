"""What the map of this workstation can lie on: a file, 天地图, tiles in GCJ-02. Holds at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from qtpy.QtCore import Qt, Slot
from qtpy.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton

from app.settings import MAP_NAMES, Settings, SettingsUnreadable
from ui.pages.settings.section import SettingsSection
from ui.workstation import Workstation
from widgets.change_list import Change
from widgets.tokens import Tokens
from widgets.wrong_mark import mark_wrong

SECRET = ("tianditu_key", "gcj02_tiles")   # may hold a key: told as dots


class MapSection(SettingsSection):
    """Five lines; no address is asked before somebody looks at its map."""

    def __init__(self, workstation: Workstation, tokens: Tokens) -> None:
        super().__init__(workstation.disk, tokens, self.tr("Base maps"), self.tr(
            "Of this workstation, kept in its gridroom.toml. Which of them the map lies on is chosen on the map "
            "itself, for day and night apart; without any it shows the room's own streets and water."))
        self._work = workstation
        self._held: Settings | None = None
        self._words = {
            "map_file": self.tr("File (MBTiles)"), "tianditu_key": self.tr("天地图: key"),
            "tianditu_address": self.tr("天地图: address of the node"), "gcj02_tiles": self.tr("Tiles in GCJ-02"),
            "gcj02_attribution": self.tr("whose map that is")}
        hints = {"map_file": "district.mbtiles", "tianditu_key": "",
                 "tianditu_address": self.tr("empty: the national one"),
                 "gcj02_tiles": "https://HOST/{z}/{x}/{y}.png", "gcj02_attribution": ""}
        self.fields = {name: QLineEdit() for name in MAP_NAMES}
        self.file = QPushButton(self.tr("Choose…"))
        self.wrong = QLabel()
        self.wrong.setProperty("role", "overdue")
        self.wrong.setWordWrap(True)
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(tokens.px(8))
        for name, field in self.fields.items():
            field.setAccessibleName(self._words[name])
            field.setPlaceholderText(hints[name])
            field.textChanged.connect(self.look)
            if name == "map_file":
                row = QHBoxLayout()
                row.addWidget(field, 1)
                row.addWidget(self.file)
                form.addRow(self._words[name], row)
            else:
                form.addRow(self._words[name], field)
        self.fields["tianditu_key"].setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.body.addLayout(form)
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        self.file.clicked.connect(self._ask_file)

    def fetch(self) -> Callable[[], Any]:
        return partial(Settings.load, self._work.settings.home, {})

    def show_held(self, held: Any) -> None:
        self._held = held
        for name, field in self.fields.items():
            field.blockSignals(True)
            field.setText(getattr(held, name))
            field.blockSignals(False)

    def take_keyboard(self) -> None:
        self.fields["map_file"].setFocus()

    def differences(self) -> list[Change] | None:
        if self._held is None:
            return []
        self.wrong.setText("")
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        for name, field in self.fields.items():
            mark_wrong(field, not self._good(name, typed[name]))
        if self.wrong.text():
            return None
        return [Change(self._words[name], self._told(name, getattr(self._held, name)), self._told(name, typed[name]))
                for name in MAP_NAMES if typed[name].rstrip("/") != getattr(self._held, name)]

    def saving(self) -> Callable[[], Any]:
        assert self._held is not None
        return partial(self._keep, self._held.with_map(
            **{name: field.text().strip() for name, field in self.fields.items()}))

    def _good(self, name: str, value: str) -> bool:
        assert self._held is not None
        try:
            self._held.with_map(**{name: value})
        except SettingsUnreadable:
            self.wrong.setText({
                "tianditu_key": self.tr("A key has only letters, digits, _ and -."),
                "tianditu_address": self.tr("An address begins with http:// or https:// and holds no login."),
            }.get(name, self.tr("An address begins with http:// or https:// and holds {z}, {x} and {y}.")))
            return False
        return True

    def _told(self, name: str, value: str) -> str:
        return "•" * min(8, len(value)) + value[-4:] if name in SECRET and len(value) > 4 else value

    # On a worker thread ---------------------------------------------------------------------------------------------
    @staticmethod
    def _keep(settings: Settings) -> Settings:
        settings.save()
        return settings

    # Back on the GUI thread -----------------------------------------------------------------------------------------
    @Slot(object)
    def _saved(self, answer: Any) -> None:
        kept = {name: getattr(answer, name) for name in MAP_NAMES}
        self._work.take_settings(self._work.settings.changed(**kept))
        super()._saved(answer)

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a base map"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("MBTiles (*.mbtiles)")
        dialog.fileSelected.connect(self.fields["map_file"].setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
