/** A disaster, played by what the console has of the lab alone; what the ledger's table shows equals `GET /ledger`. Needs Chromium. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { consolesOf } from '../support/browser.js'

const press = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).click()
}

t.test(
  'the link is cut at 63 %, the site is lost, its domain is activated on the other side, and the ledger tells',
  async t => {
    const { open, emulator, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' })
    const canada = await open('canada')
    const control = new URL(emulator.control).pathname
    const get = (path: string): Promise<unknown> =>
      canada.evaluate(`fetch('${control}${path}').then(answer => answer.json())`)

    await canada.getByRole('tab', { name: 'Incidents' }).click()
    const plan = canada.getByRole('form', { name: 'Plan an incident' })
    await plan.getByLabel('Begins').selectOption('progress')
    await plan.getByLabel('Percent').fill('63')
    await plan.getByLabel('Of domain').fill('gold')
    await plan.getByLabel('Sent by').selectOption('france')
    await plan.getByRole('button', { name: 'Plan' }).click()
    await canada.getByRole('row', { name: /waiting/ }).waitFor()
    await press(canada, '+1 h')
    await canada.getByRole('row', { name: /active/ }).waitFor()

    await canada.getByRole('tab', { name: 'Sites' }).click()
    const stuck = canada.getByRole('progressbar', { name: /^gold #/ }).or(canada.getByText('nothing passes').first())
    await stuck.first().waitFor()
    await press(canada, 'Cut the power of france')
    await canada.getByText('power lost').waitFor()

    await canada.getByRole('button', { name: 'Home', exact: true }).click()
    await canada.getByRole('menuitem', { name: 'Data Protection' }).click()
    await press(canada, 'Table')
    await press(canada, 'gold')
    await press(canada, 'Activate')
    await press(canada, 'Yes')
    await press(canada, 'Until idle')
    await canada.getByText('Active', { exact: true }).first().waitFor()

    await canada.getByRole('tab', { name: 'Ledger' }).click()
    await canada.getByRole('img', { name: /^Exposure of gold over time/ }).waitFor()
    await canada.getByLabel('Protection').selectOption('gold: france to canada')
    await canada.getByRole('row', { name: /activate to canada/ }).waitFor()
    const ledger = (await get('/ledger')) as {
      protections: { source: string; exposure: { seconds: number }[] }[]
      failovers: { lost_bytes: number }[]
    }
    const shown = await canada
      .getByRole('table', { name: 'Exposure, in figures' })
      .locator('tbody tr td:last-child')
      .allTextContents()
    const promised = ledger.protections.find(({ source }) => source === 'france')?.exposure ?? []
    t.same(
      shown.map(Number),
      promised.map(({ seconds }) => seconds).reverse(),
      'the figures of the chart are the ledger’s'
    )
    t.ok((ledger.failovers[0]?.lost_bytes ?? 0) > 0, 'something was lost')

    await canada.getByRole('tab', { name: 'Sites' }).click()
    await press(canada, 'Restore the power of france')
    await press(canada, 'Heal')
    const france = await open('france')
    await france.getByRole('button', { name: 'Home', exact: true }).click()
    await france.getByRole('menuitem', { name: 'Data Protection' }).click()
    await press(france, 'Table')
    await press(france, 'gold')
    await press(france, 'Deactivate')
    await france.getByLabel(/type "DEACTIVATE"/).fill('DEACTIVATE')
    await france.getByRole('dialog').getByRole('button', { name: 'Deactivate', exact: true }).click()
    await press(france, 'Until idle')
    await france.getByText('Inactive', { exact: true }).first().waitFor()
    t.pass('the old primary is the inactive side')

    const { calls } = (await get('/journal')) as { calls: { console?: boolean }[] }
    t.ok(
      calls.length > 0 && calls.every(({ console }) => console === true),
      'the console says of every call that it is its own'
    )
    t.same(complaints, [])
  }
)
