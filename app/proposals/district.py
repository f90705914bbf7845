"""What a district's own record teaches: its filed cases, and from the first day its catalogue's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.catalogue import FiledText, Subcategory
from app.proposals.class_model import ClassModel, Known

MOST_TEXTS = 3_000  # learned from at once: some seconds and 100 MB for a moment; the newest count


def learn_district(catalogue: Sequence[Subcategory], filed: Iterable[FiledText]) -> ClassModel:
    """A model whose labels are ``minor_id`` as text, of the classes in use.

    Raises ValueError while the catalogue has fewer than two classes.
    """
    known = [Known(_words_of(one), str(one.minor_id), is_name=True) for one in catalogue if not one.disabled]
    in_use = {one.label for one in known}
    room = max(0, MOST_TEXTS - len(known))
    cases = [Known(one.text, str(one.minor_id)) for one in filed if str(one.minor_id) in in_use]
    return ClassModel.learn([*known, *cases[:room]])


def _words_of(one: Subcategory) -> str:
    """The name as a subject, the filing conditions below it."""
    return f"{one.name}\n" + "，".join(condition.condition for condition in one.conditions)
