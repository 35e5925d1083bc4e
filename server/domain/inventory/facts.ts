/** Fields of events of VMs, images, high availability and networks. */
import { hostName, vmName } from '../core/index.js'
import type { Facts, FactsOf, View, World } from '../core/index.js'
import type { InventoryEvent } from './vocabulary.js'

export const inventoryFacts: FactsOf<InventoryEvent['type']> = {
  'host-maintenance-changed': ({ cluster, uuid, inMaintenance }, world) => ({
    name: hostName(world, cluster, uuid),
    uuid,
    in_maintenance: inMaintenance
  }),
  'vm-registered': ({ vm }) => ({
    name: vm.name,
    uuid: vm.uuid,
    power: vm.powerState,
    protection_domain: vm.protectionDomain
  }),
  'vm-unregistered': ofVm,
  'vm-power-changed': (event, world) => ({ ...ofVm(event, world), power: event.powerState }),
  'vm-task-pending': (event, world) => ({ ...ofVm(event, world), task: event.task }),
  'vm-configured': ({ uuid, name }) => ({ name, uuid }),
  'vm-snapshot-taken': ({ snapshot }) => ({ name: snapshot.vmName, uuid: snapshot.vm, snapshot: snapshot.uuid }),
  'vm-snapshots-removed': ({ uuids }) => ({ snapshots: uuids }),
  'image-written': ({ image }) => ({ name: image.name, uuid: image.uuid }),
  'image-removed': ({ uuid }) => ({ uuid }),
  'vm-change-rate-changed': (event, world) => ({
    ...ofVm(event, world),
    change_rate_bytes_per_second: event.bytesPerSecond
  }),
  'mark-written': (event, world) => ({ ...ofVm(event, world), mark: event.mark, bytes: event.bytes }),
  'ha-changed': ({ ha }) => ({ enabled: ha.enabled, reservation: ha.reservation })
}

function ofVm({ cluster, uuid }: { readonly cluster: string; readonly uuid: string }, world: View<World>): Facts {
  const name = vmName(world, cluster, uuid)
  return { ...(name !== undefined && { name }), uuid }
}
