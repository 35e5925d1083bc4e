/** With --data, what was acknowledged survives a SIGKILL at any instant. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { startProcess } from '../support/process.js'
import type { StartedProcess } from '../support/process.js'

const KILLS = Number(process.env['KILLS'] ?? 20)
/** Requests that are under way when the process dies are fewer than this. */
const IN_FLIGHT_MAX = 8

const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))

/** Mulberry32: the same numbers from the same seed. */
function randomFrom(start: number): (below: number) => number {
  let state = start
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const DOMAINS = '/api/nutanix/v2.0/protection_domains'

async function namesOn({ client }: StartedProcess): Promise<Set<string>> {
  const { body } = await client('GET', DOMAINS)
  return new Set(body.entities.map(({ name }: { name: string }) => name))
}

t.test(
  `nothing that was acknowledged is missing after ${KILLS} kills (SEED=${seed})`,
  { timeout: KILLS * 30_000 }, // a guard against hanging
  async t => {
    const random = randomFrom(seed)
    const folder = await mkdtemp(join(tmpdir(), 'pesim-durability-'))
    t.teardown(() => rm(folder, { recursive: true, force: true }))
    const acknowledged = new Set<string>()
    let made = 0
    for (let kill = 0; kill <= KILLS; kill++) {
      const running = await startProcess(t, { args: ['--clock', 'frozen', '--data', join(folder, 'data')] })
      const present = await namesOn(running)
      const lost = [...acknowledged].filter(name => !present.has(name))
      t.same(lost, [], `after kill ${kill}, SEED=${seed}: ${acknowledged.size} acknowledged domains are there`)
      const requests: Promise<void>[] = []
      for (let left = 1 + random(IN_FLIGHT_MAX); left > 0; left--) {
        const name = `domain-${made++}`
        const request = running.client('POST', DOMAINS, { value: name }).then(
          ({ status }) => {
            if (status === 201) acknowledged.add(name)
          },
          () => undefined // killed before it could answer
        )
        requests.push(request)
        if (random(2) === 0) await request
      }
      for (let turns = random(2_000); turns > 0; turns--) await setImmediate()
      await Promise.all([running.end('SIGKILL'), ...requests])
    }
    t.ok(acknowledged.size > KILLS, `${acknowledged.size} of ${made} domains were acknowledged`)
  }
)
