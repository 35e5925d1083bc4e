/** With --data, what was acknowledged survives a SIGKILL at any instant. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, watch } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { randomOf } from '../../server/explore/random.js'

const KILLS = Number(process.env['KILLS'] ?? 20)
/** Requests that are under way when the process dies are fewer than this. */
const IN_FLIGHT_MAX = 8
const START_LIMIT_MS = 20_000

const command = join(dirname(fileURLToPath(import.meta.url)), '../../bin/pesim.cjs')
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))

interface Running {
  child: ChildProcess
  domains: string
  headers: Record<string, string>
}

async function start(folder: string): Promise<Running> {
  const ready = join(folder, 'ready.json')
  await rm(ready, { force: true })
  const appears = untilWritten(folder, 'ready.json')
  const child = spawn(
    process.execPath,
    [
      command,
      'start',
      '--http',
      '--clock',
      'frozen',
      '--listen',
      'france=127.0.0.1:0',
      '--data',
      join(folder, 'data'),
      '--ready-file',
      ready
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] }
  )
  await Promise.race([
    appears,
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`pesim ended with ${code}`)))
  ])
  const { clusters } = JSON.parse(await readFile(ready, 'utf8')) as {
    clusters: { france: { url: string; username: string; password: string } }
  }
  const { url, username, password } = clusters.france
  return {
    child,
    domains: `${url}/api/nutanix/v2.0/protection_domains`,
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      'content-type': 'application/json'
    }
  }
}

async function untilWritten(folder: string, name: string): Promise<void> {
  for await (const { filename } of watch(folder, { signal: AbortSignal.timeout(START_LIMIT_MS) })) {
    if (filename === name) return
  }
}

async function namesOn({ domains, headers }: Running): Promise<Set<string>> {
  const answer = (await (await fetch(domains, { headers })).json()) as { entities: { name: string }[] }
  return new Set(answer.entities.map(({ name }) => name))
}

t.test(
  `nothing that was acknowledged is missing after ${KILLS} kills (SEED=${seed})`,
  { timeout: KILLS * 6_000 },
  async t => {
    const random = randomOf(seed)
    const folder = await mkdtemp(join(tmpdir(), 'pesim-durability-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    const acknowledged = new Set<string>()
    let made = 0
    for (let kill = 0; kill <= KILLS; kill++) {
      const running = await start(folder)
      const present = await namesOn(running)
      const lost = [...acknowledged].filter(name => !present.has(name))
      t.same(lost, [], `after kill ${kill}, SEED=${seed}: ${acknowledged.size} acknowledged domains are there`)
      const requests: Promise<void>[] = []
      for (let left = 1 + random.below(IN_FLIGHT_MAX); left > 0; left--) {
        const name = `domain-${made++}`
        const body = JSON.stringify({ value: name })
        const request = fetch(running.domains, { method: 'POST', headers: running.headers, body }).then(
          async response => {
            await response.arrayBuffer()
            if (response.status === 201) acknowledged.add(name)
          },
          () => undefined // killed before it could answer
        )
        requests.push(request)
        if (random.below(2) === 0) await request
      }
      for (let turns = random.below(2_000); turns > 0; turns--) await setImmediate()
      running.child.kill('SIGKILL')
      await Promise.all([once(running.child, 'exit'), ...requests])
    }
    t.ok(acknowledged.size > KILLS, `${acknowledged.size} of ${made} domains were acknowledged`)
  }
)
