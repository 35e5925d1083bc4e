/** Health summaries of v1 under a filter: of the rows that the list has under the same one. */
import t from 'tap'
import { V1, emulator } from '../support/emulator.js'

const filters: readonly (readonly [what: string, filter: string])[] = [
  ['vms', 'powerState==on'],
  ['vms', 'powerState==off'],
  ['vms', 'power_state==on;vmName!=web01'],
  ['vms', 'numVCpus=gt=2'],
  ['hosts', 'serial!=nothing'],
  ['hosts', 'hypervisorAddress==nowhere'],
  ['disks', 'storageTierName==SSD']
]

t.test('a summary counts what the list shows under the same filter', async t => {
  const { ask, get } = await emulator(t, { fixture: 'france-canada-protected' })
  const [off] = (await get(`${V1}/vms?filterCriteria=vmName==app01`)).entities
  await ask('france', 'POST', `/api/nutanix/v2.0/vms/${off.uuid}/set_power_state`, { transition: 'off' })
  const counts: number[] = []
  for (const [what, filter] of filters) {
    const criterion = `filterCriteria=${encodeURIComponent(filter)}`
    const listed = await get(`${V1}/${what}?${criterion}`)
    const rows: { readonly controllerVm?: boolean }[] = listed.entities ?? listed
    const { healthSummary } = await get(`${V1}/${what}/health_check_summary?${criterion}`)
    const counted = Object.values(healthSummary as Record<string, number>).reduce((sum, count) => sum + count, 0)
    counts.push(counted)
    t.equal(counted, rows.filter(({ controllerVm }) => controllerVm !== true).length, `${what} ${filter}`)
  }
  t.ok(counts.some(count => count > 1) && counts.includes(0), 'some are left out, and some are not')
})

t.test('those whose lists take no filter do take one in their summary', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  const good = async (what: string, filter: string): Promise<unknown> =>
    (await get(`${V1}/${what}/health_check_summary?filterCriteria=${filter}`)).healthSummary.Good
  t.equal(await good('protection_domains', 'active==true'), 1)
  t.equal(await good('protection_domains', 'active==false'), 0)
  t.equal(await good('protection_domains', 'name==gold;active==true'), 1)
  t.equal(await good('remote_sites', 'name==canada;proxyEnabled==false'), 1)
  t.equal(await good('remote_sites', 'proxyEnabled==true'), 0)
})

t.test('a field that no row has is refused, as by the list', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  for (const what of ['vms', 'hosts', 'protection_domains', 'remote_sites', 'disks']) {
    const refused = await ask('france', 'GET', `${V1}/${what}/health_check_summary?filterCriteria=colour==red`)
    t.match(refused.body, { message: /Unrecognized field: colour/ }, what)
  }
})
