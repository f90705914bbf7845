"""What speaks against a picture as evidence: taken far from the case's place, or before anybody was sent."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from qtpy.QtCore import QCoreApplication

from app.domain.case_detail import Attachment, CaseDetail

FAR = 100.0               # metres; a telephone's own error is some 10 to 30
_EARTH = 6_371_008.8      # metres, mean radius


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres along the ground between two (longitude, latitude) in degrees."""
    (x1, y1), (x2, y2) = one, other
    half = sin(radians(y2 - y1) / 2) ** 2 + cos(radians(y1)) * cos(radians(y2)) * sin(radians(x2 - x1) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def place_words(one: Attachment, detail: CaseDetail) -> str:
    """``距案发地 35 米``; '' when either place is not known."""
    if one.position is None or detail.case.position is None:
        return ""
    metres = metres_between(one.position, detail.case.position)
    translate = QCoreApplication.translate
    if metres >= 1000:
        return translate("words", "{n} km from the place").format(n=f"{metres / 1000:.1f}")
    return translate("words", "{n} m from the place").format(n=round(metres))


def doubt_words(one: Attachment, detail: CaseDetail) -> str:
    """What to be warned of, '' when nothing."""
    translate = QCoreApplication.translate
    doubts = []
    if one.position is not None and detail.case.position is not None \
            and metres_between(one.position, detail.case.position) > FAR:
        doubts.append(translate("words", "Taken more than {n} m away").format(n=round(FAR)))
    if one.kind == "handle_after" and one.taken_at is not None and detail.dispatched_at is not None \
            and one.taken_at < detail.dispatched_at:
        doubts.append(translate("words", "Taken before the case was dispatched"))
    return " · ".join(doubts)
