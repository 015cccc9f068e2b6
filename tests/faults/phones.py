"""The process in which the phones run, and the conversation with it."""

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.machine.node import node

Answer = Callable[[dict[str, Any]], dict[str, Any]]
FOLDER = Path(__file__).parent / "phones"


class Phones:
    """`send` trials, `receive` what became of them; `answer` does what a trial asks of those who run the server."""

    def __init__(self, process: subprocess.Popen[str], answer: Answer) -> None:
        self.process, self.answer = process, answer
        self.reports: queue.Queue[dict[str, Any] | Exception] = queue.Queue()
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next trial that has ended; raises what went wrong outside of any trial."""
        report = self.reports.get(timeout=300)
        if isinstance(report, Exception):
            raise report
        return report

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            try:
                self._hear(json.loads(line))
            except Exception as error:
                self.reports.put(error)
        self.reports.put(RuntimeError("The phones' process has ended."))

    def _hear(self, message: dict[str, Any]) -> None:
        if "question" in message:
            self.send({"answer": message["question"], **self.answer(message)})
        else:
            self.reports.put(message)


@contextmanager
def phones(answer: Answer, *program: str) -> Iterator[Phones]:
    """Phones until the block ends; or another program, named with its arguments, that talks in the same way."""
    main, *arguments = program or ("main.mjs",)
    command = [node(), str(FOLDER / main), *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    made = Phones(process, answer)
    try:
        yield made
    finally:
        process.kill()
        process.wait()
        made.thread.join(60)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(BrokenPipeError):  # Ctrl-C reaches the phones as well
                    pipe.close()
