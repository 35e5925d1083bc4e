"""pesim for pytest: one process for the session, on free ports; each test begins with the fixture anew."""

import json
import subprocess
import time

import pytest
import requests

from failover import Prism

PESIM = ["node_modules/.bin/pesim", "start", "--json", "--port", "0", "--clock", "frozen"]
START = [*PESIM, "--fixture", "france-canada-protected", "--at", "2026-03-02T08:00:00Z"]


class Emulator:
    """The control API, as far as these tests need it: https://127.0.0.1:9440/docs has all of it."""

    def __init__(self, control, clusters, certificate):
        self.control = control
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = certificate
        self.france, self.canada = [
            Prism(clusters[name]["url"], clusters[name]["username"], clusters[name]["password"], certificate)
            for name in ("france", "canada")
        ]

    def ask(self, method, path, **body):
        answer = self.session.request(method, self.control + path, json=body or None)
        assert answer.ok, f"{method} {path}: {answer.text}"  # its message says what is wrong
        return answer.json() if answer.content else None

    def advance(self, seconds):
        return self.ask("POST", "/clock/advance", seconds=seconds)

    def until(self, event, **which):
        return self.ask("POST", "/clock/advance", until_event={"type": event, **which})["event"]

    def until_idle(self):
        return self.ask("POST", "/clock/advance", until_idle=True)

    def vm(self, cluster, name):
        return next(vm for vm in self.ask("GET", f"/clusters/{cluster}/vms")["vms"] if vm["name"] == name)

    def write(self, cluster, vm, mark):
        self.ask("POST", f"/clusters/{cluster}/vms/{self.vm(cluster, vm)['uuid']}/marks", name=mark)

    def marks(self, cluster, vm):
        marks = self.ask("GET", f"/clusters/{cluster}/vms/{self.vm(cluster, vm)['uuid']}/marks")["marks"]
        return [mark["name"] for mark in marks]


@pytest.fixture(scope="session")
def started():
    """It is ready once it has printed a line of JSON, which has its URLs and its certificate."""
    with subprocess.Popen(START, stdout=subprocess.PIPE, text=True) as child:
        try:
            line = child.stdout.readline()
            assert line, f"pesim has ended with {child.wait()}: its standard error says why"
            yield json.loads(line)
        finally:
            child.terminate()


@pytest.fixture
def emulator(started, tmp_path, monkeypatch):
    certificate = tmp_path / "pesim.pem"
    certificate.write_text(started["ca"])
    emulator = Emulator(started["control"], started["clusters"], str(certificate))
    emulator.ask("POST", "/world/reset")
    emulator.ask("DELETE", "/mishaps")
    emulator.ask("DELETE", "/journal")
    emulator.ask("PUT", "/clock", mode="frozen")
    monkeypatch.setattr(time, "sleep", emulator.advance)  # the sleeps of the code under test move the clock
    return emulator
