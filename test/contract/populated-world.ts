/** A world in which something of everything is there and under way: whatever the emulated lists can be given has been. */
import type { Emulator } from '../support/emulator.js'
import { knownNames } from './known-names.js'
import type { KnownNames } from './known-names.js'
import { addRelations, relateOnEsxi } from './populated-relations.js'
import { settings } from './populated-settings.js'
import { served } from './operations.js'
import type { Served } from './operations.js'

const V2 = '/api/nutanix/v2.0'

/** Of the fixture with a protected domain: one more of each thing that v2.0 can make, transfers, tasks and restores. */
export async function populatedWorld(instance: Emulator, lists: readonly Served[] = served): Promise<KnownNames> {
  const { ask, advance, lab } = instance
  await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, {
    remote_site_names: ['canada'],
    schedule_start_time_usecs: lab.world.now + 86_400_000_000
  })
  for (const [method, path, body] of settings) {
    const { status, text } = await ask('france', method, `${V2}${path}`, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${text}`)
  }
  await ask('france', 'POST', '/api/nutanix/v1/users', {
    profile: { username: 'helper', password: 'plain' },
    roles: ['ROLE_CLUSTER_VIEWER']
  })
  await ask('france', 'POST', '/api/nutanix/v1/authconfig/directories/ad/role_mappings', {
    role: 'ROLE_CLUSTER_ADMIN',
    entityType: 'GROUP',
    entityValues: ['ops']
  })
  const addresses = '/api/nutanix/v1/remote_sites/canada/add_remote_ip'
  await ask('france', 'POST', addresses, { value: '10.9.9.9' })
  await advance(5)
  const { body: vms } = await ask('france', 'GET', `${V2}/vms`)
  const [first] = (vms as { entities: { uuid: string }[] }).entities
  await ask('france', 'POST', `${V2}/snapshots`, { snapshot_specs: [{ vm_uuid: first?.uuid, snapshot_name: 'spare' }] })
  await advance(5)
  for (const name of ['idle', 'over']) await ask('france', 'POST', `${V2}/protection_domains`, { value: name })
  await ask('france', 'POST', `${V2}/protection_domains/over/oob_schedules`, {})
  await advance(1)
  await ask('france', 'POST', `${V2}/protection_domains/over/deactivate`, {})
  await advance(60)
  await (lab.world.clusters['france']?.hypervisor === 'kVMware' ? relateOnEsxi(instance) : addRelations(instance))
  const { body: snapshots } = await ask('france', 'GET', `${V2}/protection_domains/gold/dr_snapshots`)
  const oldest = (snapshots as { entities?: { snapshot_id: string }[] }).entities?.at(-1)?.snapshot_id
  if (oldest !== undefined)
    // from now on only canada has it
    await ask('france', 'DELETE', `${V2}/protection_domains/gold/dr_snapshots/${oldest}`)
  // Last, so that they are still under way.
  await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, { remote_site_names: ['canada'] })
  await advance(1)
  const { body } = await ask('france', 'GET', `${V2}/vms`)
  const [vm] = (body as { entities: { uuid: string; power_state: string }[] }).entities
  await ask('france', 'POST', `${V2}/vms/${vm?.uuid}/set_power_state`, {
    transition: vm?.power_state === 'on' ? 'OFF' : 'ON'
  })
  return knownNames(ask, 'france', lists)
}
