"""Push services hear of somebody who can be reached, or there is no push."""

import pytest
from flask import Flask

from networking_app.config import ConfigError, from_environment
from networking_app.push_contact import contact_from
from tests.databases import SETTINGS


@pytest.mark.parametrize("contact", ["mailto:ops@knownby.org", "https://knownby.org/contact", "mailto:a@b.co.uk", "",
                                     " mailto:ops@knownby.org "])  # fmt: skip
def test_a_real_contact_is_taken(contact: str) -> None:
    assert from_environment({"VAPID_CONTACT": contact})["VAPID_CONTACT"] == contact.strip()


@pytest.mark.parametrize("contact", [
    "ops@knownby.org", "mailto:ops", "mailto:@knownby.org", "mailto:ops@localhost", "mailto:ops@printer.local",
    "mailto:ops@knownby.invalid", "mailto:ops@knownby.example", "mailto:ops@knownby", "mailto:ops@192.168.1.4",
    "mailto:ops @knownby.org", "http://knownby.org", "https://localhost/", "https://10.0.0.1/", "https://[::1]/",
    "https://", "https://[", "tel:+4930123456", "mailto:ops@knownby..org",
])  # fmt: skip
def test_a_contact_that_nobody_can_reach_stops_the_start(contact: str) -> None:
    with pytest.raises(ConfigError, match="VAPID_CONTACT"):
        from_environment({"VAPID_CONTACT": contact})


@pytest.mark.parametrize(("mail_from", "public_url", "contact"), [
    ("Knownby <ops@knownby.org>", "http://localhost:8000", "mailto:ops@knownby.org"),
    ("Knownby <knownby@localhost>", "https://meet.knownby.org", "https://meet.knownby.org"),
    ("Knownby <knownby@localhost>", "https://box.local", ""),
    ("Knownby <knownby@localhost>", "http://meet.knownby.org", ""),
    ("", "http://localhost", ""),
])  # fmt: skip
def test_without_the_setting_mail_or_pages_are_the_contact(mail_from: str, public_url: str, contact: str) -> None:
    assert contact_from(mail_from, public_url) == contact


def test_the_tests_own_application_has_none(app: Flask) -> None:
    assert SETTINGS["PUBLIC_URL"] == "http://localhost" and app.config["VAPID_CONTACT"] == ""
