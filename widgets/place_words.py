"""Places in words: kinds, why one is proposed, where a point lies as seen from an address."""

from __future__ import annotations

from qtpy.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.place import FoundPlace, PlaceAt

_CLOSE = 15.0  # metres from an address within which a point is the address
_KINDS = {
    "street": QT_TRANSLATE_NOOP("places", "street"),
    "door_plate": QT_TRANSLATE_NOOP("places", "door plate"),
    "lamp_post": QT_TRANSLATE_NOOP("places", "lamp post"),
    "bus_stop": QT_TRANSLATE_NOOP("places", "bus stop"),
    "poi": QT_TRANSLATE_NOOP("places", "named place"),
    "settlement": QT_TRANSLATE_NOOP("places", "housing estate"),
    "district": QT_TRANSLATE_NOOP("places", "district"),
    "community": QT_TRANSLATE_NOOP("places", "community"),
    "duty_grid": QT_TRANSLATE_NOOP("places", "duty grid"),
    "past_case": QT_TRANSLATE_NOOP("places", "earlier cases"),
}
_WHY = {
    "number": QT_TRANSLATE_NOOP("places", "number agrees"),
    "number_start": QT_TRANSLATE_NOOP("places", "number begins so"),
    "number_of": QT_TRANSLATE_NOOP("places", "the house of this number"),
    "name": QT_TRANSLATE_NOOP("places", "name agrees"),
    "name_part": QT_TRANSLATE_NOOP("places", "part of the name"),
    "alias": QT_TRANSLATE_NOOP("places", "also called so"),
    "former": QT_TRANSLATE_NOOP("places", "formerly called so"),
    "street_of": QT_TRANSLATE_NOOP("places", "in this street"),
    "post": QT_TRANSLATE_NOOP("places", "post number agrees"),
    "post_start": QT_TRANSLATE_NOOP("places", "post number begins so"),
}
_WINDS = (
    QT_TRANSLATE_NOOP("places", "north"), QT_TRANSLATE_NOOP("places", "north-east"),
    QT_TRANSLATE_NOOP("places", "east"), QT_TRANSLATE_NOOP("places", "south-east"),
    QT_TRANSLATE_NOOP("places", "south"), QT_TRANSLATE_NOOP("places", "south-west"),
    QT_TRANSLATE_NOOP("places", "west"), QT_TRANSLATE_NOOP("places", "north-west"),
)


def place_kind_word(found: FoundPlace) -> str:
    """What kind of place it is; a street of the area tree is a subdistrict (街道), not a road."""
    if found.origin == "area" and found.kind == "street":
        return QCoreApplication.translate("places", "subdistrict")
    return QCoreApplication.translate("places", _KINDS[found.kind]) if found.kind in _KINDS else ""


def kind_of_place_word(kind: str) -> str:
    """A kind of the address book."""
    return QCoreApplication.translate("places", _KINDS[kind])


def why_words(found: FoundPlace) -> str:
    """Why it is proposed; empty when that is plain to see."""
    if found.why == "past_case":
        return QCoreApplication.translate("places", "{count} times").format(count=found.cases)
    return QCoreApplication.translate("places", _WHY[found.why]) if found.why in _WHY else ""


def detail_words(found: FoundPlace) -> str:
    """The second line of a proposal: kind, community, distance, why."""
    where = found.community or found.street
    return " · ".join(filter(None, (
        place_kind_word(found), "" if where == found.name else where,
        "" if found.metres is None else distance_words(found.metres), why_words(found))))


def distance_words(metres: float) -> str:
    """Metres or kilometres, as exact as one says it."""
    if metres < 1000:
        return QCoreApplication.translate("places", "{metres} m").format(metres=round(metres / 5) * 5)
    return QCoreApplication.translate("places", "{kilometres} km").format(kilometres=f"{metres / 1000:.1f}")


def direction_word(bearing: float) -> str:
    """Degrees from north, clockwise, as one of eight winds."""
    return QCoreApplication.translate("places", _WINDS[round(bearing / 45) % 8])


def address_words(told: PlaceAt) -> str:
    """What one would write down for the point: the address, or how far and which way from it; '' with nothing near."""
    far = told.metres is None or told.metres > _CLOSE
    if told.lamp_post and told.lamp_post_metres is not None and told.lamp_post_metres <= _CLOSE and far:
        return told.lamp_post
    if not told.address or told.metres is None or told.bearing is None:
        if told.lamp_post and told.lamp_post_metres is not None and told.lamp_post_metres > _CLOSE:
            return QCoreApplication.translate("places", "{distance} from {address}").format(
                distance=distance_words(told.lamp_post_metres), address=told.lamp_post)
        return told.lamp_post or told.road
    if not far:
        return told.address
    return QCoreApplication.translate("places", "{distance} {direction} of {address}").format(
        distance=distance_words(told.metres), direction=direction_word(told.bearing), address=told.address)
