"""The last order comes back in Canada: pesim started as a process, asked with requests."""

import json
import ssl
import subprocess
from urllib.parse import urlsplit

import pytest
import requests

LISTEN = ["--listen", "france=127.0.0.1:0", "--listen", "canada=127.0.0.2:0"]
START = ["node_modules/.bin/pesim", "start", "--json", "--clock", "frozen", "--fixture", "france-canada-protected"]


@pytest.fixture
def emulator(tmp_path):
    process = subprocess.Popen([*START, *LISTEN], stdout=subprocess.PIPE, text=True)
    started = json.loads(process.stdout.readline())
    address = urlsplit(started["control"])
    certificate = tmp_path / "pesim.pem"
    certificate.write_text(ssl.get_server_certificate((address.hostname, address.port)))
    session = requests.Session()
    session.trust_env = False  # REQUESTS_CA_BUNDLE would win over what is trusted here
    session.verify = str(certificate)
    session.auth = (started["clusters"]["canada"]["username"], started["clusters"]["canada"]["password"])
    yield session, started
    process.terminate()
    process.wait()


def test_the_last_order_comes_back_in_canada(emulator):
    session, started = emulator
    control, canada = started["control"], started["clusters"]["canada"]["url"]

    def ask(method, path, **body):
        answer = session.request(method, control + path, json=body or None)
        answer.raise_for_status()
        return answer.json()

    web01 = next(vm for vm in ask("GET", "/clusters/france/vms")["vms"] if vm["name"] == "web01")
    ask("POST", f"/clusters/france/vms/{web01['uuid']}/marks", name="order-5")
    ask("POST", "/clock/advance", until_event={"type": "snapshot-received", "cluster": "canada"})
    ask("PUT", "/clusters/france", power="lost")
    session.post(f"{canada}/api/nutanix/v2.0/protection_domains/gold/activate").raise_for_status()
    ask("POST", "/clock/advance", until_idle=True)

    recovered = next(vm for vm in ask("GET", "/clusters/canada/vms")["vms"] if vm["name"] == "web01")
    marks = ask("GET", f"/clusters/canada/vms/{recovered['uuid']}/marks")["marks"]
    assert [mark["name"] for mark in marks] == ["order-5"]
