/** Several tabs, several browsers, and other machines: who hears of what, and who is asked for the control token. Needs Chromium. */
import type { BrowserContext, Page } from 'playwright-core'
import t from 'tap'
import { consolesOf, logIn } from '../support/browser.js'

const clockSays = (page: Page, text: string): Promise<void> =>
  page.getByRole('group', { name: 'Clock' }).getByText(text).waitFor()

/** Streams that a browser has opened, with what they showed. */
function streamsOf(context: BrowserContext): (string | undefined)[] {
  const seen: (string | undefined)[] = []
  context.on('request', request => {
    if (request.url().endsWith('/emulator/v1/events')) seen.push(request.headers()['authorization'])
  })
  return seen
}

t.test('off this machine the lab is steered with the token, asked for once a tab', async t => {
  const { context, emulator, complaints } = await consolesOf(t, {
    ...{ fixture: 'france-canada', controlToken: 'open-sesame' },
    listen: ['france=0.0.0.0:0', 'canada=127.0.0.2:0', 'central=127.0.0.3:0']
  })
  const { port } = new URL(emulator.clusters['france']?.url ?? '')
  const url = `https://127.0.0.1:${port}/console/`
  const streams = streamsOf(context)
  const page = await context.newPage()
  await page.goto(url)
  const token = page.getByLabel('Control token')
  await token.fill('wrong')
  await page.getByRole('button', { name: 'Use it' }).click()
  await page
    .getByRole('alert')
    .getByText(/needs its token/)
    .waitFor()
  t.equal(await token.getAttribute('aria-invalid'), 'true')
  await token.fill('open-sesame')
  await page.getByRole('button', { name: 'Use it' }).click()
  await clockSays(page, '2026-03-02 10:00:00 UTC')
  t.match(await page.evaluate('Object.values(sessionStorage)'), ['open-sesame'], 'kept in the tab')
  t.same(
    await page.evaluate('Object.values(localStorage).filter(text => text.includes("sesame"))'),
    [],
    'and nowhere else'
  )
  while (!streams.includes('Bearer open-sesame')) await context.waitForEvent('request')
  await emulator.clock.advance('1h')
  await clockSays(page, '2026-03-02 11:00:00 UTC')
  t.pass('the stream that showed the token tells what others do')
  await page.reload()
  await clockSays(page, '2026-03-02 11:00:00 UTC')
  t.equal(await token.count(), 0, 'it is not asked again')
  const other = await context.newPage()
  await other.goto(url)
  await other.getByLabel('Control token').waitFor()
  t.pass('another tab is asked')
  t.same(complaints, [])
})

t.test('two browsers at once see what either does, each with one stream for all of its tabs', async t => {
  const { open, context, emulator } = await consolesOf(t, { fixture: 'france-canada' })
  const streams = streamsOf(context)
  const first = await open('france', { path: '/console/data-protection/table' })
  const tab = await open('france', { path: '/console/data-protection/table', login: false })
  const second = await context.browser()?.newContext({ ignoreHTTPSErrors: true })
  if (second === undefined) throw new Error('There is no browser')
  const otherStreams = streamsOf(second)
  const guest = await second.newPage()
  await guest.goto(`${emulator.clusters['france']?.url}/console/data-protection/table`)
  await logIn(guest, 'admin', 'nutanix/4u')
  await guest.getByRole('button', { name: '+ Protection Domain' }).click()
  await guest.getByRole('menuitem', { name: 'Async DR' }).click()
  await guest.getByLabel('NAME', { exact: true }).fill('silver')
  await guest.getByRole('button', { name: 'Create', exact: true }).click()
  for (const page of [first, tab]) await page.getByRole('row', { name: /silver/ }).waitFor()
  await guest.keyboard.press('Escape')
  await first.getByRole('button', { name: '+1 h', exact: true }).click()
  for (const page of [first, tab, guest]) await clockSays(page, '2026-03-02 11:00:00 UTC')
  t.equal(streams.length, 1, 'one stream for two tabs')
  t.equal(otherStreams.length, 1)
  await first.close()
  await guest.getByRole('button', { name: '+1 h', exact: true }).click()
  await clockSays(tab, '2026-03-02 12:00:00 UTC')
  t.equal(streams.length, 2, 'the tab that is left has taken it over')
})

t.test('two clusters in two tabs are two sessions: one that ends leaves the other', async t => {
  const { open, context, emulator } = await consolesOf(t, { fixture: 'france-canada-protected' })
  const france = await open('france', { path: '/console/vm' })
  const canada = await open('canada', { path: '/console/vm' })
  await france.getByRole('row', { name: /web01/ }).waitFor()
  await canada.getByText('No VM here.').waitFor()
  await context.clearCookies({ domain: new URL(emulator.clusters['france']?.url ?? '').hostname })
  await canada.getByRole('button', { name: '+1 min', exact: true }).click()
  await france.getByText('Your session has ended').waitFor()
  t.equal(await canada.getByRole('heading', { name: 'VM', exact: true }).count(), 1)
  await logIn(france, 'admin', 'nutanix/4u')
  await france.getByRole('row', { name: /web01/ }).waitFor()
  t.pass('whoever logs in again is where they were')
})
