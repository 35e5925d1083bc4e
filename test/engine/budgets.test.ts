/** What a replicated snapshot costs, in counts: of commands, identifiers, due times and objects, however many domains there are. */
import t from 'tap'
import { apply } from '../../server/domain/apply.js'
import { decide } from '../../server/domain/decide.js'
import { Soonest } from '../../server/domain/core/tables/due.js'
import type { IdSource } from '../../server/domain/core/ids.js'
import type { Scene } from '../../server/domain/core/tables/scene.js'
import { instant, seconds } from '../../server/domain/core/time.js'
import type { View, World } from '../../server/domain/core/world.js'
import { Engine } from '../../server/engine/engine.js'
import { HOUR, TwoSites } from '../support/two-sites.js'

const VMS_PER_DOMAIN = 3
const HOURS = 12

interface Counts {
  snapshots: number
  commands: number
  /** Each is a SHA-1. */
  uuids: number
  numbers: number
  /** How often it was looked at what of one kind falls due of a domain or a lane, and how many instants were offered in all. */
  looks: number
  offers: number
  events: number
  /** Those that the events are made of, each counted once. */
  objects: number
  /** What rules are given to decide with. */
  scenes: number
}

/** So many domains, each with an hourly schedule that sends what it takes, once they are in their stride. */
function hourlyDomains(domains: number): World {
  const vms = Array.from({ length: domains * VMS_PER_DOMAIN }, (_, index) => ({
    name: `vm-${index}`,
    changeBytesPerSecond: 1,
    disks: [{ sizeBytes: 10_000, usedBytes: 6_000 }]
  }))
  const lab = new TwoSites({ vms, bandwidthBytesPerSecond: 1e9, latencyMilliseconds: 85 })
  for (let index = 0; index < domains; index++) {
    const names = vms.slice(index * VMS_PER_DOMAIN, (index + 1) * VMS_PER_DOMAIN).map(({ name }) => name)
    lab.france.protect(names, { local: 2, remote: 2 }, `domain-${index}`)
  }
  lab.pass(5 * HOUR + HOUR / 2)
  return JSON.parse(JSON.stringify(lab.world)) as World
}

function countsOf(world: World): Counts {
  const counts: Counts = { ...NOTHING }
  const counting = (ids: IdSource): IdSource => ({
    number: () => ((counts.numbers += 1), ids.number()),
    uuid: () => ((counts.uuids += 1), ids.uuid())
  })
  const scenes = new Set<Scene>()
  const engine = new Engine(world, {
    decide: (scene, command) => {
      counts.scenes = scenes.add(scene).size
      return decide({ world: scene.world, ids: counting(scene.ids) }, command)
    },
    apply
  })
  const held = heldBy(world)
  engine.subscribe(({ events }) => {
    for (const { type } of events) if (type === 'snapshot-received') counts.snapshots += 1
    counts.events += events.length
    for (const event of events) counts.objects += countNew(event, held)
  })
  const release = countOffers(counts)
  try {
    counts.commands = engine.advanceTo(instant(world.now + seconds(HOURS * HOUR))).commands
  } finally {
    release()
  }
  return counts
}

const NOTHING: Counts = {
  ...{ snapshots: 0, commands: 0, uuids: 0, numbers: 0, looks: 0, offers: 0 },
  ...{ events: 0, objects: 0, scenes: 0 }
}

/** Every object that a world is made of. */
function heldBy(world: World): WeakSet<object> {
  const held = new WeakSet<object>()
  countNew(world, held)
  return held
}

/** Objects and lists, itself included, that are not known yet; they are from then on. */
function countNew(value: unknown, known: WeakSet<object>): number {
  if (typeof value !== 'object' || value === null || known.has(value)) return 0
  known.add(value)
  return Object.values(value).reduce<number>((count, inner) => count + countNew(inner, known), 1)
}

/** Counts on the class itself, since the agenda makes its own; returns what puts it back. */
function countOffers(counts: Counts): () => void {
  const { accepts, restart } = Soonest.prototype
  Soonest.prototype.accepts = function (at, rank) {
    counts.offers += 1
    return accepts.call(this, at, rank)
  }
  Soonest.prototype.restart = function (now) {
    counts.looks += 1
    return restart.call(this, now)
  }
  return () => Object.assign(Soonest.prototype, { accepts, restart })
}

t.test('a replicated snapshot costs a fixed number of commands, identifiers and looks at what falls due', async t => {
  for (const domains of [2, 20]) {
    const counts = countsOf(hourlyDomains(domains))
    const { snapshots, commands, uuids, numbers, looks, offers, events, objects, scenes } = counts
    t.equal(snapshots, domains * HOURS)
    t.equal(commands, 5 * snapshots, 'run the schedule, admit, finish, collect on both sides')
    t.equal(uuids, 0, 'nothing is hashed')
    t.equal(numbers, 4 * snapshots, 'the snapshot, its transfer, an audit of each')
    t.equal(looks, 16 * snapshots + 1, 'eleven for what the events have moved, five for what is to be done')
    t.ok(offers <= 17 * snapshots, `${offers / snapshots} offers a snapshot`)
    t.equal(scenes, 1, 'the same for every command')
    t.equal(events, 10 * snapshots)
    t.equal(
      objects,
      27 * snapshots + 2,
      'events, snapshots, what they hold, audits, the transfer, and two empty lists for all'
    )
  }
})

t.test(
  'what a snapshot holds is held once, by both sides and by every snapshot of a VM that has not changed',
  async t => {
    const engine = new Engine(hourlyDomains(2))
    engine.advanceTo(instant(engine.world.now + seconds(4 * HOUR))) // so that all of them were taken since the world was loaded
    const here = snapshotsOf(engine.world, 'france')
    const there = snapshotsOf(engine.world, 'canada')
    t.ok(there.length >= 4)
    for (const received of there) {
      const taken = here.find(({ id }) => id === received.id)
      if (taken === undefined) continue
      t.equal(received.vms, taken.vms)
      t.equal(received.volumeGroups, taken.volumeGroups)
      t.equal(received.missing, taken.missing)
    }
    const specs = new Set(here.flatMap(({ vms }) => vms.map(({ spec }) => spec)))
    t.equal(specs.size, 2 * VMS_PER_DOMAIN)
  }
)

function snapshotsOf(world: View<World>, cluster: string) {
  return Object.values(world.clusters[cluster]?.protectionDomains ?? {}).flatMap(({ snapshots }) => snapshots)
}

t.test('a month in which nothing falls due is one step', async t => {
  const lab = new TwoSites()
  const offered: Counts = { ...NOTHING }
  const release = countOffers(offered)
  t.teardown(release)
  const { commands } = lab.engine.advanceTo(instant(lab.world.now + seconds(30 * 24 * HOUR)))
  t.equal(commands, 0)
  t.equal(offered.looks, 0)
})
