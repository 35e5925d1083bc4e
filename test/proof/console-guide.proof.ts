/**
 * The guide, from its first click to its last, on the consoles of both clusters, once by clicks and once by the keyboard
 * alone: everything is found by role and label, as the guide names it. With `GUIDE=docs/guide` each step of the clicks leaves
 * a picture there. Needs Chromium.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { consolesOf, logIn } from '../support/browser.js'
import { keyboard, mouse } from '../support/hands.js'
import type { Hands } from '../support/hands.js'

/** Pictures are made in the order of the guide, into a folder if there is one. */
function camera(pictures: string | undefined): (page: Page, name: string) => Promise<void> {
  let count = 0
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true })
  return async (page, name) => {
    count += 1
    if (pictures === undefined) return
    await page.bringToFront()
    const path = join(pictures, `${String(count).padStart(2, '0')}-${name}.jpg`)
    await page.screenshot({ path, type: 'jpeg', quality: 60 })
  }
}

type Shoot = ReturnType<typeof camera>

/** Somebody at a browser: one way to use it, one page to look at. */
class Reader {
  constructor(
    readonly page: Page,
    readonly hands: Hands,
    private readonly shoot: Shoot
  ) {}

  async press(name: string, within: Page | Locator = this.page): Promise<void> {
    await this.hands.activate(within.getByRole('button', { name, exact: true }))
  }

  async choose(menu: string, item: string): Promise<void> {
    await this.press(menu)
    await this.hands.activate(this.page.getByRole('menuitem', { name: item, exact: true }))
  }

  picture(name: string): Promise<void> {
    return this.shoot(this.page, name)
  }
}

async function addRemoteSite(reader: Reader, from: string, to: { name: string; vip: string }): Promise<void> {
  const { page, hands } = reader
  await reader.choose('Home', 'Data Protection')
  await reader.picture(`${from}-data-protection`)
  await reader.press('Remote Site')
  await reader.choose('+ Remote Site', 'Physical Cluster')
  const dialog = page.getByRole('dialog', { name: 'Remote Site' })
  await hands.type(dialog.getByLabel('REMOTE SITE NAME'), to.name)
  await hands.type(dialog.getByLabel('CLUSTER VIRTUAL IP'), to.vip)
  await reader.picture(`${from}-remote-site`)
  await reader.press('Add Site', dialog)
  await dialog.getByText('Remote site created successfully.').waitFor()
  for (const network of ['AHV:base', 'AHV VLAN: VLAN50']) {
    await hands.select(dialog.getByLabel('Source Cluster'), network)
    await hands.select(dialog.getByLabel('Destination Cluster'), network)
    await reader.press('Add to Network Mapping', dialog)
  }
  for (const end of ['Source VStore', 'Destination VStore']) {
    const list = dialog.getByLabel(end)
    const container = await list.locator('option', { hasText: 'default-container' }).textContent()
    await hands.select(list, container ?? '')
  }
  await reader.press('Add to vStore Name Mapping', dialog)
  await reader.picture(`${from}-mappings`)
  await reader.press('Save', dialog)
  await page.getByText(`${to.name} has been updated`).waitFor()
  await page.getByRole('row', { name: new RegExp(to.name) }).waitFor()
  await reader.picture(`${from}-remote-sites`)
}

async function protect(reader: Reader): Promise<void> {
  const { page, hands } = reader
  await reader.choose('Home', 'Data Protection')
  await reader.choose('+ Protection Domain', 'Async DR')
  const dialog = page.getByRole('dialog', { name: 'Protection Domain (Async DR)' })
  await hands.type(dialog.getByLabel('NAME'), 'gold')
  await reader.picture('domain-name')
  await reader.press('Create', dialog)
  await dialog.getByRole('heading', { name: 'Unprotected Entities (7)' }).waitFor()
  for (const vm of ['web01', 'app01', 'db01']) await hands.check(dialog.getByLabel(vm, { exact: true }))
  await reader.picture('domain-entities')
  await hands.activate(dialog.getByRole('button', { name: /^Protect Selected Entities \(3\)/ }))
  await dialog.getByText('Successfully protected 3 entities').waitFor()
  await dialog.getByRole('heading', { name: 'Protected Entities (3)', exact: true }).waitFor()
  await reader.press('Next', dialog)
  await reader.press('New Schedule', dialog)
  await hands.check(dialog.getByLabel('Repeat every hour(s)'))
  await hands.type(dialog.getByLabel('Repeat every, hour(s)'), '1')
  await hands.type(dialog.getByLabel('Local: keep the last'), '2')
  await hands.check(dialog.getByLabel('canada', { exact: true }))
  await hands.type(dialog.getByLabel('canada: keep the last'), '2')
  await dialog.getByText('Up to 2 snapshots will be retained').waitFor()
  await reader.picture('domain-schedule')
  await reader.press('Create Schedule', dialog)
  await dialog.getByText(/You currently have 1 schedule/).waitFor()
  await reader.press('Close', dialog)
  await page.getByRole('row', { name: /gold/ }).waitFor()
}

for (const hands of [mouse, keyboard]) {
  t.test(`the guide is played by ${hands.name}, from Prism Central to the activation after a disaster`, async t => {
    const shoot = camera(hands === mouse ? process.env['GUIDE'] : undefined)
    const { open, emulator, complaints } = await consolesOf(t, { fixture: 'france-canada' })
    const at = async (site: string): Promise<Reader> => {
      const page = await open(site, { login: false })
      await logIn(page, 'admin', 'nutanix/4u', hands)
      return new Reader(page, hands, shoot)
    }
    const france = await at('central') // and on to France
    await france.page.getByRole('heading', { name: 'Clusters' }).waitFor()
    await france.picture('prism-central')
    await hands.activate(france.page.getByRole('row', { name: /france/ }).getByRole('link', { name: 'france' }))
    await france.page.waitForURL(`${emulator.clusters['france']?.url}/console/`)
    t.pass('Prism Central opens the Prism Element of a cluster')
    await logIn(france.page, 'admin', 'nutanix/4u', hands)
    await france.picture('france-home')
    await addRemoteSite(france, 'france', { name: 'canada', vip: '192.168.10.100' })
    const canada = await at('canada')
    await addRemoteSite(canada, 'canada', { name: 'france', vip: '192.168.0.100' })

    await protect(france)
    await france.press('+1 min')
    await france.page.getByRole('progressbar', { name: /^gold #/ }).waitFor()
    await france.press('gold')
    await france.page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
    await france.picture('replication')
    await france.press('Until idle')
    await france.page.getByText('Nothing is on its way.').waitFor()

    await france.press('Migrate')
    const migrate = france.page.getByRole('dialog', { name: 'Migrate Protection Domain' })
    const button = migrate.getByRole('button', { name: 'Migrate', exact: true })
    t.equal(await button.isDisabled(), true, 'nothing is migrated before the word is typed')
    await hands.check(migrate.getByLabel('canada'))
    await hands.type(migrate.getByLabel(/To proceed, type "MIGRATE"/), 'migrate')
    await france.picture('migrate')
    await hands.activate(button)
    await migrate.waitFor({ state: 'detached' })
    await france.press('Until idle')

    await canada.choose('Home', 'VM')
    await canada.page.getByRole('row', { name: /web01 .*Off/ }).waitFor()
    t.equal(await canada.page.getByRole('row', { name: /Off/ }).count(), 3, 'the VMs are at the remote site, off')
    await france.choose('Home', 'VM')
    await france.page.getByRole('row', { name: /file01/ }).waitFor()
    t.equal(await france.page.getByRole('row', { name: /web01|app01|db01/ }).count(), 0, 'and no longer at the source')
    for (const vm of ['web01', 'app01', 'db01']) {
      await canada.press(vm)
      await canada.press('Power On')
      await canada.page.getByRole('row', { name: new RegExp(`${vm} .*(On|Off)`) }).waitFor()
    }
    await canada.press('Until idle')
    await canada.page.getByRole('row', { name: /db01 .*On/ }).waitFor()
    await canada.picture('vms-at-the-remote-site')

    await canada.press('Cut the power of canada')
    await france.choose('Home', 'Data Protection')
    await france.press('Table')
    await france.press('gold')
    await france.press('Activate')
    await france.picture('activate')
    await france.press('Yes', france.page.getByRole('dialog', { name: 'Activate Protection Domain' }))
    await france.press('Until idle')
    await france.choose('Home', 'VM')
    await france.page.getByRole('row', { name: /web01 .*Off/ }).waitFor()
    t.equal(
      await france.page.getByRole('row', { name: /web01|app01|db01/ }).count(),
      3,
      'the VMs are back, in the last replicated state'
    )
    await france.picture('vms-after-the-disaster')
    t.same(complaints, [], 'no page complained')
  })
}
