/** A world in which something of everything is there and under way: whatever the emulated lists can be given has been. */
import { randomOf } from '../../server/explore/random.js'
import type { Emulator, Method } from '../support/emulator.js'
import { knownNames } from './known-names.js'
import type { KnownNames } from './known-names.js'
import { addRelations, relateOnEsxi } from './populated-relations.js'
import { settings } from './populated-settings.js'
import { served } from './operations.js'
import { validInput } from './valid-input.js'

const V2 = '/api/nutanix/v2.0'
const TURNS = 40

/** Of the fixture with a protected domain: one more of each thing that v2.0 can make, transfers, tasks and restores. */
export async function populatedWorld(emulator: Emulator, seed: number): Promise<KnownNames> {
  const { ask, advance, lab } = emulator
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
  const ofV2 = served.filter(({ contract: { name } }) => name === 'v2.0')
  let known = await knownNames(ask, 'france', ofV2)
  let seen = lab.world.revision
  for (const [index, call] of makers().entries()) {
    const random = randomOf(seed * 1009 + index)
    if (lab.world.revision !== seen) known = await knownNames(ask, 'france', ofV2)
    seen = lab.world.revision
    for (let turn = 0; turn < TURNS; turn += 1) {
      const { url, body } = validInput(call, { known, random, now: lab.world.now, turn })
      const { status } = await ask('france', call.operation.method as Method, url, body)
      if (status === call.operation.success.status) break
    }
    await advance(1)
  }
  for (const name of ['idle', 'over']) await ask('france', 'POST', `${V2}/protection_domains`, { value: name })
  await ask('france', 'POST', `${V2}/protection_domains/over/oob_schedules`, {})
  await advance(1)
  await ask('france', 'POST', `${V2}/protection_domains/over/deactivate`, {})
  await advance(60)
  await (lab.world.clusters['france']?.hypervisor === 'kVMware' ? relateOnEsxi(emulator) : addRelations(emulator))
  // Last, so that they are still under way.
  await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, { remote_site_names: ['canada'] })
  await advance(1)
  const { body } = await ask('france', 'GET', `${V2}/vms`)
  const [vm] = (body as { entities: { uuid: string; power_state: string }[] }).entities
  await ask('france', 'POST', `${V2}/vms/${vm?.uuid}/set_power_state`, {
    transition: vm?.power_state === 'on' ? 'OFF' : 'ON'
  })
  return knownNames(ask, 'france', served)
}

/** What v2.0 makes new things with: a POST to a list. */
function makers() {
  const lists = new Set(
    served.flatMap(({ contract, operation: { method, path } }) =>
      method === 'GET' ? [`${contract.name} ${path}`] : []
    )
  )
  return served.filter(
    ({ contract, emulated, operation: { method, path } }) =>
      emulated && contract.name === 'v2.0' && method === 'POST' && lists.has(`v2.0 ${path}`)
  )
}
