"""pesim for Testcontainers for Python: its ports, its certificate, its token. Compiled by our own proofs, not run there: it needs an engine."""

from testcontainers.core.container import DockerContainer
from testcontainers.core.waiting_utils import wait_for_logs

TOKEN = "testcontainers"


class PesimContainer(DockerContainer):
    def __init__(self, image="pesim:0.1.0", fixture="france-canada-protected"):
        super().__init__(image, tmpfs={"/tmp": "rw", "/data": "rw,uid=1000,gid=1000"})
        self.with_exposed_ports(9440, 9441, 9442)
        for name, value in {
            "PESIM_FIXTURE": fixture,
            "PESIM_CLOCK": "frozen",
            "PESIM_DATA": "/data",
            "PESIM_ADVERTISE": "localhost",
            "PESIM_CONTROL_TOKEN": TOKEN,
        }.items():
            self.with_env(name, value)

    def start(self):
        super().start()
        wait_for_logs(self, r"  clock ", timeout=60)
        return self

    def url(self, port=9440):
        """9440 is France, 9441 Canada, 9442 Prism Central."""
        return f"https://localhost:{self.get_exposed_port(port)}"

    def certificate(self):
        """PEM: written to a file, it is what `verify` of requests takes."""
        return self.exec(["cat", "/data/certificate.pem"]).output.decode()
