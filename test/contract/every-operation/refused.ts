/** Why an emulated operation is refused on two clusters, whatever it is asked. */
type Reasons = Readonly<Record<string, string>>

const noKeyServer = 'there is no key server'

/** In v2.0 and v1. */
const everywhere: Reasons = {
  rekey: noKeyServer,
  testEncryptionConfiguration: noKeyServer,
  uploadCertificatesViaMultiFile: noKeyServer,
  deleteCertificate: noKeyServer,
  deleteCACertificate: noKeyServer,
  deleteClientAuthChain: 'a chain comes from a file that no operation takes',
  deployRemoteSite: 'no cloud answers',
  deleteRackableUnit: 'a rackable unit goes with its hosts, and no host goes',
  getAllMAWitnesses: 'metro availability is not configured',
  removeWitnessSite: 'no witness is registered, so that one can be',
  deleteFiles: 'file groups come from a file server of another make',
  startStretchCluster: 'the one container of both sites is stretched already',
  promoteStretchCluster: 'the other side is there and keeps its role'
}

export const v2Refused: Reasons = {
  ...everywhere,
  manageGuestTool: 'AHV has no guest tools of this operation',
  getGpuforHost: 'no host has a graphics processor',
  getHostGpuStats: 'no host has a graphics processor'
}

export const v1Refused: Reasons = {
  ...everywhere,
  addStoragePool: 'one pool has all disks',
  deleteStoragePool: 'one pool has all disks',
  getSnapshotByName: 'no virtual disk has a snapshot of its own',
  getFileServer: 'no file server is deployed',
  activateFileServer: 'no file server is deployed'
}

export const v08Refused: Reasons = {}
