/** A file server as a fixture describes it: its VMs, and the protection domain that they are in. */
import type { Command, Network, View } from '../domain/core/index.js'
import { fileServerPrefix } from '../domain/file-servers/index.js'
import { derivedUuid } from '../engine/index.js'
import type { FileServerFixture, VmFixture } from './fixture.js'

/** The product's smallest cluster of file server VMs. */
const DEFAULT_VMS = 3

export function fileServerVmFixtures({
  name,
  vms = DEFAULT_VMS,
  networks = [],
  ...vm
}: FileServerFixture): VmFixture[] {
  return Array.from({ length: vms }, (_, index) => ({
    ...vm,
    name: `${fileServerPrefix(name)}-${index + 1}`,
    networks,
    description: `File server ${name}`,
    guestTools: true
  }))
}

/** What makes a file server of the VMs, through the one door. */
export function fileServerCommands(
  cluster: string,
  server: FileServerFixture,
  known: readonly View<Network>[],
  seed: string
): Command[] {
  const { name, networks = [] } = server
  const domain = fileServerPrefix(name)
  const uuid = derivedUuid(seed, `file-server/${cluster}/${name}`)
  const uuids = networks.map(network => known.find(each => each.name === network)?.uuid ?? network)
  const on = { cluster, user: 'system', name: domain }
  return [
    { type: 'create-file-server', cluster, uuid, name, networks: uuids },
    { type: 'create-protection-domain', ...on, annotations: [] },
    {
      type: 'protect-vms',
      ...on,
      names: fileServerVmFixtures(server).map(vm => vm.name),
      uuids: [],
      consistencyGroup: domain,
      appConsistent: false,
      ignoreDuplicateOrMissing: false
    }
  ]
}
