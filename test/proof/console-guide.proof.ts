/**
 * The guide, from its first click to its last, on the consoles of both clusters: everything is found by role and label, as
 * the guide names it. With `GUIDE=docs/guide` each step leaves a picture there. Needs Chromium.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import t from 'tap'
import { consolesOf, logIn } from '../support/browser.js'

const pictures = process.env['GUIDE']

/** Pictures are made in the order of the guide. */
function camera(): (page: Page, name: string) => Promise<void> {
  let count = 0
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true })
  return async (page, name) => {
    count += 1
    if (pictures === undefined) return
    const path = join(pictures, `${String(count).padStart(2, '0')}-${name}.jpg`)
    await page.screenshot({ path, type: 'jpeg', quality: 60 })
  }
}

type Shoot = ReturnType<typeof camera>

const choose = async (page: Page, menu: string, item: string): Promise<void> => {
  await page.getByRole('button', { name: menu, exact: true }).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

async function addRemoteSite(page: Page, shoot: Shoot, from: string, to: { name: string; vip: string }): Promise<void> {
  await choose(page, 'Home', 'Data Protection')
  await shoot(page, `${from}-data-protection`)
  await page.getByRole('button', { name: 'Remote Site', exact: true }).click()
  await choose(page, '+ Remote Site', 'Physical Cluster')
  const dialog = page.getByRole('dialog', { name: 'Remote Site' })
  await dialog.getByLabel('REMOTE SITE NAME').fill(to.name)
  await dialog.getByLabel('CLUSTER VIRTUAL IP').fill(to.vip)
  await shoot(page, `${from}-remote-site`)
  await dialog.getByRole('button', { name: 'Add Site' }).click()
  await dialog.getByText('Remote site created successfully.').waitFor()
  for (const network of ['AHV:base', 'AHV VLAN: VLAN50']) {
    await dialog.getByLabel('Source Cluster').selectOption(network)
    await dialog.getByLabel('Destination Cluster').selectOption(network)
    await dialog.getByRole('button', { name: 'Add to Network Mapping' }).click()
  }
  for (const end of ['Source VStore', 'Destination VStore']) {
    const list = dialog.getByLabel(end)
    const container = await list.locator('option', { hasText: 'default-container' }).textContent()
    await list.selectOption(container)
  }
  await dialog.getByRole('button', { name: 'Add to vStore Name Mapping' }).click()
  await shoot(page, `${from}-mappings`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText(`${to.name} has been updated`).waitFor()
  await page.getByRole('row', { name: new RegExp(to.name) }).waitFor()
  await shoot(page, `${from}-remote-sites`)
}

async function protect(page: Page, shoot: Shoot): Promise<void> {
  await choose(page, 'Home', 'Data Protection')
  await choose(page, '+ Protection Domain', 'Async DR')
  const dialog = page.getByRole('dialog', { name: 'Protection Domain (Async DR)' })
  await dialog.getByLabel('NAME').fill('gold')
  await shoot(page, 'domain-name')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await dialog.getByRole('heading', { name: 'Unprotected Entities (7)' }).waitFor()
  for (const vm of ['web01', 'app01', 'db01']) await dialog.getByLabel(vm, { exact: true }).check()
  await shoot(page, 'domain-entities')
  await dialog.getByRole('button', { name: /^Protect Selected Entities \(3\)/ }).click()
  await dialog.getByText('Successfully protected 3 entities').waitFor()
  await dialog.getByRole('heading', { name: 'Protected Entities (3)', exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('button', { name: 'New Schedule' }).click()
  await dialog.getByLabel('Repeat every hour(s)').check()
  await dialog.getByLabel('Repeat every, hour(s)').fill('1')
  await dialog.getByLabel('Local: keep the last').fill('2')
  await dialog.getByLabel('canada', { exact: true }).check()
  await dialog.getByLabel('canada: keep the last').fill('2')
  await dialog.getByText('Up to 2 snapshots will be retained').waitFor()
  await shoot(page, 'domain-schedule')
  await dialog.getByRole('button', { name: 'Create Schedule' }).click()
  await dialog.getByText(/You currently have 1 schedule/).waitFor()
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('row', { name: /gold/ }).waitFor()
}

const steer = async (page: Page, button: string): Promise<void> => {
  await page.getByRole('button', { name: button, exact: true }).click()
}

t.test('the guide is played by clicks, from Prism Central to the activation after a disaster', async t => {
  const shoot = camera()
  const { open, emulator, complaints } = await consolesOf(t, { fixture: 'france-canada' })

  const central = await open('central')
  await central.getByRole('heading', { name: 'Clusters' }).waitFor()
  await shoot(central, 'prism-central')
  await central
    .getByRole('row', { name: /france/ })
    .getByRole('link', { name: 'france' })
    .click()
  await central.waitForURL(`${emulator.clusters['france']?.url}/console/`)
  t.pass('Prism Central opens the Prism Element of a cluster')
  const france = central
  await logIn(france, 'admin', 'nutanix/4u')
  await shoot(france, 'france-home')
  await addRemoteSite(france, shoot, 'france', { name: 'canada', vip: '192.168.10.100' })
  const canada = await open('canada')
  await addRemoteSite(canada, shoot, 'canada', { name: 'france', vip: '192.168.0.100' })

  await protect(france, shoot)
  await steer(france, '+1 min')
  await france.getByRole('progressbar', { name: /^gold #/ }).waitFor()
  await france.getByRole('button', { name: 'gold', exact: true }).click()
  await france.getByRole('button', { name: 'Pause', exact: true }).waitFor()
  await shoot(france, 'replication')
  await steer(france, 'Until idle')
  await france.getByText('Nothing is on its way.').waitFor()

  await france.getByRole('button', { name: 'Migrate', exact: true }).click()
  const migrate = france.getByRole('dialog', { name: 'Migrate Protection Domain' })
  const button = migrate.getByRole('button', { name: 'Migrate', exact: true })
  t.equal(await button.isDisabled(), true, 'nothing is migrated before the word is typed')
  await migrate.getByLabel('canada').check()
  await migrate.getByLabel(/To proceed, type "MIGRATE"/).fill('migrate')
  await shoot(france, 'migrate')
  await button.click()
  await migrate.waitFor({ state: 'detached' })
  await steer(france, 'Until idle')

  await choose(canada, 'Home', 'VM')
  await canada.getByRole('row', { name: /web01 .*Off/ }).waitFor()
  t.equal(await canada.getByRole('row', { name: /Off/ }).count(), 3, 'the VMs are at the remote site, off')
  await choose(france, 'Home', 'VM')
  await france.getByRole('row', { name: /file01/ }).waitFor()
  t.equal(await france.getByRole('row', { name: /web01|app01|db01/ }).count(), 0, 'and no longer at the source')
  for (const vm of ['web01', 'app01', 'db01']) {
    await canada.getByRole('button', { name: vm, exact: true }).click()
    await canada.getByRole('button', { name: 'Power On' }).click()
    await canada.getByRole('row', { name: new RegExp(`${vm} .*(On|Off)`) }).waitFor()
  }
  await steer(canada, 'Until idle')
  await canada.getByRole('row', { name: /db01 .*On/ }).waitFor()
  await shoot(canada, 'vms-at-the-remote-site')

  await steer(canada, 'Cut the power of canada')
  await choose(france, 'Home', 'Data Protection')
  await steer(france, 'Table')
  await france.getByRole('button', { name: 'gold', exact: true }).click()
  await france.getByRole('button', { name: 'Activate', exact: true }).click()
  await shoot(france, 'activate')
  await france.getByRole('dialog', { name: 'Activate Protection Domain' }).getByRole('button', { name: 'Yes' }).click()
  await steer(france, 'Until idle')
  await choose(france, 'Home', 'VM')
  await france.getByRole('row', { name: /web01 .*Off/ }).waitFor()
  t.equal(
    await france.getByRole('row', { name: /web01|app01|db01/ }).count(),
    3,
    'the VMs are back, in the last replicated state'
  )
  await shoot(france, 'vms-after-the-disaster')
  t.same(complaints, [], 'no page complained')
})
