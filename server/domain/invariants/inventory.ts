/** What holds of the inventory of VMs: what identifies something identifies one thing, and copies stay what they were. */
import { BUS_PLACES } from '../inventory/index.js'
import { clustersOf, repeated } from './context.js'
import type { Invariants } from './context.js'

export const inventoryInvariants: Invariants = {
  'a disk belongs to one VM of a cluster, or to one image': function* (world) {
    for (const here of clustersOf(world)) {
      const disks = Object.values(here.vms).flatMap(vm => vm.spec.disks.map(disk => disk.uuid))
      const images = Object.values(here.images).flatMap(image => image.disk?.uuid ?? [])
      for (const uuid of repeated([...disks, ...images])) yield `disk ${uuid} on ${here.name}`
    }
  },

  'a MAC address belongs to one adapter of a cluster': function* (world) {
    for (const here of clustersOf(world)) {
      for (const mac of repeated(Object.values(here.vms).flatMap(vm => vm.spec.nics.map(nic => nic.mac))))
        yield `MAC address ${mac} on ${here.name}`
    }
  },

  'a disk has a place of its own in its VM, and uses no more than its size': function* (world) {
    for (const here of clustersOf(world)) {
      for (const { name, spec } of Object.values(here.vms)) {
        for (const place of repeated(spec.disks.map(({ bus, index }) => `${bus}.${index}`)))
          yield `${place} of VM ${name} on ${here.name}`
        for (const { bus, index, sizeBytes, usedBytes } of spec.disks) {
          if (usedBytes > sizeBytes || usedBytes < 0 || !Number.isSafeInteger(sizeBytes))
            yield `${bus}.${index} of VM ${name} on ${here.name} uses ${usedBytes} of ${sizeBytes} bytes`
          if (index < 0 || index >= BUS_PLACES[bus]) yield `${bus}.${index} of VM ${name} on ${here.name}`
        }
      }
    }
  },

  'a snapshot of a VM holds nothing that was written after it was taken': function* (world) {
    for (const here of clustersOf(world)) {
      for (const [uuid, snapshot] of Object.entries(here.vmSnapshots)) {
        if (uuid !== snapshot.uuid) yield `snapshot ${snapshot.uuid} on ${here.name} is filed under ${uuid}`
        if (snapshot.createdAt > world.now) yield `snapshot ${uuid} on ${here.name} is from the future`
        if (snapshot.marks.some(mark => mark.at > snapshot.createdAt)) yield `snapshot ${uuid} on ${here.name}`
      }
    }
  },

  'an image stands in a container of its cluster': function* (world) {
    for (const here of clustersOf(world)) {
      for (const [uuid, { uuid: own, disk, name }] of Object.entries(here.images)) {
        if (uuid !== own) yield `image ${own} on ${here.name} is filed under ${uuid}`
        if (disk !== null && !here.containers.some(container => container.name === disk.container))
          yield `image ${name} on ${here.name} is in container ${disk.container}`
      }
    }
  }
}
