/** What the console says where something goes wrong, or may not be done. Needs Chromium. */
import type { Locator } from 'playwright-core'
import t from 'tap'
import type { Test } from 'tap'
import { consolesOf, logIn } from '../support/browser.js'

t.test('what the server has against it stands beside the field, and what was typed stays', async t => {
  const { open } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const page = await open('france', { login: false })
  await page.getByLabel('Username').fill('admin')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByText('Wrong user name or password').waitFor()
  t.equal(await page.getByLabel('Password').getAttribute('aria-invalid'), 'true', 'a wrong password')
  await logIn(page, 'admin', 'nutanix/4u')

  await page.goto(`${new URL(page.url()).origin}/console/data-protection/table`)
  await page.getByRole('button', { name: '+ Protection Domain' }).click()
  await page.getByRole('menuitem', { name: 'Async DR' }).click()
  const name = page.getByLabel('NAME', { exact: true })
  await name.fill('a/b')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.getByRole('alert').waitFor()
  t.equal(await name.getAttribute('aria-invalid'), 'true')
  t.equal(await name.inputValue(), 'a/b')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  t.pass('Escape cancels')
})

/** Types what the server refuses, sends it, and finds its words at the field, and there what was typed. */
async function refused(t: Test, dialog: Locator, field: Locator, typed: string, button: string): Promise<void> {
  await field.fill(typed)
  await dialog.getByRole('button', { name: button, exact: true }).click()
  const alert = dialog.getByRole('alert')
  await alert.first().waitFor()
  t.equal(await alert.count(), 1, 'said once')
  const described = String(await field.getAttribute('aria-describedby'))
  t.ok(described.split(' ').includes(String(await alert.getAttribute('id'))), `${button}: ${await alert.textContent()}`)
  t.equal(await field.inputValue(), typed, 'what was typed stays')
}

t.test('every dialog refuses bad input in the words of the server, beside the field', async t => {
  const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const page = await open('france', { path: '/console/data-protection/table?kind=site' })
  const control = (method: string, path: string): Promise<unknown> =>
    page.evaluate(
      `fetch('/emulator/v1${path}', { method: '${method}', headers: { 'content-type': 'application/json' }, body: '{}' })`
    )
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  const close = async (): Promise<void> => {
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await press('+ Remote Site')
  await page.getByRole('menuitem', { name: 'Physical Cluster' }).click()
  await refused(t, dialog, dialog.getByLabel('REMOTE SITE NAME'), 'canada', 'Add Site')
  await dialog.getByLabel('REMOTE SITE NAME').fill('spain')
  await refused(t, dialog, dialog.getByLabel('CLUSTER VIRTUAL IP'), '192.168.0.100', 'Add Site')
  await close()

  await press('Async DR')
  await press('+ Protection Domain')
  await page.getByRole('menuitem', { name: 'Async DR' }).click()
  await refused(t, dialog, dialog.getByLabel('NAME', { exact: true }), 'gold', 'Create')
  await close()

  await press('gold')
  await press('Update')
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('button', { name: 'New Schedule' }).click()
  await dialog.getByLabel('Repeat every hour(s)').check()
  await refused(t, dialog, dialog.getByLabel('Repeat every, hour(s)'), '0', 'Create Schedule')
  await dialog.getByLabel('Repeat every, hour(s)').fill('1')
  await refused(t, dialog, dialog.getByLabel('Local: keep the last'), '0', 'Create Schedule')
  await dialog.getByLabel('Local: keep the last').fill('1')
  await dialog.getByLabel('canada', { exact: true }).check()
  await refused(t, dialog, dialog.getByLabel('canada: keep the last'), '0', 'Create Schedule')
  await dialog.getByLabel('canada: keep the last').fill('1')
  await refused(t, dialog, dialog.getByLabel('END ON (UTC)'), '2020-01-01T00:00', 'Create Schedule')
  await close()

  await press('Take Snapshot')
  await refused(t, dialog, dialog.getByLabel('RETENTION TIME'), '-1', 'Save')
  await close()

  await control('POST', '/links/canada/france/cut')
  await press('Migrate')
  await refused(t, dialog, dialog.getByLabel(/To proceed, type "MIGRATE"/), 'MIGRATE', 'Migrate')
  await close()

  await press('+1 h')
  await page.getByRole('tab', { name: 'Local Snapshots' }).click()
  await page.getByRole('button', { name: 'Restore', exact: true }).first().click()
  await refused(t, dialog, dialog.getByLabel('VM NAME PREFIX'), 'a/'.repeat(200), 'OK')
  await close()

  await page.goto(`${new URL(page.url()).origin}/console/vm`)
  await press('web01')
  await press('Clone')
  await refused(t, dialog, dialog.getByLabel('NAME', { exact: true }), 'x'.repeat(300), 'Clone')
  t.same(complaints, [])
})

t.test('a session that has ended leads to the login, and says so; a lost server is told', async t => {
  const { open, context, emulator } = await consolesOf(t, { fixture: 'france-canada' })
  const page = await open('france')
  await context.clearCookies()
  await page.getByRole('button', { name: '+1 min', exact: true }).click()
  await page.getByText('Your session has ended').waitFor()
  await logIn(page, 'admin', 'nutanix/4u')
  await emulator.stop()
  await page.getByText(/Not connected since .*, trying again/).waitFor()
  t.pass('a lost server is told')
})

t.test('a viewer may look: what changes something is off, and says why', async t => {
  const { open, emulator } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const admin = await open('france')
  const made =
    await admin.evaluate(`fetch('/PrismGateway/services/rest/v1/users', { method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ profile: { username: 'viewer', password: 'first/Secret' }, roles: ['ROLE_CLUSTER_VIEWER'] }) }).then(answer => answer.status)`)
  t.ok(Number(made) < 300, 'the viewer exists')
  await admin.getByRole('button', { name: 'User' }).click()
  await admin.getByRole('menuitem', { name: 'Log out' }).click()
  await logIn(admin, 'viewer', 'first/Secret')
  const origin = emulator.clusters['france']?.url ?? ''
  const areOff = async (...names: (string | RegExp)[]): Promise<void> => {
    for (const name of names) {
      const button = admin.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }).first()
      t.equal(await button.getAttribute('aria-disabled'), 'true', String(name))
      t.match(await button.getAttribute('title'), /may look only/)
    }
  }
  await admin.goto(`${origin}/console/data-protection/table`)
  await admin.getByRole('button', { name: 'gold', exact: true }).click()
  await areOff('Take Snapshot', 'Migrate', 'Update', 'Deactivate', 'Delete')
  for (const [tab, name] of [
    ['Entities', /^Unprotect/],
    ['Schedules', /^Update the schedule/],
    ['Schedules', /^Delete the schedule/],
    ['Local Snapshots', 'Restore'],
    ['Local Snapshots', /^Delete snapshot/]
  ] as const) {
    await admin.getByRole('tab', { name: tab, exact: true }).click()
    await admin.getByRole('button', { name }).first().waitFor()
    await areOff(name)
  }
  await admin.getByRole('button', { name: 'Migrate', exact: true }).press('Enter')
  await admin
    .getByRole('status')
    .getByText(/may look only/)
    .waitFor()
  t.equal(await admin.getByRole('dialog').count(), 0, 'nothing opens, and by keyboard the reason is said')
  await admin.getByRole('button', { name: '+ Protection Domain' }).click()
  const item = admin.getByRole('menuitem', { name: /Async DR/ })
  t.equal(await item.getAttribute('aria-disabled'), 'true')
  t.match(await item.textContent(), /may look only/)
  await admin.keyboard.press('Escape')
  await admin.getByRole('button', { name: 'Remote Site', exact: true }).click()
  await admin.getByRole('button', { name: 'canada', exact: true }).click()
  await areOff('Update', 'Delete')
  await admin.goto(`${origin}/console/vm`)
  await admin.getByRole('button', { name: 'web01', exact: true }).click()
  await areOff(/^Power O/, 'Clone', 'Delete')
})

t.test('a path that no page has says so, and leads home', async t => {
  const { open } = await consolesOf(t, { fixture: 'france-canada' })
  for (const site of ['france', 'central']) {
    const page = await open(site, { path: '/console/vms' })
    await page.getByRole('heading', { name: 'Not found' }).waitFor()
    t.match(await page.getByRole('main').textContent(), /no page \/console\/vms\./)
    await page.getByRole('link', { name: 'Home', exact: true }).click()
    await page.getByRole('heading', { name: 'Not found' }).waitFor({ state: 'detached' })
    t.equal(new URL(page.url()).pathname, '/console/')
  }
})
