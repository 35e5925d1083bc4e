/** Hands on one lab of an emulator: at its own addresses, or by path and Host name at the emulator's. */
import { connect as connectClient, createFetch, ControlRefused } from '../client/index.js'
import type { ConnectOptions, ControlClient, Model } from '../client/index.js'
import { accessOf } from './access.js'
import type { ClusterAccess } from './access.js'
import { emulatorOf } from './emulator.js'
import type { Follow, OpenLab } from './emulator.js'

/** The lab that every emulator has, and that cannot be deleted. */
const FIRST = 'main'

/** How the labs of an emulator are reached. */
export interface LabReach {
  /** Of the emulator, such as `https://127.0.0.1:9440`, which answers for each lab by path and Host name. */
  readonly origin: string
  /** The client of the emulator, which a lab that is gone does not take along. */
  readonly api: ControlClient
  readonly how: ConnectOptions
  readonly username: string
  readonly password: string
  /** Whether the lab's own addresses lead to it from here. */
  ownAddresses(lab: Model<'Lab'>): Promise<boolean>
  /** `url` is that of the control API of the lab. */
  follow(lab: Model<'Lab'>, url: string, how: ConnectOptions): Follow
  /** Whether the emulator has been stopped, and its labs with it. */
  hasEnded(): boolean
}

export function labOpener(reach: LabReach): OpenLab {
  const openLab: OpenLab = async lab => {
    const { origin } = reach
    const isOwn = lab.control !== undefined && (await reach.ownAddresses(lab))
    const url = isOwn && lab.control !== undefined ? lab.control : origin + lab.path
    const how = isOwn ? { ...reach.how, ca: lab.certificate } : reach.how
    const api = connectClient(url, how)
    const trust = createFetch({ ...api.trust, unref: how.unref })
    const access = ({ url: own, host }: Model<'LabAddress'>): ClusterAccess => {
      const { username, password } = reach
      const at = isOwn && own !== undefined ? { url: own } : { url: origin, host }
      return accessOf({ ...{ username, password, ca: how.ca, fetch: trust.fetch }, ...at })
    }
    return emulatorOf({
      ...{ api, openLab, lab: lab.name, notes: [] },
      clusters: Object.fromEntries(Object.entries(lab.clusters).map(([name, at]) => [name, access(at)])),
      central: access(lab.central),
      follow: reach.follow(lab, url, how),
      stop: async () => {
        api.close()
        trust.close()
        if (lab.name !== FIRST && !reach.hasEnded()) await removed(reach.api, lab.name)
      }
    })
  }
  return openLab
}

/** One that is gone already is as good. */
async function removed(api: ControlClient, lab: string): Promise<void> {
  try {
    await api.delete('/labs/{lab}', { path: { lab } })
  } catch (error) {
    if (!(error instanceof ControlRefused) || error.code !== 'lab/not-found') throw error
  }
}
