"""The code under test: fail-overs that wait until they are done, by asking again and again. It knows nothing of the emulator."""

import time

import requests

INTERVAL_SECONDS = 5
POLLS_MAX = 2000


class Prism:
    def __init__(self, url, username, password, verify=True):
        self.session = requests.Session()
        self.session.trust_env = False  # REQUESTS_CA_BUNDLE would win over `verify`
        self.session.auth = (username, password)
        self.session.verify = verify
        self.url = f"{url}/api/nutanix/v2.0/"

    def ask(self, method, path, body=None):
        answer = self.session.request(method, self.url + path, json=body, timeout=30)
        answer.raise_for_status()
        return answer.json()


def wait_for(what, look):
    """Asks until there is something. Polls are counted: time.monotonic() would be the time of this machine alone."""
    for _ in range(POLLS_MAX):
        found = look()
        if found:
            return found
        time.sleep(INTERVAL_SECONDS)
    raise TimeoutError(f"{what}: not after {POLLS_MAX} polls")


def fail_over(source, target, domain, site):
    """Moves a domain while both sites are well, and powers its VMs on."""
    source.ask("POST", f"protection_domains/{domain}/migrate", {"value": site})
    take_over(target, domain)


def recover(here, domain):
    """Activates a domain whose other site is lost, and powers its VMs on."""
    here.ask("POST", f"protection_domains/{domain}/activate")
    take_over(here, domain)


def fail_back(source, target, domain, site):
    """After a recovery, when the lost site is back: it gives in, gets what has changed, and takes over again."""
    target.ask("POST", f"protection_domains/{domain}/deactivate")
    wait_for("inactive", lambda: not target.ask("GET", f"protection_domains/{domain}")["active"])
    keep = {"local_max_snapshots": 2, "remote_max_snapshots": {site: 2}}
    schedule = {"type": "HOURLY", "every_nth": 1, "retention_policy": keep}
    source.ask("POST", f"protection_domains/{domain}/schedules", schedule)
    fail_over(source, target, domain, site)


def take_over(here, domain):
    def recovered():
        found = here.ask("GET", f"protection_domains/{domain}")
        return found["vms"] if found["active"] else None

    for vm in wait_for("active", recovered):
        task = here.ask("POST", f"vms/{vm['vm_id']}/set_power_state", {"transition": "ON"})["task_uuid"]

        def ended():
            status = here.ask("GET", f"tasks/{task}")["progress_status"]
            return status if status in ("Succeeded", "Failed", "Aborted") else None

        if wait_for("power on", ended) != "Succeeded":
            raise RuntimeError(f"{vm['vm_name']} is not on")


def open_alerts(prism):
    return [alert["alert_title"] for alert in prism.ask("GET", "alerts?resolved=false")["entities"]]
