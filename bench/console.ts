/**
 * How soon the console is there and how soon it answers a key, in Chromium, on the largest world that pesim promises to
 * serve (10 000 VMs, 1 000 protection domains): the login painted, bytes and requests that it took, and for each table the
 * time from a key to the next paint and to the rows that answer it. Medians of several rounds.
 *
 *   npm run bench:console
 *   ROUNDS=9 CHROMIUM=/path npm run bench:console
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { openLogin } from './console-login.js'
import { DOMAINS, VMS, largeWorld } from './worst/large-world.js'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9]

/** Tables, where they are, and what their filter is asked for: each round for another word, since the server knows the last ones. */
const TABLES = [
  { caption: 'VM', path: 'vm', words: DIGITS.map(digit => `vm-${digit}`), head: 'VM Name' },
  {
    caption: 'Async DR',
    path: 'data-protection/table',
    words: DIGITS.map(digit => `domain-${digit}`),
    head: 'Entity Count'
  },
  { caption: `Alerts of france`, path: 'alerts', words: DIGITS.map(String), head: 'Timestamp' },
  { caption: 'Health checks', path: 'health', words: ['re', 'po', 'sn'], head: 'Check' }
] as const

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

/** The login in a browser that has nothing of it yet. */
async function timeLogin(browser: Browser, url: string): Promise<Login> {
  const context = await browser.newContext()
  const { paintedMs, bytes, requests } = await openLogin(context, url)
  await context.close()
  return { paintedMs, bytes, requests }
}

type Login = Omit<Awaited<ReturnType<typeof openLogin>>, 'page'>

/**
 * Milliseconds from the last key of a word, typed into a table's filter, to the paint after it and to the rows that answer
 * it; and the same of a click on a head by the keyboard.
 */
async function timeKeys(
  page: Page,
  { caption, words, head }: (typeof TABLES)[number],
  round: number
): Promise<Record<string, number>> {
  const word = words[round % words.length] ?? ''
  const filter = page.getByRole('searchbox', { name: `Filter ${caption}` })
  await filter.fill(word.slice(0, -1))
  await answered(page)
  await watch(page)
  await filter.press(word.slice(-1))
  const typed = await answered(page)
  await filter.fill('')
  await answered(page)
  const button = page.getByRole('columnheader', { name: head }).getByRole('button')
  await button.focus()
  await watch(page)
  await button.press('Enter')
  const sorted = await answered(page)
  return {
    'key to paint': typed.paint,
    'key to rows': typed.rows,
    'sort to paint': sorted.paint,
    'sort to rows': sorted.rows
  }
}

/** Notes the next key, the paint after it, and when the rows of the table last changed. */
const watch = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    const seen = (window.seen = { key: 0, paint: 0, rows: 0 })
    addEventListener('keydown', () => {
      seen.key = performance.now()
      requestAnimationFrame(() => setTimeout(() => (seen.paint = performance.now())))
    }, { once: true, capture: true })
    window.watcher?.disconnect()
    window.watcher = new MutationObserver(() => { if (seen.key > 0) seen.rows = performance.now() })
    window.watcher.observe(document.querySelector('main .sheet'), { subtree: true, childList: true, characterData: true })
  })()`)

interface Answered {
  readonly paint: number
  readonly rows: number
}

const WAIT_MS = 800

/** Once whatever the key asked for has been answered. */
async function answered(page: Page): Promise<Answered> {
  await page.waitForTimeout(WAIT_MS)
  return page.evaluate(
    `(() => { const { key = 0, paint = 0, rows = 0 } = window.seen ?? {}; return { paint: paint - key, rows: Math.max(0, rows - key) } })()`
  )
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-bench-'))
  const fixture = join(folder, 'large.json')
  await writeFile(fixture, JSON.stringify(largeWorld()))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const listen = [`france=127.0.0.1:${port}`, 'canada=127.0.0.2:0', 'central=127.0.0.3:0']
  const child = spawn(
    process.execPath,
    ['bin/pesim.cjs', 'start', '--http', '--clock', 'frozen', '--fixture', fixture].concat(
      listen.flatMap(each => ['--listen', each])
    ),
    { stdio: ['ignore', 'ignore', 'inherit'] }
  )
  try {
    while (
      !(await fetch(`${url}/emulator/v1/ready`)
        .then(({ ok }) => ok)
        .catch(() => false))
    )
      await new Promise(resolve => setTimeout(resolve, 100))
    const browser = await chromium.launch({ executablePath, args })
    try {
      console.log(`${VMS} VMs, ${DOMAINS} protection domains; Chromium ${browser.version()}, Node ${process.version}`)
      const logins: Login[] = []
      for (let round = 0; round < ROUNDS; round += 1) logins.push(await timeLogin(browser, url))
      const [last] = logins.slice(-1)
      console.log(
        `login painted in ${median(logins.map(({ paintedMs }) => paintedMs)).toFixed(0)} ms, ${last?.requests} requests, ${((last?.bytes ?? 0) / 1000).toFixed(1)} kB`
      )
      const page = await browser.newPage()
      await page.goto(`${url}/console/`)
      await page.getByLabel('Username').fill('admin')
      await page.getByLabel('Password').fill('nutanix/4u')
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('heading', { name: 'Home' }).waitFor()
      for (const table of TABLES) await measure(page, url, table)
    } finally {
      await browser.close()
    }
  } finally {
    child.kill()
    await rm(folder, { recursive: true })
  }
}

async function measure(page: Page, url: string, table: (typeof TABLES)[number]): Promise<void> {
  await page.goto(`${url}/console/${table.path}`)
  await page.getByRole('table', { name: table.caption }).waitFor()
  const took: Record<string, number[]> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, value] of Object.entries(await timeKeys(page, table, round))) (took[name] ??= []).push(value)
  }
  const rows = await page.locator('main tbody tr').count()
  const figures = Object.entries(took).map(([name, values]) => `${name} ${median(values).toFixed(0)} ms`)
  console.log(`${table.caption}: ${rows} rows drawn; ${figures.join(', ')}`)
}

await main()
