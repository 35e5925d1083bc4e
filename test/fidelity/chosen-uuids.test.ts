/** UUIDs that a client chooses for new VMs and volume groups: a request that is sent again makes nothing twice. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator, V1, V2 } from '../support/emulator.js'

const CHOSEN = '3f0c9a52-6b1d-4e57-9c8a-0d2b7e41f6aa'

async function france(t: Test) {
  const { ask, advance, get } = await emulator(t, { fixture: 'france-canada-protected' })
  /** Gives the request, and answers the status that its task ends with; the text of a refusal. */
  const make = async (path: string, body: unknown, cluster = 'france') => {
    const { status, body: answer } = await ask(cluster, 'POST', path, body)
    if (status >= 300) return `${status} ${answer.message as string}`
    await advance(5)
    const task = await ask(cluster, 'GET', `${V2}/tasks/${answer.task_uuid ?? answer.taskUuid}`)
    return task.body.progress_status as string
  }
  const vms = async () => (await get(`${V2}/vms`)).entities as { uuid: string; name: string }[]
  return { make, vms, ask, advance }
}

const creation = { uuid: CHOSEN, name: 'made', memory_mb: 512, num_vcpus: 1 }

t.test('a VM gets the UUID that its creation names, and the same creation again changes nothing', async t => {
  for (const path of [`${V2}/vms`, `${V1}/vms`]) {
    const { make, vms } = await france(t)
    const before = (await vms()).length
    // Evidence C [C: Swagger]: uuid is a field of the creation
    t.equal(await make(path, creation), 'Succeeded')
    t.match(
      (await vms()).find(({ uuid }) => uuid === CHOSEN),
      { name: 'made' }
    )
    t.equal(await make(path, creation), 'Succeeded')
    t.equal((await vms()).length, before + 1, path)
  }
})

t.test('so does a clone, of a VM and of a snapshot', async t => {
  const { make, vms, ask, advance } = await france(t)
  const source = (await vms()).find(({ name }) => name === 'web01')?.uuid
  await ask('france', 'POST', `${V2}/snapshots`, { snapshot_specs: [{ vm_uuid: source, snapshot_name: 'before' }] })
  await advance(5)
  const [snapshot] = (await ask('france', 'GET', `${V2}/snapshots`)).body.entities
  const other = CHOSEN.replace('3f', '4f')
  const spec_list = [{ name: 'copy', uuid: CHOSEN.toUpperCase() }, { name: 'further' }]
  for (const path of [`${V2}/vms/${source}/clone`, `${V2}/vms/${source}/clone`])
    // Evidence C [C: Swagger]: uuid is a field of the specification of a clone
    t.equal(await make(path, { spec_list }), 'Succeeded')
  t.equal(
    await make(`${V2}/snapshots/${snapshot.uuid}/clone`, { spec_list: [{ name: 'past', uuid: other }] }),
    'Succeeded'
  )
  const named = async (name: string) => (await vms()).filter(vm => vm.name === name).map(({ uuid }) => uuid)
  t.same(await named('copy'), [CHOSEN])
  t.same(await named('past'), [other])
  t.equal((await named('further')).length, 2, 'without a UUID each request makes another')
})

t.test('a UUID that means something else is refused', async t => {
  const { make, vms, ask, advance } = await france(t)
  const uuid = (await vms()).find(({ name }) => name === 'web01')?.uuid
  t.match(await make(`${V2}/vms`, { ...creation, uuid }), /^500 UUID .* is that of VM web01$/)
  t.match(await make(`${V2}/vms`, { ...creation, uuid }, 'canada'), /^500 UUID .* is that of VM web01 on france$/)
  t.match(await make(`${V2}/vms`, { ...creation, uuid: 'web01' }), /^500 "web01" is not the UUID of a VM$/)
  const twice = {
    spec_list: [
      { name: 'a', uuid: CHOSEN },
      { name: 'b', uuid: CHOSEN }
    ]
  }
  t.match(await make(`${V2}/vms/${uuid}/clone`, twice), /^500 Several clones have the same UUID$/)
  await ask('france', 'DELETE', `${V2}/vms/${uuid}`)
  await advance(5)
  t.match(await make(`${V2}/vms`, { ...creation, uuid }), /^500 UUID .* protection domain gold still lists$/)
  await ask('france', 'POST', `${V2}/protection_domains/gold/unprotect_vms`, ['web01'])
  t.equal(await make(`${V2}/vms`, { ...creation, uuid }), 'Succeeded')
})

t.test('of two creations under way with one UUID and two names the second fails in its task', async t => {
  const { make, vms, ask } = await france(t)
  await ask('france', 'POST', `${V2}/vms`, { ...creation, name: 'first' })
  t.equal(await make(`${V2}/vms`, creation), 'Failed')
  t.match(
    (await vms()).find(({ uuid }) => uuid === CHOSEN),
    { name: 'first' }
  )
})

t.test('a volume group gets the UUID that its creation names, and the same creation again changes nothing', async t => {
  const path = `${V2}/volume_groups`
  const { make, ask } = await france(t)
  const groups = async () =>
    ((await ask('france', 'GET', `${V2}/volume_groups`)).body.entities as { uuid: string; name: string }[]).map(
      ({ uuid, name }) => [uuid, name]
    )
  const before = await groups()
  t.match(await make(path, { name: 'logs', uuid: 'logs' }), /^500 "logs" is not the UUID of a volume group$/)
  for (const uuid of [CHOSEN, CHOSEN, CHOSEN.toUpperCase()])
    t.equal(await make(path, { name: 'logs', uuid }), 'Succeeded', uuid)
  t.same(await groups(), [...before, [CHOSEN, 'logs']])
  t.match(await make(path, { name: 'data', uuid: CHOSEN }), /^500 UUID .* is that of volume group logs, .* on france$/)
  t.match(await make(path, { name: 'logs', uuid: CHOSEN }, 'canada'), /^500 UUID .* is that of .* exists on france$/)
  t.equal(await make(path, { name: 'data', uuid: '' }), 'Succeeded', 'an empty one is none')
  t.equal((await groups()).length, before.length + 2)
})

t.test('capitals in the UUID of a new VM count as small letters', async t => {
  for (const path of [`${V2}/vms`, `${V1}/vms`]) {
    const { make, vms } = await france(t)
    for (const uuid of [CHOSEN.toUpperCase(), CHOSEN]) t.equal(await make(path, { ...creation, uuid }), 'Succeeded')
    t.same(
      (await vms()).filter(({ name }) => name === 'made').map(({ uuid }) => uuid),
      [CHOSEN]
    )
  }
})
