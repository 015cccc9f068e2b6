"""Trials in a real browser: Chromium pages of the real app with its service worker, behind the same bad network."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Playwright

from tests.browser.phones import FLAGS
from tests.databases import Database
from tests.faults import plan
from tests.faults.campaign import Campaign
from tests.faults.living import KILLED, OFFLINE, Phone
from tests.faults.people import people, sign_in
from tests.faults.phones import Phones, phones
from tests.faults.plan import Trial
from tests.faults.server import Server
from tests.faults.storage import storage

FIRST = 1_000_000  # the numbers of these trials begin here
FAULTS = (
    OFFLINE, "lost reply", plan.TAB_CLOSED, "cut reply", plan.TABS, "cut at commit", plan.SIGNED_OUT, "cut request",
    plan.WORKER_KILLED, plan.SERVER_KILLED, KILLED,
)


class InBrowser(Campaign):
    """Each trial is a phone of its own: an empty storage, somebody signed in, the app opened once."""

    each = 20

    def __init__(
        self, database: Database, server: Server, seed: int, fault: str = "", *, playwright: Playwright, path: str
    ) -> None:
        super().__init__(database, server, seed, fault)
        self.playwright, self.path = playwright, path

    def _run(self, numbers: Sequence[int]) -> None:
        browser = self.playwright.chromium.launch(executable_path=self.path, args=FLAGS)
        with phones(self._answer, "gate.mjs", str(self.server.port)) as gate:
            self.url = f"http://localhost:{gate.receive()['port']}"
            for number in numbers:
                made, cookie = self._made(number)
                with storage(browser, self.playwright, self.path, made.fault == KILLED, self.url) as there:
                    self._trial(Phone(there, made, cookie, self._cookie_again), gate)
        browser.close()

    def _fault(self, number: int) -> str:
        return self.fault or FAULTS[number % len(FAULTS)]

    def _trial(self, phone: Phone, gate: Phones) -> None:
        script = [step for device in phone.made.devices for step in device.script]
        try:
            phone.open()
            self._tell(gate, script=script)
            report = phone.live()
        except (BrowserError, TimeoutError) as error:
            report = {"failure": str(error)}
        self._check([{"number": phone.made.number, **report, **self._tell(gate, script=[])}])

    def _made(self, number: int) -> tuple[Trial, str]:
        [person] = people(self.app, self.crowd, 1)
        [cookie] = sign_in(self.app, person.id)
        made = plan.trial(self.seed, number, self._fault(number), person, self.crowd, self.server.url)
        for step in (step for device in made.devices for step in device.script if "then" in step):
            step["then"] = {**step["then"], "trial": number if made.fault == plan.SIGNED_OUT else None}
        self.trials[number] = made
        return made, cookie

    def _cookie_again(self, number: int) -> str:
        return sign_in(self.app, self.trials[number].person.id)[0]

    def _tell(self, gate: Phones, **message: Any) -> dict[str, Any]:
        gate.send(message)
        return gate.receive()
