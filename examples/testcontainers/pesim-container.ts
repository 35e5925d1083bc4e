/**
 * pesim for Testcontainers. Compiled by our own proofs against the types of Testcontainers; not run there, as it needs an engine: the image
 * that it starts is.
 */
import { connect } from 'pesim'
import type { Emulator } from 'pesim'
import { AbstractStartedContainer, GenericContainer, Wait } from 'testcontainers'
import type { StartedTestContainer } from 'testcontainers'

const PORTS = { france: 9440, canada: 9441, central: 9442 } as const
const TOKEN = 'testcontainers'

export class PesimContainer extends GenericContainer {
  constructor(image = 'pesim:0.1.0') {
    super(image)
    this.withExposedPorts(...Object.values(PORTS))
      .withTmpFs({ '/tmp': 'rw', '/data': 'rw,uid=1000,gid=1000' })
      .withEnvironment({
        PESIM_CONTROL_TOKEN: TOKEN,
        PESIM_CLOCK: 'frozen',
        PESIM_DATA: '/data',
        PESIM_ADVERTISE: 'localhost'
      })
      .withWaitStrategy(Wait.forHealthCheck())
  }

  withFixture(name: string): this {
    return this.withEnvironment({ PESIM_FIXTURE: name })
  }

  override async start(): Promise<StartedPesimContainer> {
    const container = await super.start()
    const { output } = await container.exec(['cat', '/data/certificate.pem'])
    return new StartedPesimContainer(container, output)
  }
}

export class StartedPesimContainer extends AbstractStartedContainer {
  constructor(
    container: StartedTestContainer,
    /** PEM: what a client has to trust. */
    readonly certificate: string
  ) {
    super(container)
  }

  urlOf(cluster: keyof typeof PORTS): string {
    return `https://localhost:${this.getMappedPort(PORTS[cluster])}`
  }

  /** The library's own object, as `startEmulator` gives it in the process. */
  connect(): Promise<Emulator> {
    const clusters = { france: this.urlOf('france'), canada: this.urlOf('canada'), central: this.urlOf('central') }
    return connect(clusters.france, { ca: this.certificate, token: TOKEN, clusters })
  }
}
