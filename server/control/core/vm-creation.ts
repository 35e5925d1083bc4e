/** Expands a request for VMs, by count or by name, to one specification per VM. */
import { DEFAULT_DISK_BYTES, DEFAULT_USED_SHARE } from '../../seed/index.js'
import type { VmFixture } from '../../seed/index.js'
import { invalidRequest } from './faults.js'
import type { Model } from './models.js'

/** VMs that one request makes at most; the contract has the same figure. */
export const VMS_PER_REQUEST_MAX = 10_000

/** In the order of the request. Throws where it says both ways, neither, or half of one. */
export function vmFixtures({ count, name_prefix, vms, ...shared }: Model<'VmCreation'>): VmFixture[] {
  if (vms !== undefined) {
    if (count !== undefined || name_prefix !== undefined) {
      throw invalidRequest('body has vms, and so neither count nor name_prefix')
    }
    return vms.map(template => vmFixture({ ...shared, ...template }))
  }
  if (count === undefined || name_prefix === undefined) {
    throw invalidRequest('body must have either count and name_prefix, or vms')
  }
  return Array.from({ length: count }, (_, index) => vmFixture({ ...shared, name: `${name_prefix}${index + 1}` }))
}

function vmFixture(template: Model<'VmTemplate'>): VmFixture {
  const { name, disk_bytes, used_bytes, memory_mb, vcpus, change_rate_bytes_per_second, power, network } = template
  const sizeBytes = disk_bytes ?? DEFAULT_DISK_BYTES
  const usedBytes = used_bytes ?? Math.floor(sizeBytes * DEFAULT_USED_SHARE)
  if (usedBytes > sizeBytes) {
    throw invalidRequest(`VM ${name} cannot use ${usedBytes} bytes of a disk of ${sizeBytes} bytes`)
  }
  return {
    name,
    disks: [{ sizeBytes, usedBytes }],
    ...(memory_mb !== undefined && { memoryMb: memory_mb }),
    ...(vcpus !== undefined && { vcpus }),
    ...(change_rate_bytes_per_second !== undefined && { changeBytesPerSecond: change_rate_bytes_per_second }),
    ...(power !== undefined && { power }),
    ...(network !== undefined && { networks: [network] })
  }
}
