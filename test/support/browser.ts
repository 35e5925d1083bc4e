/** A real Chromium on the console of an emulator (`CHROMIUM` names another path than Debian's). */
import { chromium } from 'playwright-core'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Test } from 'tap'
import { startEmulator } from '../../server/index.js'
import type { Emulator, EmulatorOptions } from '../../server/index.js'
import { mouse } from './hands.js'
import type { Hands } from './hands.js'

export const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** So that nothing of the browser's own looks for the network. */
export const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync']
]

/** Instant at which the labs of these proofs begin. */
export const START_USECS = Date.parse('2026-03-02T10:00:00Z') * 1000

interface Consoles {
  readonly emulator: Emulator
  readonly context: BrowserContext
  /** What the pages have complained of: errors of their scripts, refusals of their policy. */
  readonly complaints: readonly string[]
  /** A tab on a site's console, logged in unless told otherwise; a new one, or `in` one that is there. */
  open(site: string, options?: { readonly login?: boolean; readonly path?: string; readonly in?: Page }): Promise<Page>
}

/** Emulator and browser end with the test. */
export async function consolesOf(
  t: Test,
  options: EmulatorOptions,
  browserOptions: BrowserContextOptions = {}
): Promise<Consoles> {
  const emulator = await startEmulator({ clock: 'frozen', at: new Date(START_USECS / 1000), ...options })
  t.teardown(() => emulator.stop())
  const browser = await chromium.launch({ executablePath, args: quiet })
  t.teardown(() => browser.close())
  const context = await browser.newContext({
    ...{ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' as const },
    ...browserOptions
  })
  const complaints: string[] = []
  const open: Consoles['open'] = async (site, { login = true, path = '/console/', in: existing } = {}) => {
    const page = existing ?? (await context.newPage())
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => {
      if (/Content Security Policy|Uncaught/.test(message.text())) complaints.push(message.text())
    })
    const access = site === 'central' ? emulator.central : emulator.clusters[site]
    if (access === undefined) throw new Error(`There is no site ${site}`)
    await page.goto(access.url + path)
    if (login) await logIn(page, access.username, access.password)
    return page
  }
  return { emulator, context, complaints, open }
}

export async function logIn(page: Page, username: string, password: string, hands: Hands = mouse): Promise<void> {
  await hands.type(page.getByLabel('Username'), username)
  await hands.type(page.getByLabel('Password'), password)
  await hands.activate(page.getByRole('button', { name: 'Log in' }))
  await page.locator('header').getByRole('button', { name: 'User' }).waitFor()
}
