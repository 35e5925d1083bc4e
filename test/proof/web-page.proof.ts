/**
 * A real browser on a page of somebody else: it tries to drive the clock of an emulator on the same machine, by every way
 * that a page has, and cannot; the user's own page can. Needs Chromium (`CHROMIUM` names another path).
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { chromium } from 'playwright-core'
import t from 'tap'
import { startEmulator } from '../../server/index.js'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** So that nothing of the browser's own looks for the network. */
const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Every way of a page to send something to `target`; ends when all have, one way or the other. It runs in the browser. */
const ATTACK = `async target => {
  const advance = target + '/emulator/v1/clock/advance'
  const body = '{"seconds":3600}'
  const form = (fields, enctype) =>
    new Promise(resolve => {
      const frame = document.createElement('iframe')
      frame.name = 'frame-' + enctype
      frame.onload = () => resolve()
      document.body.append(frame)
      const form = Object.assign(document.createElement('form'), { method: 'post', action: advance, enctype, target: frame.name })
      for (const [name, value] of fields) form.append(Object.assign(document.createElement('input'), { name, value }))
      document.body.append(form)
      form.submit()
    })
  const image = () =>
    new Promise(resolve => {
      const image = new Image()
      image.onload = image.onerror = () => resolve()
      image.src = target + '/emulator/v1/clock'
    })
  await Promise.allSettled([
    fetch(advance, { method: 'POST', mode: 'no-cors', body }),
    fetch(advance, { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    fetch(advance, { method: 'POST', mode: 'no-cors', body: new Blob([body]) }),
    fetch(target + '/emulator/v1/world/reset', { method: 'POST', mode: 'no-cors', credentials: 'include' }),
    form([], 'application/x-www-form-urlencoded'),
    form([['{"seconds":3600,"x":"', '"}']], 'text/plain'),
    image(),
    navigator.sendBeacon(advance, body)
  ])
}`

for (const http of [true, false]) {
  t.test(`a page on another port cannot drive the clock, over ${http ? 'HTTP' : 'HTTPS'}`, async t => {
    await using emulator = await startEmulator({ http, clock: 'frozen' })
    const { control } = emulator
    const browser = await chromium.launch({ executablePath, args })
    t.teardown(() => browser.close())
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>evil</title><body></body>')
    })
    server.listen(0, '127.0.0.1')
    t.teardown(() => server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    const page = await context.newPage()
    const own = new URL(control).origin
    await page.goto(`${own}/docs/`)
    const read = async (path: string): Promise<Record<string, unknown>> =>
      page.evaluate(`fetch('/emulator/v1${path}').then(answer => answer.json())`)
    const clock = async (): Promise<unknown> => (await read('/clock'))['now']
    const revision = async (): Promise<unknown> => (await read('/world'))['revision']
    const before = await clock()
    const untouched = await revision()

    const evil = await context.newPage()
    for (const host of ['127.0.0.1', 'localhost', 'canada.localhost']) {
      await evil.goto(`http://${host}:${port}/`)
      for (const name of [new URL(own).hostname, 'localhost', 'canada.localhost']) {
        await evil.evaluate(`(${ATTACK})(${JSON.stringify(own.replace(new URL(own).hostname, name))})`)
      }
    }
    t.equal(await clock(), before, 'the clock stands where it stood')
    t.equal(await revision(), untouched, 'and nothing of the world has changed')

    const advanced = await page.evaluate(
      `fetch('/emulator/v1/clock/advance', { method: 'POST', body: '{"seconds":60}' }).then(answer => answer.status)`
    )
    t.equal(advanced, 200, 'the user’s own page can')
    t.not(await clock(), before)
  })
}
