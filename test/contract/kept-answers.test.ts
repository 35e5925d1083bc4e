/**
 * Goal: an answer that is kept is never stale, nor is a row of a list: it is, to the byte, the one that would be made now.
 * Method: two emulators. One walks: random commands, time in small and large steps. The other is brought to the same world
 * before each look, and keeps no rows, so that it has nothing that it could have kept. Both are asked the same, again and again,
 * with time and a few commands in between; SEED=<n> walks from one seed alone.
 */
import t from 'tap'
import type { Test } from 'tap'
import { Refusal, after, seconds } from '../../server/domain/core/index.js'
import { firstSecretOf } from '../../server/engine/index.js'
import { waitOf } from '../../server/explore/explore.js'
import { startWorld } from '../../server/explore/fuzz-run.js'
import { randomCommand } from '../../server/explore/random-commands.js'
import { randomOf } from '../../server/explore/random.js'
import type { Random } from '../../server/explore/random.js'
import { walkStart } from '../../server/explore/walk-worlds.js'
import { KeptAnswers } from '../../server/prism/gateway/kept-answers.js'
import type { KeptRows } from '../../server/prism/gateway/kept-rows.js'
import { V1, V2, emulator } from '../support/emulator.js'
import type { Answer, Emulator } from '../support/emulator.js'
import { knownNames } from './known-names.js'
import type { KnownNames } from './known-names.js'
import { served } from './operations.js'
import { validInput } from './valid-input.js'

t.setTimeout(0)

const only = process.env['SEED']
const SEEDS = only === undefined ? [1, 2, 3] : [Number(only)]
const LOOKS = 6
const COMMANDS_BETWEEN_LOOKS = 20
const URLS_PER_LOOK = 30
/** Seconds between two rounds of the same questions: within a step of what grows, on it, and beyond. */
const TICKS = [0, 0, 0.3, 1, 7, 29, 30, 61]
const ROUNDS = 6
/** Before every other round; few, so that most rows of most lists stay as they are. */
const COMMANDS_BETWEEN_ROUNDS = 3
/** What clients poll; the rest is drawn. */
const POLLED = [
  ...['protection_domains', 'protection_domains/replications', 'remote_sites', 'tasks', 'progress_monitors'],
  ...['vms', 'storage_containers', 'cluster', 'hosts', 'alerts', 'protection_domains/dr_snapshots']
].map(path => `${V2}/${path}`)
const V3 = ['/api/nutanix/v3/vms/11111111-2222-4333-8444-555555555555']

/** Lists that names are learnt from: those of v2.0 have all of them. */
const lists = served.filter(({ contract, emulated }) => emulated && contract.name.startsWith('v2'))
const gets = served.filter(({ operation }) => operation.method === 'GET')

for (const seed of SEEDS) {
  t.test(`what is kept is what would be made (SEED=${seed})`, async t => {
    const random = randomOf(seed)
    const walker = await emulator(t, { validateResponses: false })
    const fresh = await emulator(t, { validateResponses: false })
    walker.lab.engine.replace(startWorld(walkStart(random)))
    const hits = countHits(t)
    const rows = countRows(t)
    const stale: string[] = []
    let compared = 0
    for (let look = 0; look < LOOKS && stale.length === 0; look += 1) {
      go(walker, random)
      const lit = Object.values(walker.lab.world.clusters).filter(({ power }) => power === 'on')
      const cluster = random.pick([...lit.map(({ name }) => name), 'central']) // one without power answers nobody
      if ((await get(walker, cluster, `${V2}/cluster`)).status === 401) continue // each refusal takes seconds
      const known = await knownNames(asker(walker, cluster), cluster, lists)
      const urls = urlsOf(random, known, walker.lab.world.now, cluster)
      for (let round = 0; round < ROUNDS; round += 1) {
        const { world, engine } = walker.lab
        if (round > 0 && round % 2 === 0) dispatchSome(walker, random, COMMANDS_BETWEEN_ROUNDS)
        engine.advanceTo(after(world.now, seconds(random.pick(TICKS))))
        if (walker.lab.world.clusters[cluster]?.power === 'lost') break
        if ((await get(walker, cluster, `${V2}/cluster`)).status === 401) break
        fresh.lab.engine.restore(engine.keep())
        for (const url of urls) {
          const sent = await get(walker, cluster, url)
          const made = await rows.keepingNone(() => get(fresh, cluster, url))
          compared += 1
          if (shownOf(sent) !== shownOf(made))
            stale.push(`${url} at ${world.now} of ${cluster}:\n${difference(sent, made)}`)
        }
      }
    }
    t.same(stale.slice(0, 3), [], `${compared} answers compared, ${hits.count} of them kept: ${stale.length} are stale`)
    t.ok(hits.count > compared / 4, `${hits.count} of ${compared} were kept`)
    const { written, copied } = rows.counts()
    t.ok(copied > 0 && written > 0, `${copied} rows were copied, ${written} written`)
  })
}

/** Both have the administrator that walks begin with. */
const asker = (of: Emulator, cluster: string): Emulator['ask'] =>
  of.as('admin', cluster === 'central' ? 'nutanix/4u' : 'admin')

const get = (of: Emulator, cluster: string, url: string): Promise<Answer> => asker(of, cluster)(cluster, 'GET', url)

/** All that an answer says but its session and its date. */
function shownOf({ status, headers: { date: _, 'set-cookie': session, ...headers }, text }: Answer): string {
  return JSON.stringify([status, headers, (session as string[] | undefined)?.length, text])
}

function difference(sent: Answer, made: Answer): string {
  const [a, b] = [shownOf(sent), shownOf(made)]
  const at = [...a].findIndex((character, index) => character !== b[index])
  const from = Math.max(0, at - 100)
  return `${a.slice(from, at + 100)}\n${b.slice(from, at + 100)}`
}

/** Commands and waits. */
function go(of: Emulator, random: Random): void {
  const { engine } = of.lab
  for (let done = 0; done < COMMANDS_BETWEEN_LOOKS; done += 1) {
    engine.advanceTo(after(engine.world.now, waitOf(random)))
    dispatchSome(of, random, 1)
  }
}

/** One that is refused changes nothing. */
function dispatchSome({ lab: { engine } }: Emulator, random: Random, count: number): void {
  for (let done = 0; done < count; done += 1) {
    try {
      engine.dispatch(randomCommand(random, engine.world))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  // A walk changes passwords and users too.
  const secret = firstSecretOf(engine.world.seed, 'admin', 'admin')
  for (const cluster of Object.keys(engine.world.clusters))
    engine.dispatch({ type: 'appoint-administrator', cluster, username: 'admin', secret })
}

function urlsOf(random: Random, known: KnownNames, now: number, cluster: string): string[] {
  const drawn = Array.from({ length: URLS_PER_LOOK }, () => {
    const turn = random.below(6)
    return validInput(random.pick(gets), { known, random, now, turn }).url
  })
  const older = [`${V1}/vms`, `${V1}/protection_domains`, `${V1}/progress_monitors`]
  const all = [...POLLED, ...older, ...V3, ...(cluster === 'central' ? [] : drawn)]
  return [...new Set(all)]
}

/** How often something was found, until the test ends. */
function countHits(t: Test): { count: number } {
  const { prototype } = KeptAnswers
  const { find } = prototype
  const hits = { count: 0 }
  prototype.find = function (this: KeptAnswers, ...question) {
    const found = find.apply(this, question)
    if (found !== undefined) hits.count += 1
    return found
  }
  t.teardown(() => {
    prototype.find = find
  })
  return hits
}

/** How many rows lists have written and copied, until the test ends; and a way to ask somebody who keeps none. */
function countRows(t: Test) {
  const { prototype } = KeptAnswers
  const { rowsOf } = prototype
  const known = new Set<KeptRows>()
  let keepsNone = false
  prototype.rowsOf = function (this: KeptAnswers, question) {
    const rows = keepsNone ? undefined : rowsOf.call(this, question)
    if (rows !== undefined) known.add(rows)
    return rows
  }
  t.teardown(() => {
    prototype.rowsOf = rowsOf
  })
  return {
    counts() {
      const all = { written: 0, copied: 0 }
      for (const { counts } of known) {
        all.written += counts.written
        all.copied += counts.copied
      }
      return all
    },
    async keepingNone<T>(ask: () => Promise<T>): Promise<T> {
      keepsNone = true
      try {
        return await ask()
      } finally {
        keepsNone = false
      }
    }
  }
}
