/**
 * Goal: whatever is done to a lane, and whenever, each transfer gets its fair share of it, byte for byte.
 * Method: from a seed, cut, slow, heal, limit, pause and resume at random instants; after each step compare with a naive
 * simulation that moves every transfer by itself. A failure names its seed: SEED=<n> npx tap test/domain/links/lanes.test.ts.
 */
import t from 'tap'
import { trafficOf } from '../../../server/domain/links/flow.js'
import { laneBetween } from '../../../server/domain/core/lookup.js'
import { remainingWireBytes, replicationProgress } from '../../../server/domain/links/link.js'
import type { Replication, View } from '../../../server/domain/core/world.js'
import { randomOf } from '../../../server/explore/random.js'
import type { Random } from '../../../server/explore/random.js'
import { TwoSites, sinceStart } from '../../support/two-sites.js'

const seeds =
  process.env['SEED'] === undefined ? Array.from({ length: 40 }, (_, n) => n) : [Number(process.env['SEED'])]
const STEPS = 60
/** Each end of a transfer is rounded up to a microsecond, in which a lane carries this much at most. */
const TOLERANCE_BYTES = 0.01

const link = { type: 'change-link', a: 'france', b: 'canada' } as const

/** The lane from France as somebody would reckon it who has time: transfer by transfer, from one end to the next. */
class Naive {
  readonly left = new Map<string, number>()
  readonly paused = new Set<string>()
  up = true
  bandwidth = 100
  loss = 0
  limit = Infinity

  pass(duration: number): void {
    while (duration > 0) {
      const running = [...this.left].filter(([name, bytes]) => bytes > 0 && !this.paused.has(name))
      const share = this.up ? Math.min(this.bandwidth * (1 - this.loss), this.limit) / running.length : 0
      if (running.length === 0 || share === 0) return
      const first = Math.min(...running.map(([, bytes]) => bytes / share))
      const step = Math.min(first, duration)
      for (const [name, bytes] of running) this.left.set(name, bytes - step * share < 1e-9 ? 0 : bytes - step * share)
      duration -= step
    }
  }
}

function labOf(random: Random): { lab: TwoSites; sizes: [string, number][] } {
  const sizes = Array.from({ length: 6 }, (_, n): [string, number] => [`d${n}`, 500 + random.below(9_000)])
  const vms = sizes.map(([name, usedBytes]) => ({ name, disks: [{ sizeBytes: 20_000, usedBytes }] }))
  const lab = new TwoSites({ vms, settings: { replicationTimeoutSeconds: 1_000_000 } })
  for (const [name] of sizes) lab.france.protect([name], undefined, name)
  return { lab, sizes }
}

function current(lab: TwoSites, name: string): View<Replication> | null {
  return lab.france.outgoing(name)?.current ?? null
}

/** Something that changes what the lane carries: to the lab and to the reckoning alike. */
function disturb(random: Random, lab: TwoSites, naive: Naive): void {
  const name = random.pick([...naive.left.keys(), ''])
  const { id } = current(lab, name === '' ? 'd0' : name) ?? { id: null }
  const control = (action: string) =>
    id !== null && name !== '' && lab.france.do({ type: 'control-replication', name, id, action })
  const change = (what: object) => lab.do({ ...link, change: { from: 'france', ...what } })
  random.pick([
    () => change({ up: (naive.up = false) }),
    () => change({ up: (naive.up = true) }),
    () => change({ up: (naive.up = true) }),
    () => change({ bandwidthBytesPerSecond: (naive.bandwidth = 1 + random.below(300)) }),
    () => change({ loss: (naive.loss = random.below(10) / 10) }),
    () => change({ latencyUsecs: random.below(2) }),
    () => {
      const limit = random.pick([null, 1 + random.below(200)])
      naive.limit = limit ?? Infinity
      lab.france.do({ type: 'update-remote-site', site: { name: 'canada', maxBytesPerSecond: limit } })
    },
    () => control('pause') !== false && naive.paused.add(name),
    () => control('resume') !== false && naive.paused.delete(name)
  ])()
}

for (const seed of seeds) {
  t.test(`seed ${seed}: every transfer has sent what its share of the lane amounts to`, async t => {
    const random = randomOf(seed)
    const { lab, sizes } = labOf(random)
    const naive = new Naive()
    const waiting = [...sizes]
    const bytes = new Map(sizes)
    const lane = laneBetween(lab.world, 'france', 'canada')
    for (let step = 0; step < STEPS; step++) {
      const next = random.below(4) === 0 ? waiting.shift() : undefined
      // A snapshot is taken, and its transfer begins, a second after it was asked for, unless the link is cut.
      if (next !== undefined) {
        lab.do({ ...link, change: { from: 'france', up: (naive.up = true) } })
        lab.france.snapshot(['canada'], null, next[0])
      }
      const duration = next === undefined ? random.below(30_000_000) / 1_000_000 : 1
      lab.pass(duration)
      naive.pass(duration)
      if (next !== undefined) naive.left.set(...next)
      for (const [name, expected] of naive.left) {
        const sent = current(lab, name)
        const left = sent === null ? 0 : remainingWireBytes(lab.world, 'france', sent)
        if (Math.abs(left - expected) > TOLERANCE_BYTES)
          return t.fail(`step ${step}: ${name} has ${left} left, not ${expected}`)
        const carried = (bytes.get(name) ?? 0) - left
        const remembered = lane === undefined ? NaN : trafficOf(lab.world, lane, name).bytesUntil(lab.world.now)
        if (!(Math.abs(carried - remembered) <= TOLERANCE_BYTES))
          return t.fail(`step ${step}: ${name} has sent ${carried}, and ${remembered} is remembered`)
      }
      if (next === undefined) disturb(random, lab, naive)
    }
    return t.pass(`${STEPS} steps`)
  })
}

t.test('one look or many: reading progress on the way changes nothing of what comes', async t => {
  const run = (looks: number) => {
    const { lab, sizes } = labOf(randomOf(1))
    for (const [name] of sizes) lab.france.snapshot(['canada'], null, name)
    for (const [second, up] of [
      [33.333_333, false],
      [40, true],
      [100, true]
    ] as const) {
      const from = lab.now
      for (let look = 1; look <= looks; look++) {
        lab.until(from + ((second - from) * look) / looks)
        for (const [name] of sizes) {
          const sent = current(lab, name)
          if (sent !== null) replicationProgress(lab.world, 'france', sent)
        }
      }
      lab.cut(up)
    }
    lab.until(1_000)
    return JSON.stringify(lab.world)
  }
  t.equal(run(97), run(1))
})

t.test('progress only grows, and the time left is what the share of the moment takes', async t => {
  const { lab } = labOf(randomOf(2))
  lab.france.snapshot(['canada'], null, 'd0')
  lab.until(1)
  const sent = lab.france.sending('d0')
  let before = -1
  while (current(lab, 'd0') !== null) {
    const { completedBytes, completedPercentage, secondsLeft } = replicationProgress(
      lab.world,
      'france',
      lab.france.sending('d0')
    )
    const left = sent.totalBytes - completedBytes
    t.ok(completedBytes > before && completedPercentage <= 100)
    t.equal(completedPercentage, Math.floor((completedBytes / sent.totalBytes) * 10_000) / 100)
    t.equal(secondsLeft, Math.ceil(left / 100))
    before = completedBytes
    lab.pass(7)
  }
  t.equal(sinceStart(lab.france.outgoing('d0')?.lastSuccess?.endedAt ?? lab.world.now), 1 + sent.totalBytes / 100)
})
