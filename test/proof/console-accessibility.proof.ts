/**
 * WCAG 2.2 AA on every page, every part of the lab and every dialog, in light and dark: no violation with no rule switched
 * off; and at 1280 and 400 pixels, with text at 200 % and a zoom of 200 %, nothing is beyond an edge, cut off or above something
 * else. Tables alone may scroll sideways, in a box of their own. Needs Chromium.
 */
import type { Page } from 'playwright-core'
import t from 'tap'
import type { Test } from 'tap'
import { SIZES, misfits, resize, violations } from '../support/accessibility.js'
import { consolesOf, logIn } from '../support/browser.js'

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
const LAB = ['Ledger', 'Incidents', 'Journal', 'Lab', 'Sites']
const DOMAIN = ['Entities', 'Schedules', 'Local Snapshots', 'Remote Snapshots', 'Metrics', 'Alerts', 'Events']

/** What fits in light fits in dark; rules are asked for where the page is not merely enlarged. */
async function looksRight(t: Test, page: Page, name: string, scheme: 'light' | 'dark'): Promise<void> {
  for (const [index, size] of SIZES.entries()) {
    if (scheme === 'dark' && index >= RULED_SIZES) break
    await resize(page, size)
    t.same(await misfits(page), [], `${name}, ${size.name}`)
    if (index < RULED_SIZES) t.same(await violations(page), [], `${name}, ${size.name}: rules`)
  }
  await resize(page, { name: '', width: 1280, height: 800 })
}

/** Sizes at which rules are asked for: the first ones. */
const RULED_SIZES = 2

const SNAPSHOTS = [
  ['/clock/advance', { seconds: 3600 }],
  ['/states', { name: 'before' }],
  ['/labs', { name: 'rehearsal' }]
] as const
const TROUBLE = [
  ['/links/canada/france/cut', { direction: { from: 'france' } }],
  ['/clock/advance', { seconds: 3600 }]
] as const

async function steer(page: Page, posts: readonly (readonly [string, object])[]): Promise<void> {
  for (const [path, body] of posts)
    await page.evaluate(
      `fetch('/emulator/v1${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify(body)}' })`
    )
}

for (const colorScheme of ['light', 'dark'] as const) {
  t.test(`every page and every part of the lab, ${colorScheme}`, async t => {
    const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' }, { colorScheme })
    const page = await open('france', { login: false })
    await looksRight(t, page, 'login', colorScheme)
    await logIn(page, 'admin', 'nutanix/4u')
    await steer(page, [...SNAPSHOTS, ...TROUBLE])
    const origin = new URL(page.url()).origin
    for (const path of PAGES) {
      await page.goto(`${origin}/console/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.getByRole('group', { name: 'Clock' }).waitFor()
      await looksRight(t, page, path, colorScheme)
    }
    for (const tab of LAB) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await page.getByRole('tabpanel', { name: tab }).waitFor()
      await looksRight(t, page, `lab › ${tab}`, colorScheme)
    }
    await page.getByRole('button', { name: 'Fold the lab away' }).click()
    await page.goto(`${origin}/console/data-protection/table`)
    await page.getByRole('button', { name: 'gold', exact: true }).click()
    for (const tab of DOMAIN) {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await page.getByRole('tabpanel', { name: tab }).waitFor()
      await looksRight(t, page, `gold › ${tab}`, colorScheme)
    }
    t.same(complaints, [])
  })
}

/** Each dialog of the console, by the page that it opens from and the clicks that lead there. */
const DIALOGS: readonly (readonly [string, ...(string | RegExp)[]])[] = [
  ['data-protection', '+ Remote Site', 'Physical Cluster'],
  ['data-protection/table?kind=site', 'canada', 'Update'],
  ['data-protection/table?kind=site', 'canada', 'Delete'],
  ['data-protection', '+ Protection Domain', 'Async DR'],
  ['data-protection/table', 'gold', 'Take Snapshot'],
  ['data-protection/table', 'gold', 'Migrate'],
  ['data-protection/table', 'gold', 'Update'],
  ['data-protection/table', 'gold', 'Update', 'Next'],
  ['data-protection/table', 'gold', 'Update', 'Next', 'New Schedule'],
  ['data-protection/table', 'gold', 'Deactivate'],
  ['data-protection/table', 'gold', 'Delete'],
  ['data-protection/table', 'gold', 'Entities', /^Unprotect /],
  ['data-protection/table', 'gold', 'Schedules', /^Update the schedule/],
  ['data-protection/table', 'gold', 'Schedules', /^Delete the schedule/],
  ['data-protection/table', 'gold', 'Local Snapshots', 'Restore'],
  ['data-protection/table', 'gold', 'Local Snapshots', 'Details'],
  ['data-protection/table', 'gold', 'Local Snapshots', /^Delete snapshot/],
  ['data-protection/table', 'gold', 'Remote Snapshots', 'Retrieve'],
  ['vm', 'web01', /^Power Off/],
  ['vm', 'web01', 'Clone'],
  ['vm', 'web01', 'Delete'],
  ['', 'Lab', 'Reset'],
  ['', 'Lab', 'Restore before'],
  ['', 'Lab', 'Delete before'],
  ['', 'Lab', 'Delete lab rehearsal']
]

for (const colorScheme of ['light', 'dark'] as const) {
  t.test(`every dialog, ${colorScheme}`, async t => {
    const { open, complaints } = await consolesOf(t, { fixture: 'france-canada-protected' }, { colorScheme })
    const page = await open('france')
    await steer(page, SNAPSHOTS)
    const origin = new URL(page.url()).origin
    for (const [path, ...clicks] of DIALOGS) {
      await page.goto(`${origin}/console/${path}`)
      for (const [index, name] of clicks.entries()) {
        const exact = typeof name === 'string'
        const before = clicks[index - 1]
        const isInMenu = typeof before === 'string' && before.startsWith('+ ')
        const isInDialog = (await page.getByRole('dialog').count()) > 0
        const within = isInDialog ? page.getByRole('dialog') : page
        const choice = within.getByRole('tab', { name, exact }).or(within.getByRole('button', { name, exact }))
        await (isInMenu ? page.getByRole('menuitem', { name, exact }) : choice).first().click()
      }
      await page.getByRole('dialog').waitFor()
      await looksRight(t, page, `${path} › ${clicks.join(' › ')}`, colorScheme)
    }
    t.same(complaints, [])
  })
}
