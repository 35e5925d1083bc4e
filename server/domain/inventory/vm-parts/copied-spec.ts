/** Specifications of VMs taken over from another VM or from the past. */
import type { Cluster, IdSource, View, VmSpec } from '../../core/index.js'
import { assignMac } from './nics.js'
import { containerFor } from './disks.js'
import { networkNamed, required } from '../../core/index.js'

/** Copies a specification under new UUIDs and MAC addresses, for a VM that stands beside the original. */
export function withNewIds(spec: VmSpec, macs: Set<string>, ids: IdSource): VmSpec {
  return {
    ...spec,
    disks: spec.disks.map(({ pathPrefix: _, ...disk }) => ({ ...disk, uuid: ids.uuid(), source: disk.uuid })),
    nics: spec.nics.map(nic => ({ ...nic, uuid: ids.uuid(), mac: assignMac(macs, ids) }))
  }
}

/** Refuses a specification from the past whose storage containers or networks the cluster does not have any more. */
export function refuseMissingParts(here: View<Cluster>, spec: View<VmSpec>): void {
  for (const { container } of spec.disks) containerFor(here, container)
  for (const { network } of spec.nics) {
    required(networkNamed(here, network), 'network/not-found', `Network ${network} does not exist on ${here.name}`)
  }
}
