"""What is known of one camera, and the wish to see its picture."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QCoreApplication, Qt, Signal, Slot
from qtpy.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.place import Camera
from widgets.map.words import camera_state_word
from widgets.place_words import direction_word, distance_words
from widgets.time_words import moment_words
from widgets.tokens import Tokens


class CameraPanel(QWidget):
    """Facts and one button.

    Signals:
        play_asked(object): the Camera whose picture is wanted.
        closed(): back to what was shown before.
    """

    play_asked = Signal(object)
    closed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.camera: Camera | None = None
        px = tokens.px
        self.back, self.play = QPushButton(self.tr("‹ Back")), QPushButton(self.tr("Show its picture"))
        self.back.setProperty("flat", True)
        self.back.clicked.connect(self.closed)
        self.play.setProperty("primary", True)
        self.play.clicked.connect(self._ask)
        self.name, self.facts, self.answer = QLabel(), QLabel(), QLabel()
        self.name.setProperty("role", "section")
        self.answer.setProperty("role", "behind")
        for label in (self.name, self.facts, self.answer):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QVBoxLayout()
        inside.setContentsMargins(px(12), 0, px(12), px(12))
        inside.setSpacing(px(8))
        for widget in (self.name, self.facts, self.play, self.answer):
            inside.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(inside)
        box.addStretch(1)
        self.tell("")

    def show_camera(self, camera: Camera, now: datetime) -> None:
        """Show this one; the same again brings its facts up to date."""
        if self.camera is None or camera.camera_id != self.camera.camera_id:
            self.tell("")
        self.camera = camera
        self.name.setText(camera.name)
        self.facts.setText("\n".join(camera_lines(camera, now)[1:] + [
            line for line in (camera.gb_code, camera.masked_address) if line]))
        self.play.setEnabled(camera.has_stream)
        if not camera.has_stream:
            self.tell(self.tr("The address of its stream is not known."))

    def tell(self, words: str) -> None:
        """What became of the wish."""
        self.answer.setText(words)
        self.answer.setVisible(bool(words))

    @Slot()
    def _ask(self) -> None:
        if self.camera is not None:
            self.tell("")
            self.play_asked.emit(self.camera)


def camera_lines(camera: Camera, now: datetime) -> list[str]:
    """Name, state since when, where it looks."""

    translate = QCoreApplication.translate
    lines = [camera.name, translate("camera_panel", "{state} since {time}").format(
        state=camera_state_word(camera.state), time=moment_words(camera.state_since, now))]
    looks = []
    if camera.direction is not None:
        looks.append(translate("camera_panel", "looks {direction}").format(direction=direction_word(camera.direction)))
    if camera.view_angle is not None:
        looks.append(translate("camera_panel", "field of view {n}°").format(n=f"{camera.view_angle:.0f}"))
    if camera.reach is not None:
        looks.append(translate("camera_panel", "reaches {distance}").format(distance=distance_words(camera.reach)))
    return [*lines, " · ".join(looks)] if looks else lines
