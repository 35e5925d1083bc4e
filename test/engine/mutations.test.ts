/**
 * Goal: the promises are worth something: a rule that is broken on purpose is found by the walks.
 * Method: one rule at a time gives other events, or its events are written down otherwise; some walk has to break a
 * promise within a bounded number of seeds, and the promise has to be one that speaks of the matter.
 */
import t from 'tap'
import { apply } from '../../server/domain/apply.js'
import { cluster, domain, lane, vm } from '../../server/domain/core/context.js'
import type { Draft } from '../../server/domain/core/draft.js'
import { decide } from '../../server/domain/decide.js'
import { intervalUsecs } from '../../server/domain/snapshots/schedules/schedule.js'
import { NEVER, instant } from '../../server/domain/core/time.js'
import type { World } from '../../server/domain/core/world.js'
import { eventsOf, resultOf } from '../../server/domain/core/tables/scene.js'
import type { Rules } from '../../server/engine/engine.js'
import { walk } from '../../server/explore/explore.js'
import type { DomainEvent, EventType } from '../../server/domain/core/tables/vocabulary.js'

const SEEDS = 80
const STEPS = 250

interface Mutation {
  /** What the broken rule does. */
  rule: string
  rules: Rules
  /** Promises that may notice. */
  noticedBy: RegExp
}

type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>

/** Events of one type come out otherwise, or not at all. */
function mutated<T extends EventType>(type: T, change: (event: EventOf<T>, world: World) => DomainEvent[]): Rules {
  return {
    apply,
    decide: (scene, command) => {
      const decided = decide(scene, command)
      const events = eventsOf(decided).flatMap(event =>
        event.type === type ? change(event as EventOf<T>, scene.world as World) : [event]
      )
      return { events, result: resultOf(decided) }
    }
  }
}

/** Something else is written with an event. */
function miswritten<T extends EventType>(type: T, write: (draft: Draft, event: EventOf<T>) => void): Rules {
  return {
    decide,
    apply: (draft, event) => {
      const movement = apply(draft, event)
      if (event.type === type) write(draft, event as EventOf<T>)
      return movement
    }
  }
}

const domainOf = (world: World, event: { cluster: string; domain: string }) =>
  world.clusters[event.cluster]?.protectionDomains[event.domain]

const mutations: Mutation[] = [
  {
    rule: 'a cut-over leaves the VMs registered on the source',
    rules: mutated('vm-unregistered', () => []),
    noticedBy: /registered on one cluster|members of a domain and the VMs/
  },
  {
    rule: 'a deactivation leaves the domain active',
    rules: miswritten('protection-domain-deactivated', (draft, event) => {
      domain(draft, event).active = true
    }),
    noticedBy:
      /active on one side|change of mode|domain that cannot take it|ledger|domain that takes it|inactive domain/
  },
  {
    rule: 'a transfer is started twice on its lane',
    rules: miswritten('replication-admitted', (draft, event) => {
      const flows = draft.table(lane(draft, event.cluster, event.target), 'flows')
      draft.row(flows, 'async').running += 1
    }),
    noticedBy: /lane/
  },
  {
    rule: 'a copy forgets its oldest mark',
    rules: mutated('snapshot-received', event => [
      {
        ...event,
        snapshot: { ...event.snapshot, vms: event.snapshot.vms.map(vm => ({ ...vm, marks: vm.marks.slice(1) })) }
      }
    ]),
    noticedBy: /received snapshot is what was taken/
  },
  {
    rule: 'a snapshot holds a mark of the future',
    rules: mutated('snapshot-taken', event => [
      {
        ...event,
        snapshot: {
          ...event.snapshot,
          vms: event.snapshot.vms.map(vm => ({ ...vm, marks: [...vm.marks, { name: 'later', at: NEVER }] }))
        }
      }
    ]),
    noticedBy: /holds nothing that was written after/
  },
  {
    rule: 'an activation by force is not marked as one',
    rules: mutated('protection-domain-activated', event => [{ ...event, forced: false }]),
    noticedBy: /active on one side only/
  },
  {
    rule: 'the ledger counts a fail-over as begun again when it ends',
    rules: miswritten('mode-change-ended', draft => {
      const last = draft.lastRow(draft.row(draft.world, 'ledger'), 'failovers', () => true)
      if (last !== undefined) last.outcome = 'running'
    }),
    noticedBy: /ledger/
  },
  {
    rule: 'an incident that is over does not heal',
    rules: mutated('replication-resumed', () => []),
    noticedBy: /stands still/
  },
  {
    rule: 'a VM that leaves a domain keeps its name',
    rules: miswritten('entities-unprotected', (draft, event) => {
      for (const uuid of Object.keys(cluster(draft, event).vms))
        if (event.uuids.includes(uuid)) vm(draft, { ...event, uuid }).protectionDomain = event.domain
    }),
    noticedBy: /members of a domain and the VMs/
  },
  {
    rule: 'an alert is resolved by nobody',
    rules: miswritten('alert-resolved', (draft, event) => {
      const alert = draft.lastRow(cluster(draft, event), 'alerts', ({ id }) => id === event.id)
      if (alert !== undefined) Object.assign(alert, { resolvedBy: null, autoResolved: false })
    }),
    noticedBy: /alert is in the catalogue/
  },
  {
    rule: 'a site that gets its power back forgets that its VMs write',
    rules: miswritten('power-restored', (draft, event) => {
      for (const [uuid, { content }] of Object.entries(cluster(draft, event).vms))
        vm(draft, { ...event, uuid }).content = { ...content, bytesPerSecond: 0 }
    }),
    noticedBy: /writes while it runs/
  },
  {
    rule: 'a schedule keeps one snapshot too few',
    rules: mutated('snapshot-taken', (event, world) => {
      const schedule = domainOf(world, event)?.schedules.find(({ id }) => id === event.snapshot.scheduleId)
      const { expiresAt } = event.snapshot
      if (schedule === undefined || expiresAt === null) return [event]
      const sooner = instant(expiresAt - intervalUsecs(schedule.recurrence))
      return [{ ...event, snapshot: { ...event.snapshot, expiresAt: sooner } }]
    }),
    noticedBy: /kept as long as its schedule says/
  },
  {
    rule: 'the collection spares one snapshot too few',
    rules: mutated('snapshots-removed', (event, world) => {
      const newest = domainOf(world, event)?.snapshots.findLast(({ kind }) => kind !== 'one-time')
      const spent = newest?.expiresAt != null && newest.expiresAt < world.now
      return [{ ...event, snapshots: [...event.snapshots, ...(spent ? [newest] : [])] }]
    }),
    noticedBy: /collected once it has expired, and never the newest/
  },
  {
    rule: 'the delta after the first is of no byte',
    rules: mutated('replication-started', event => {
      const none = event.replication.full ? {} : { totalBytes: 0, wireBytes: 0, remainingWireBytes: 0 }
      return [{ ...event, replication: { ...event.replication, ...none } }]
    }),
    noticedBy: /sends what has changed since/
  }
]

for (const { rule, rules, noticedBy } of mutations) {
  t.test(`it is noticed that ${rule}`, t => {
    for (let seed = 0; seed < SEEDS; seed++) {
      const broken = walk(seed, { steps: STEPS, rules })
      if (broken === null) continue
      t.match(broken.fault.promise, noticedBy, `seed ${seed}, ${broken.steps.length} steps: ${broken.fault.detail}`)
      t.end()
      return
    }
    t.fail(`${SEEDS} walks of ${STEPS} commands have found nothing`)
    t.end()
  })
}
