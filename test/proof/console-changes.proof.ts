/** What is changed in the console after it was made: schedules, the bandwidth of a remote site; and the series of a domain. Needs Chromium. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import type { Fixture } from '../../server/seed/index.js'
import { consolesOf } from '../support/browser.js'

const ask = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(`fetch('/PrismGateway/services/rest/v2.0${path}').then(answer => answer.json())`)

t.test('a schedule is changed in its tab and deleted; refused, it says why and stays', async t => {
  const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const page = await open('france', { path: '/console/data-protection/table' })
  const schedules = async () =>
    (await ask(page, '/protection_domains/gold/schedules')) as { id: string; every_nth: number; type: string }[]
  await page.getByRole('button', { name: 'gold', exact: true }).click()
  await page.getByRole('tab', { name: 'Schedules' }).click()
  const [before] = await schedules()
  await page.getByRole('button', { name: /^Update the schedule/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Update Schedule' })
  const every = dialog.getByLabel('Repeat every, hour(s)')
  t.equal(await every.inputValue(), '1', 'it shows what there is')
  await every.fill('0')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.getByRole('alert').waitFor()
  t.equal(await every.getAttribute('aria-invalid'), 'true')
  await every.fill('3')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row', { name: /Every 3 hours/ }).waitFor()
  t.match(await schedules(), [{ ...before, every_nth: 3 }], 'and nothing else has changed')
  await page.getByRole('button', { name: /^Delete the schedule/ }).click()
  await page.getByRole('dialog', { name: 'Delete Schedule' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByText('No schedule yet').waitFor()
  t.same(await schedules(), [])
  t.same(complaints, [])
})

t.test('a snapshot at a remote site is deleted there, and stays here', async t => {
  const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const page = await open('france', { path: '/console/data-protection/table' })
  await page.getByRole('button', { name: 'gold', exact: true }).click()
  await page.getByRole('tab', { name: 'Remote Snapshots' }).click()
  const rows = page.getByRole('table', { name: 'Remote Snapshots' }).locator('tbody tr')
  await rows.first().waitFor()
  const before = await rows.count()
  await page
    .getByRole('button', { name: /^Delete snapshot/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog', { name: 'Delete Snapshot' })
  await dialog.getByText(/is deleted at canada/).waitFor()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await rows.nth(before - 1).waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'Local Snapshots' }).click()
  const local = page.getByRole('table', { name: 'Local Snapshots' }).locator('tbody tr')
  await local.first().waitFor()
  t.equal(await local.count(), before)
  t.same(complaints, [])
})

t.test('snapshots are ticked and deleted together', async t => {
  const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const page = await open('france', { path: '/console/data-protection/table' })
  await page.getByRole('button', { name: 'gold', exact: true }).click()
  await page.getByRole('tab', { name: 'Local Snapshots' }).click()
  const ticks = page.getByRole('table', { name: 'Local Snapshots' }).getByRole('checkbox')
  await ticks.nth(1).waitFor()
  const before = await ticks.count()
  await ticks.nth(0).check()
  await ticks.nth(1).check()
  await page.getByRole('button', { name: 'Delete Selected (2)' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete Snapshots' })
  await dialog.getByText('2 snapshots are deleted on this cluster').waitFor()
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await ticks.nth(before - 2).waitFor({ state: 'detached' })
  t.equal(await ticks.count(), before - 2)
  t.equal(await page.getByRole('button', { name: /^Delete Selected/ }).count(), 0)
  t.same(complaints, [])
})

t.test('what is attached to a VM is protected with it, unless somebody says no', async t => {
  const { open, complaints } = await consolesOf(t, { fixture: withGroups('web01', 'app01') })
  const page = await open('france', { path: '/console/data-protection' })
  await page.getByRole('button', { name: '+ Protection Domain' }).click()
  await page.getByRole('menuitem', { name: 'Async DR' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('NAME').fill('silver')
  await dialog.getByRole('button', { name: 'Create' }).click()
  for (const [vm, related] of [
    ['web01', true],
    ['app01', false]
  ] as const) {
    await dialog.getByLabel(vm, { exact: true }).check()
    await dialog.getByLabel('Auto protect related entities').setChecked(related)
    await dialog.getByRole('button', { name: /^Protect Selected Entities \(1\)/ }).click()
    await dialog.getByText('Successfully protected 1 entity').waitFor()
  }
  const groups = ((await ask(page, '/protection_domains/silver')) as { volume_groups: { name: string }[] })
    .volume_groups
  t.match(groups, [{ name: 'data-of-web01' }])
  t.equal(groups.length, 1)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.goto(new URL('/console/data-protection/table', page.url()).href)
  await page.getByRole('button', { name: 'silver', exact: true }).click()
  await page.getByRole('tab', { name: 'Entities' }).click()
  await page.getByRole('button', { name: 'Unprotect data-of-web01' }).click()
  await page.getByRole('dialog', { name: 'Unprotect' }).getByRole('button', { name: 'Unprotect' }).click()
  await page.getByText('data-of-web01 (volume group)').waitFor({ state: 'detached' })
  t.same(complaints, [])
})

/** The guide's world, in which these VMs have a volume group each. */
function withGroups(...vms: readonly string[]): Fixture {
  const fixture = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../fixtures/france-canada.json'), 'utf8')
  ) as Fixture
  const [france] = fixture.clusters
  if (france === undefined) throw new Error('There is no cluster in the fixture')
  const volumeGroups = vms.map(vm => ({ name: `data-of-${vm}`, attachedTo: [vm], disks: [{ sizeBytes: 1e9 }] }))
  return { ...fixture, clusters: [{ ...france, volumeGroups }, ...fixture.clusters.slice(1)] }
}

t.test('a remote site gets a limit with a policy, which slows what is sent, and the metrics show it', async t => {
  const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const page = await open('france', { path: '/console/data-protection/table?kind=site' })
  await page.getByRole('button', { name: 'canada', exact: true }).click()
  await page.getByRole('button', { name: 'Update', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Remote Site' })
  const add = dialog.getByRole('button', { name: '+ Add Policy' })
  t.equal(await add.isDisabled(), true, 'no policy without a limit')
  await dialog.getByLabel('Limit the bandwidth').check()
  const limit = dialog.getByLabel('DEFAULT BANDWIDTH LIMIT')
  for (const bad of ['', 'much', '-5']) {
    await limit.fill(bad)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').waitFor()
    t.equal(await limit.getAttribute('aria-invalid'), 'true', `no limit: “${bad}”`)
  }
  await limit.fill('10')
  await add.click()
  await dialog.getByRole('button', { name: 'Sunday' }).click()
  await dialog.getByLabel('FROM').fill('09:00')
  await dialog.getByLabel('TO', { exact: true }).fill('17:30')
  await dialog.getByLabel('LIMIT (MB/S)').fill('2.5')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.getByText('Mon, Tue, Wed, Thu, Fri, Sat 09:00 to 17:30: 2.5 MB/s').waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('canada has been updated').waitFor()
  t.match(await ask(page, '/remote_sites/canada'), {
    ...{ max_bps: null, bandwidth_policy_enabled: true },
    bandwidth_policy: {
      default_bandwidth_limit: 10_000_000,
      bandwidth_configurations: [{ days_selected: 126, start_time: 32_400_000, end_time: 63_000_000 }]
    }
  })
  await page.getByRole('button', { name: 'Update', exact: true }).click()
  await dialog.getByText('Mon, Tue, Wed, Thu, Fri, Sat 09:00 to 17:30: 2.5 MB/s').waitFor()
  t.equal(await limit.inputValue(), '10', 'it is there again')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: '+1 h', exact: true }).click()
  await page.getByRole('button', { name: 'Async DR', exact: true }).click()
  await page.getByRole('button', { name: 'gold', exact: true }).click()
  await page.getByRole('tab', { name: 'Metrics' }).click()
  await page.getByRole('img', { name: /^Bandwidth used by gold over time/ }).waitFor()
  const figures = page.getByRole('table', { name: 'Bandwidth, in figures' })
  await figures
    .getByRole('row', { name: /[kM]B\/s/ })
    .first()
    .waitFor()
  t.equal(await figures.locator('tbody tr').count(), 50, 'a page of the samples')
  t.same(complaints, [])
})
