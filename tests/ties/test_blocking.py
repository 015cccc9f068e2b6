from tests.clients import text_of


def test_blocking_takes_both_cards_back_and_stops_scans_both_ways(make, alice, bob, meetup, client_for, scan_of):
    alices = client_for(alice)
    tie = alices.post("/scans", json=scan_of(meetup.bobs_badge)).json["tie_id"]
    badge = make.badge(make.card(alice), meetup.event)
    assert alices.post(f"/ties/{tie}/block").status_code == 303
    assert "Bricks" not in text_of(alices.get(f"/ties/{tie}"))
    assert alices.post("/scans", json=scan_of(meetup.bobs_badge)).status_code == 404
    assert client_for(bob).post("/scans", json=scan_of(badge)).status_code == 404


def test_the_one_who_took_a_card_can_be_blocked_from_the_start_page(alice, bob, meetup, client_for, scan_of):
    theirs = client_for(alice).post("/scans", json=scan_of(meetup.bobs_badge)).json["tie_id"]
    bobs = client_for(bob)
    assert bobs.post(f"/ties/{theirs}/block?side=theirs").status_code == 303
    assert "took your card" not in text_of(bobs.get("/"))


def test_somebody_without_an_account_cannot_be_blocked(make, alice, client_for):
    tie = make.tie(alice, name="Grace")
    assert client_for(alice).post(f"/ties/{tie.id}/block").status_code == 422


def test_charlie_cannot_block_through_alices_tie(make, alice, bob, charlie, client_for):
    tie = make.tie(alice, bob)
    assert client_for(charlie).post(f"/ties/{tie.id}/block").status_code == 404
