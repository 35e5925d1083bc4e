/**
 * What the console promises of every page: no violation of WCAG in light and dark, at 1280 and 400 pixels; and what it says
 * where something goes wrong. Needs Chromium.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import t from 'tap'
import { consolesOf, logIn } from '../support/browser.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PAGES = [
  '',
  'health',
  'vm',
  'storage',
  'network',
  'hardware',
  'data-protection',
  'data-protection/table',
  'data-protection/table?kind=site',
  'alerts',
  'tasks',
  'drill'
]

/** `rule: the first element that breaks it`; the page's own policy does not hold for what the debugger brings along. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(
    `axe.run(document).then(({ violations }) => violations.map(each => each.id + ': ' + each.nodes[0].html.slice(0, 160) + ' ' + each.nodes[0].failureSummary))`
  )
}

for (const colorScheme of ['light', 'dark'] as const) {
  t.test(`no page breaks a rule of accessibility, ${colorScheme}`, async t => {
    const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' }, { colorScheme })
    const page = await open('france', { login: false })
    t.same(await violations(page), [], 'login')
    await logIn(page, 'admin', 'nutanix/4u')
    const origin = new URL(page.url()).origin
    for (const path of PAGES) {
      await page.goto(`${origin}/console/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('group', { name: 'Clock' }).waitFor()
      t.same(await violations(page), [], path)
      await page.setViewportSize({ width: 400, height: 800 })
      const wide = await page.evaluate('document.documentElement.scrollWidth')
      t.ok(Number(wide) <= 400, `${path} fits 400 pixels: ${String(wide)}`)
      await page.setViewportSize({ width: 1280, height: 800 })
    }
    t.same(complaints, [])
  })
}

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
  await admin.goto(`${emulator.clusters['france']?.url}/console/data-protection/table`)
  await admin.getByRole('button', { name: 'gold', exact: true }).click()
  const migrate = admin.getByRole('button', { name: 'Migrate', exact: true })
  t.equal(await migrate.getAttribute('aria-disabled'), 'true')
  t.match(await migrate.getAttribute('title'), /may look only/)
})
