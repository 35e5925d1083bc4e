/**
 * A large lab over HTTP, in a process of its own: idle memory, the list of 10 000 VMs of v1 and its first page, and, with `--data`,
 * how long a write takes. The longest hold of the loop is that of the process's own measure, since its first scrape.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  LOGIN,
  Processes,
  end,
  freePort,
  median,
  report,
  residentMbOf,
  root,
  spread,
  untilItAnswers
} from './support.js'
import type { Figure } from './support.js'

const VMS = 10_000
const LISTS = Number(process.env['LISTS'] ?? 20)
const WRITES = Number(process.env['WRITES'] ?? 40)
const V1 = '/PrismGateway/services/rest/v1'
const CONTROL = '/emulator/v1'

const headers = { authorization: LOGIN, 'content-type': 'application/json' }

async function timed(url: string, body?: object): Promise<number> {
  const before = performance.now()
  const answer = await fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return performance.now() - before
}

async function start(processes: Processes, ...more: string[]) {
  const port = await freePort()
  const listen = ['france=127.0.0.1:' + port, 'canada=127.0.0.2:0', 'central=127.0.0.3:0'].flatMap(at => [
    '--listen',
    at
  ])
  const child = processes.start(
    process.execPath,
    ['bin/pesim.cjs', 'start', '--http', '--clock', 'frozen', ...listen, ...more],
    root
  )
  const url = `http://127.0.0.1:${port}`
  await untilItAnswers(`${url}${V1}/cluster`)
  return { child, url }
}

async function loopMaxMs(url: string): Promise<number> {
  const text = await (await fetch(`${url}${CONTROL}/metrics`)).text()
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1]) * 1000
}

const percentile99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? NaN

async function lists(processes: Processes): Promise<Figure[]> {
  const { child, url } = await start(processes)
  const residentMb = await residentMbOf(child.pid ?? Number.NaN)
  await timed(`${url}${CONTROL}/clusters/france/vms`, { count: VMS, name_prefix: 'vm' })
  const page = `${url}${V1}/vms?count=50`
  const cold = await timed(page)
  const all = `${url}${V1}/vms`
  await timed(all)
  const [times, pages]: [number[], number[]] = [[], []]
  for (let round = 0; round < LISTS; round += 1) {
    times.push(await timed(all))
    pages.push(await timed(page))
  }
  await end(child)
  return [
    { name: 'resident memory, idle, two clusters', value: residentMb, unit: 'MB', aim: { most: 70 } },
    {
      name: `v1 /vms of ${VMS} VMs, 99th percentile, warm`,
      value: percentile99(times),
      unit: 'ms',
      spread: spread(times),
      aim: { most: 200 }
    },
    { name: 'count=50 of it, cold', value: cold, unit: 'ms', aim: { most: 10 } },
    { name: 'count=50 of it, warm', value: median(pages), unit: 'ms', spread: spread(pages), aim: { most: 10 } }
  ]
}

async function writes(processes: Processes, data: string): Promise<Figure[]> {
  const { child, url } = await start(processes, '--data', data)
  await timed(`${url}${CONTROL}/clusters/france/vms`, { count: VMS, name_prefix: 'vm' })
  await loopMaxMs(url) // from here on it is measured
  const times: number[] = []
  for (let round = 0; round < WRITES; round += 1)
    times.push(await timed(`${url}/PrismGateway/services/rest/v2.0/protection_domains`, { value: `domain-${round}` }))
  const hold = await loopMaxMs(url)
  await end(child)
  return [
    {
      name: `a write with --data and ${VMS} VMs, median`,
      value: median(times),
      unit: 'ms',
      spread: spread(times),
      aim: { most: 25 }
    },
    { name: 'longest hold of the loop meanwhile', value: hold, unit: 'ms', aim: { most: 20 } }
  ]
}

const folder = await mkdtemp(join(tmpdir(), 'pesim-bench-'))
const processes = new Processes()
const figures: Figure[] = []
try {
  figures.push(...(await lists(processes)), ...(await writes(processes, join(folder, 'data'))))
} finally {
  await processes.stop()
  await rm(folder, { recursive: true, force: true })
}
for (const { name, value, unit } of figures) console.log(`${name.padEnd(50)} ${value.toFixed(1).padStart(8)} ${unit}`)
report({ figures })
