"""Addresses of a server as people write them, and as configurations do."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import make_url

from app.database.address import AddressUnreadable, person_address, server_of, with_options


@pytest.mark.parametrize("written", ["desk:5433/gridroom", "postgresql://desk:5433/gridroom?sslmode=verify-full",
                                     "postgresql+psycopg2://somebody:secret@desk:5433/gridroom"])
def test_that_a_person_is_put_into_an_address_and_its_options_stay(written: str) -> None:
    url = make_url(person_address(written, "派遣1", "a:b@c/ü"))
    assert (url.username, url.password) == ("派遣1", "a:b@c/ü")
    assert (url.host, url.port, url.database) == ("desk", 5433, "gridroom")
    assert dict(url.query) == ({"sslmode": "verify-full"} if "sslmode" in written else {})


@pytest.mark.parametrize(("written", "server"), [
    ("desk", "desk:5432/gridroom"), ("postgresql://u:secret@desk:5433/city?sslmode=require", "desk:5433/city"),
    ("u:secret@desk:port", "desk:port"),
])
def test_that_the_name_of_a_server_names_nobody(written: str, server: str) -> None:
    assert server_of(written) == server


@pytest.mark.parametrize("written", ["desk:port/gridroom", "::::", "mysql://desk/gridroom", "http://desk",
                                     "u:secret@desk:port"])
def test_that_what_is_no_address_is_told_without_its_password(written: str) -> None:
    with pytest.raises(AddressUnreadable) as told:
        person_address(written, "taker", "geheim")
    assert "secret" not in str(told.value)
    assert "geheim" not in str(told.value)


def test_that_a_form_that_shows_the_server_loses_no_option() -> None:
    configured = "postgresql://desk:5432/gridroom?sslmode=verify-full"
    assert with_options(server_of(configured), configured) == configured
    assert with_options("other:5432/gridroom", configured) == "other:5432/gridroom"
    assert with_options("desk:5432/gridroom", "") == "desk:5432/gridroom"
