import failover
import pytest
import requests

from failover import fail_back, fail_over, open_alerts, recover


def test_a_planned_fail_over_loses_nothing_although_a_replication_is_under_way(emulator):
    emulator.ask("POST", "/links/france/canada/slow", bandwidth_bits_per_second=50_000_000)
    emulator.until("replication-started", cluster="france")
    emulator.write("france", "db01", "order-6")
    assert len(emulator.france.ask("GET", "protection_domains/gold/replications")["entities"]) == 1

    fail_over(emulator.france, emulator.canada, "gold", "canada")

    assert emulator.marks("canada", "db01") == ["order-6"]
    assert emulator.vm("canada", "db01")["power"] == "on"
    expected = {"operation": "migrateProtectionDomain", "cluster": "france"}
    assert emulator.ask("POST", "/journal/verify", expect=expected, times=1)["holds"]


def test_a_recovery_brings_the_last_snapshot_and_a_failback_what_came_after(emulator):
    emulator.write("france", "db01", "order-5")
    emulator.until("snapshot-received", cluster="canada")
    emulator.write("france", "db01", "order-6")
    emulator.ask("POST", "/links/france/canada/cut")

    recover(emulator.canada, "gold")
    assert emulator.marks("canada", "db01") == ["order-5"]
    emulator.write("canada", "db01", "order-7")

    emulator.ask("POST", "/links/france/canada/heal")
    fail_back(emulator.canada, emulator.france, "gold", "france")
    assert emulator.marks("france", "db01") == ["order-5", "order-7"]


def test_a_slow_link_breaks_the_recovery_point_objective_which_an_alert_says(emulator):
    emulator.ask("POST", "/links/france/canada/slow", bandwidth_bits_per_second=10_000_000)
    db01 = emulator.vm("france", "db01")["uuid"]
    emulator.ask("PUT", f"/clusters/france/vms/{db01}", change_rate_bytes_per_second=2_000_000)
    emulator.advance(3 * 3600)
    assert "Recovery Point Objective Cannot Be Met" in open_alerts(emulator.france)


def test_a_migration_is_not_begun_while_the_link_is_down(emulator):
    cut = {"what": "link-cut", "between": ["france", "canada"], "lasts_seconds": 600}
    emulator.ask("POST", "/incidents", **cut)
    with pytest.raises(requests.HTTPError, match="500"):
        fail_over(emulator.france, emulator.canada, "gold", "canada")
    emulator.advance(600)
    fail_over(emulator.france, emulator.canada, "gold", "canada")
    assert emulator.vm("canada", "db01")["power"] == "on"


def test_polling_goes_on_by_itself_under_a_clock_that_runs(emulator, monkeypatch):
    monkeypatch.undo()  # the sleeps are real again
    monkeypatch.setattr(failover, "INTERVAL_SECONDS", 0.05)
    emulator.ask("PUT", "/clock", mode="running", rate=600)  # ten minutes a second
    fail_over(emulator.france, emulator.canada, "gold", "canada")
    assert emulator.vm("canada", "db01")["power"] == "on"
