/** Emulated operations that nothing can make succeed in the worlds of drive.ts, with what each is refused. */
import type { RefusalCode } from '../../../server/domain/core/index.js'
import type { GoodInput, GoodInputs } from './good-input.js'

export interface Refused {
  readonly reason: string
  /** Status and code: a request that is against the contract, or that the emulator fails over, has another. */
  readonly told: `${number} ${RefusalCode}`
  /** As right as a request can be, in the words of v2.0 where the operation is derived from one of it. */
  readonly input?: GoodInput
}

/** By operation id. */
export type RefusedOperations = Readonly<Record<string, Refused>>

const noKeyServer = { reason: 'there is no key server', told: '500 feature/not-available' } as const
const noCertificate = { reason: 'no certificate can be uploaded', told: '500 configuration/not-found' } as const

/** In v2.0 and v1. */
const everywhere: RefusedOperations = {
  rekey: { ...noKeyServer, input: { body: [] } },
  testEncryptionConfiguration: { ...noKeyServer, input: { body: {} } },
  uploadCertificatesViaMultiFile: { ...noKeyServer, input: { body: {} } },
  deleteCertificate: { ...noCertificate, input: { query: { node_uuid: '@/hosts#0#uuid', server_name: 'kms' } } },
  deleteCACertificate: noCertificate,
  deployRemoteSite: { reason: 'no cloud answers', told: '500 feature/not-available' },
  deleteRackableUnit: {
    reason: 'a rackable unit goes with its hosts, and no host goes',
    told: '500 configuration/invalid'
  },
  deleteFiles: {
    reason: 'file groups come from a file server of another make',
    told: '500 configuration/not-found'
  },
  startStretchCluster: {
    reason: 'the one container of both sites is stretched already',
    told: '500 metro/invalid',
    input: { on: 'esxi', path: { pd_name: 'idle' }, body: { container: 'metro', remote_site: 'canada' } }
  },
  promoteStretchCluster: {
    reason: 'its role is Active already',
    told: '500 metro/invalid',
    input: { on: 'esxi', path: { pd_name: 'mirrored' } }
  }
}

export const v2Refused: RefusedOperations = {
  ...everywhere,
  getGpuforHost: { reason: 'no host has a graphics processor', told: '500 configuration/not-found' },
  getHostGpuStats: {
    reason: 'no host has a graphics processor',
    told: '500 configuration/not-found',
    input: { query: { metrics: 'hypervisor_cpu_usage_ppm' } }
  }
}

const onePool = { reason: 'one pool has all disks', told: '500 storage-pool/invalid' } as const

export const v1Refused: RefusedOperations = {
  ...everywhere,
  addStoragePool: { ...onePool, input: { body: { name: 'second' } } },
  deleteStoragePool: onePool,
  getSnapshotByName: { reason: 'no virtual disk has a snapshot of its own', told: '500 vm-snapshot/not-found' },
  activateFileServer: {
    reason: 'the one file server is active already',
    told: '500 file-server/active',
    input: { on: 'files', body: {} }
  }
}

export const v08Refused: RefusedOperations = {}

/** What they are asked, as the other operations are. */
export const inputsIn = (refused: RefusedOperations): GoodInputs =>
  Object.fromEntries(Object.entries(refused).flatMap(([id, { input }]) => (input === undefined ? [] : [[id, input]])))
