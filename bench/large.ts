/**
 * A large lab over HTTP, in a process of its own: idle memory, the list of 10 000 VMs of v1 and its first page, and, with `--data`,
 * how long a write takes and holds up the loop. The first write of its kind compiles the check of its body, so its hold stands apart.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  LOGIN,
  Processes,
  cpuUsecsOf,
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
const COLD_STARTS = Number(process.env['COLD_STARTS'] ?? 5)
const USECS_PER_MS = 1000
const V1 = '/PrismGateway/services/rest/v1'
const PAGE = `${V1}/vms?count=50`
const CONTROL = '/emulator/v1'

const headers = { authorization: LOGIN, 'content-type': 'application/json' }

async function timed(url: string, body?: object): Promise<number> {
  const before = performance.now()
  const answer = await fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return performance.now() - before
}

async function start(processes: Processes, { data }: { readonly data?: string } = {}) {
  const [port, holdPort] = [await freePort(), await freePort()]
  const listen = ['france=127.0.0.1:' + port, 'canada=127.0.0.2:0', 'central=127.0.0.3:0'].flatMap(at => [
    '--listen',
    at
  ])
  // Not where memory is measured.
  const sampler = data === undefined ? [] : ['--require', './bench/hold-sampler.cjs']
  const saving = data === undefined ? [] : ['--data', data]
  const child = processes.start(
    process.execPath,
    [...sampler, 'bin/pesim.cjs', 'start', '--http', '--clock', 'frozen', ...listen, ...saving],
    root,
    { HOLD_PORT: String(holdPort) }
  )
  const url = `http://127.0.0.1:${port}`
  await untilItAnswers(`${url}${V1}/cluster`)
  const longestHold = async () => Number(await (await fetch(`http://127.0.0.1:${holdPort}`)).text())
  return { child, url, longestHold }
}

const percentile99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? NaN

/** The first page that a process is asked for, right after its VMs were made: there is one in the life of each. */
async function coldPages(processes: Processes): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < COLD_STARTS; round += 1) {
    const { child, url } = await start(processes)
    await timed(`${url}${CONTROL}/clusters/france/vms`, { count: VMS, name_prefix: 'vm' })
    times.push(await timed(`${url}${PAGE}`))
    await end(child)
  }
  return times
}

async function lists(processes: Processes): Promise<Figure[]> {
  const cold = await coldPages(processes)
  const { child, url } = await start(processes)
  const residentMb = await residentMbOf(child.pid ?? Number.NaN)
  await timed(`${url}${CONTROL}/clusters/france/vms`, { count: VMS, name_prefix: 'vm' })
  const page = `${url}${PAGE}`
  const all = `${url}${V1}/vms`
  await timed(page)
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
    { name: 'count=50 of it, cold', value: median(cold), unit: 'ms', spread: spread(cold), aim: { most: 10 } },
    { name: 'count=50 of it, warm', value: median(pages), unit: 'ms', spread: spread(pages), aim: { most: 10 } }
  ]
}

async function writes(processes: Processes, data: string): Promise<Figure[]> {
  const { child, url, longestHold } = await start(processes, { data })
  await timed(`${url}${CONTROL}/clusters/france/vms`, { count: VMS, name_prefix: 'vm' })
  const write = (round: number) =>
    timed(`${url}/PrismGateway/services/rest/v2.0/protection_domains`, { value: `domain-${round}` })
  await longestHold()
  const times = [await write(0)]
  const firstHold = await longestHold()
  const cpuBefore = await cpuUsecsOf(child.pid ?? Number.NaN)
  for (let round = 1; round < WRITES; round += 1) times.push(await write(round))
  const hold = await longestHold()
  const cpuMs = ((await cpuUsecsOf(child.pid ?? Number.NaN)) - cpuBefore) / USECS_PER_MS / (WRITES - 1)
  await end(child)
  return [
    {
      name: `a write with --data and ${VMS} VMs, median`,
      value: median(times),
      unit: 'ms',
      spread: spread(times),
      aim: { most: 25 }
    },
    { name: 'processor time of it', value: cpuMs, unit: 'ms' },
    { name: 'longest hold of the loop, the first write', value: firstHold, unit: 'ms', aim: { most: 20 } },
    { name: 'longest hold of the loop, all that follow', value: hold, unit: 'ms', aim: { most: 20 } }
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
