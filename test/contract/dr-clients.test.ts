/** Public scripts for disaster recovery, call by call: what each sends, the status it insists on, and what it reads. */
import t from 'tap'
import { V1, V2, emulator } from '../support/emulator.js'

t.test('nutanix_prism (JavaScript): a domain is made, protected, snapshotted, restored and unmade', async t => {
  const { ask, get, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const one = `${V1}/protection_domains/portal`
  const [vm] = (await get(`${V2}/vms/`)).entities.filter(({ name }: { name: string }) => name === 'file01')
  t.equal((await ask('france', 'POST', `${V2}/protection_domains/`, { value: 'portal' })).status, 201)
  const protect = { app_consistent_snapshots: false, ignore_dup_or_missing_vms: true, uuids: [vm.uuid] }
  t.match(await ask('france', 'POST', `${one}/protect_vms`, protect), {
    status: 200,
    body: { vms: [{ vmName: 'file01' }] }
  })
  const now = { remoteSiteNames: [], snapshotRetentionTimeSecs: null, appConsistent: false }
  const { body: schedule } = await ask('france', 'POST', `${one}/oob_schedules`, { ...now, scheduleStartTimeUsecs: 0 })
  await advance(60)
  const [snapshot] = (await get(`${one}/dr_snapshots/?oobScheduleIds=${schedule.scheduleId}`)).entities
  const { snapshotId } = snapshot

  const clone = { replace: false, snapshot_id: snapshotId, snapshotId, vm_name_prefix: 'a-', vg_name_prefix: 'a-' }
  const restore = { snapshotId, pathPrefix: null, vmNamePrefix: 'b-', vgNamePrefix: 'b-' }
  for (const body of [clone, restore]) {
    const path = `${V2}/protection_domains/portal/restore_entities`
    t.equal((await ask('france', 'POST', path, { ...body, vm_uuids: [vm.uuid] })).status, 201)
    await advance(60)
  }
  const names = (await get(`${V2}/vms/`)).entities.map(({ name }: { name: string }) => name)
  t.ok(names.includes('a-file01') && names.includes('b-file01'), `${names}`)

  t.equal((await ask('france', 'DELETE', `${one}/schedules`)).status, 200)
  t.equal((await ask('france', 'POST', `${one}/dr_snapshots/remove_list`, [snapshotId])).status, 200)
  t.strictSame((await ask('france', 'POST', `${one}/unprotect_vms`)).body.vms, [], 'no body: all of them')
  t.equal((await ask('france', 'DELETE', one)).status, 200)
})

t.test(
  'vdiDr (PowerShell): VMs in and out by name, a planned fail-over, schedules removed at the old site',
  async t => {
    const { ask, get, advance } = await emulator(t, { fixture: 'france-canada-protected' })
    const gold = `${V2}/protection_domains/gold`
    const add = { app_consistent_snapshots: 'false', names: ['file01'] }
    t.match(await ask('france', 'POST', `${gold}/protect_vms`, add), { status: 201 })
    t.match(await ask('france', 'POST', `${gold}/unprotect_vms`, ['file01']), { status: 201 })
    const [{ active, remote_site_names: sites }] = (await get(`${V2}/protection_domains/`)).entities
    t.strictSame([active, sites], [true, ['canada']])
    t.equal((await ask('france', 'POST', `${gold}/migrate`, { value: sites[0] })).status, 201)
    await advance(3600)
    t.equal((await get(`${V2}/protection_domains/?names=gold`)).entities[0].active, false)
    t.equal((await ask('france', 'DELETE', `${gold}/schedules`)).status, 200)
    const { body } = await ask('canada', 'GET', `${V2}/protection_domains/?names=gold`)
    t.equal(body.entities[0].active, true)
  }
)
