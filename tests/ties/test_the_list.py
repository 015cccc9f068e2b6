from datetime import timedelta

import pytest

from networking_app.clock import now
from networking_app.ties.models import TieTag
from tests.clients import text_of


def _names(client, query=""):
    page = text_of(client.get(f"/ties{query}"))
    return [name for name in ("José", "山田", "Zoë") if name in page]


@pytest.fixture
def three(make, alice, client_for):
    for name, org, days in (("José García", "Acme", 3), ("山田 太郎", "むすび", 2), ("Zoë Quill", "Nib & Co", 1)):
        make.tie(alice, name=name, org=org, last_met_at=now() - timedelta(days=days), search_text="")
    client = client_for(alice)
    for tie, text in ((1, "likes sailing"), (2, "wrote the parser"), (3, "sailing too")):
        client.post(f"/ties/{tie}/notes", data={"text": text, "client_id": f"note-{tie}-abcd"})
    return client


def test_the_person_met_last_comes_first(three):
    page = text_of(three.get("/ties"))
    assert page.index("Zoë") < page.index("山田") < page.index("José")


def test_the_share_with_words_stands_beside_how_many_they_are(make, alice, three):
    assert "3 people, 100 % with words" in text_of(three.get("/ties"))
    make.tie(alice, name="Grace")
    assert "4 people, 75 % with words" in text_of(three.get("/ties"))


def test_the_doors_beside_the_ties_open_with_the_first(make, alice, client_for):
    client = client_for(alice)
    assert 'class="room"' not in client.get("/ties").text
    make.tie(alice, name="José García")
    assert client.get("/ties").text.count('class="room"') == 6


@pytest.mark.parametrize(
    ("words", "found"),
    [("jose", ["José"]), ("GARCIA acme", ["José"]), ("太郎", ["山田"]), ("sailing", ["José", "Zoë"]),
     ("zoe nib", ["Zoë"]), ("parser", ["山田"]), ("%", []), ("_", []), ("nobody", []),
     ("  ", ["José", "山田", "Zoë"])],
)
def test_search_reads_names_organisations_and_notes_in_every_script(three, words, found):
    assert _names(three, f"?q={words.replace('%', '%25')}") == found


def test_the_card_of_the_other_is_searched_too(alice, meetup, make, client_for, scan_of):
    card = make.card(make.user("Dana"), full_name="Dana", org="Zeppelin Works", search_text="dana zeppelin works")
    client = client_for(alice)
    client.post("/scans", json=scan_of(make.badge(card, meetup.event)))
    assert "Dana" in text_of(client.get("/ties?q=zeppelin"))


def test_tags_and_events_narrow_the_list(make, alice, meetup, client_for, scan_of):
    client = client_for(alice)
    met = client.post("/scans", json=scan_of(meetup.bobs_badge, tags=["great talk"])).json["tie_id"]
    make.tie(alice, name="Grace Hopper")
    make.saved(TieTag(owner_id=alice.id, tie_id=met, name="boats"))
    for query in (f"?event={meetup.event.id}", "?tag=boats", "?tag=great+talk"):
        page = text_of(client.get(f"/ties{query}"))
        assert "Bob Builder" in page and "Grace Hopper" not in page


def test_bob_sees_none_of_alices_ties(make, alice, bob, client_for):
    tie = make.tie(alice, name="Grace Hopper")
    assert "Grace" not in client_for(bob).get("/ties?q=grace").text.split('id="found"')[1]
    assert client_for(bob).get(f"/ties/{tie.id}").status_code == 404


@pytest.mark.parametrize(
    "query", ["?event=99999999999999999999", "?event=x", "?from=-1", "?from=1e9", "?tag=" + "x" * 5000]
)
def test_a_nonsense_address_is_an_ordinary_page(alice, client_for, query):
    assert client_for(alice).get("/ties" + query).status_code == 200


def test_more_than_a_page_can_be_leafed_through(make, alice, client_for):
    for number in range(53):
        make.tie(alice, name=f"Person {number:02}", last_met_at=now() - timedelta(minutes=number))
    client = client_for(alice)
    assert "Person 52" not in text_of(client.get("/ties"))
    assert "Person 52" in text_of(client.get("/ties?from=50"))
