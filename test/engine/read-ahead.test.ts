/**
 * Goal: of thousands of domains each is read once before its turn, and nothing is read that will not be needed soon.
 * Method: domains that count how often they are read, commands in several orders, and an agenda whose visits are noted.
 */
import t from 'tap'
import type { Test } from 'tap'
import { hourlyEngine } from '../../bench/replicated.js'
import { RECOVERY_POINTS_MAX, instant, seconds } from '../../server/domain/core/index.js'
import type { DueCommand, ProtectionDomain, View } from '../../server/domain/core/index.js'
import { READ_AHEAD_MIN, ReadAhead } from '../../server/engine/agenda/read-ahead.js'

const HOUR = seconds(3600)
const engine = hourlyEngine('read-ahead', 1, 3)
engine.advanceTo(instant(engine.world.now + 2 * HOUR))
const { world } = engine
const domain = world.clusters['france']?.protectionDomains['domain-0']
const otherSide = world.clusters['canada']?.protectionDomains['domain-0']

const collect: DueCommand = { type: 'collect-snapshots', cluster: 'france', name: 'domain-0' }
const run: DueCommand = { type: 'run-schedule', cluster: 'france', name: 'domain-0', id: 'hourly' }
const finish: DueCommand = { type: 'finish-replication', cluster: 'france', name: 'domain-0', site: 'canada' }

/** So many domains that are all alike, and how often each was read. */
function domains(count: number) {
  const ahead = new ReadAhead(world)
  const reads = new Array<number>(count).fill(0)
  for (let handle = 0; handle < count; handle++) ahead.keep(handle, counted(domain, handle))
  function counted(row: View<ProtectionDomain> | undefined, handle: number): View<ProtectionDomain> {
    if (row === undefined) throw new Error('There is no such domain')
    return new Proxy(row, {
      get(target, field) {
        if (field === 'name') reads[handle] = (reads[handle] ?? 0) + 1
        return Reflect.get(target, field) as unknown
      }
    })
  }
  return { ahead, reads, counted }
}

const total = (reads: readonly number[]): number => reads.reduce((sum, each) => sum + each, 0)

void t.test('commands in the order of their domains find each of them read, once', t => {
  const { ahead, reads } = domains(READ_AHEAD_MIN)
  const late: number[] = []
  for (let handle = 0; handle < reads.length; handle++) {
    ahead.comeTo(handle, collect)
    ahead.comeTo(handle, collect)
    if (reads[handle] !== 1) late.push(handle)
  }
  t.same(late, [], 'all had been read when their turn came')
  t.equal(total(reads), READ_AHEAD_MIN)
  t.ok(ahead.sum > 0)
  t.end()
})

void t.test('an order may leave some domains out', t => {
  const { ahead, reads } = domains(READ_AHEAD_MIN)
  const late: number[] = []
  for (let handle = 0; handle < reads.length; handle += 3) {
    ahead.comeTo(handle, run)
    if (reads[handle] === 0) late.push(handle)
  }
  t.same(late, [])
  t.end()
})

void t.test('nothing is read where commands follow no order', t => {
  const { ahead, reads } = domains(READ_AHEAD_MIN)
  for (let handle = reads.length - 1; handle >= 0; handle--) ahead.comeTo(handle, run)
  for (let handle = 0; handle < reads.length; handle += 10) ahead.comeTo(handle, run)
  t.equal(total(reads), 0)
  t.end()
})

void t.test('nothing is read of so few domains that they stay in the cache', t => {
  const { ahead, reads } = domains(READ_AHEAD_MIN - 1)
  for (let handle = 0; handle < reads.length; handle++) ahead.comeTo(handle, run)
  t.equal(total(reads), 0)
  t.end()
})

void t.test('of domains that hold much few are read at a time', t => {
  const { ahead, reads, counted } = domains(READ_AHEAD_MIN)
  const [snapshot] = domain?.snapshots ?? []
  if (domain === undefined || snapshot === undefined) throw new Error('There is no snapshot')
  const large = { ...domain, snapshots: new Array<typeof snapshot>(300).fill(snapshot) }
  for (let handle = 0; handle < reads.length; handle++) ahead.keep(handle, counted(large, handle))
  ahead.comeTo(0, run)
  t.same(
    reads.flatMap((count, handle) => (count > 0 ? [handle] : [])),
    [0, 1]
  )
  t.end()
})

void t.test('of a domain that is read which a command needs', t => {
  const always = ['name', 'outgoing', 'removedAt', 'schedulesSuspended', 'snapshots']
  const admit: DueCommand = { type: 'admit-replication', cluster: 'france', name: 'domain-0', site: 'canada' }
  t.same(fieldsRead(admit), { domain: always, snapshots: 0, vms: 0, ledger: 0 })
  t.same(fieldsRead(collect), { domain: always, snapshots: READ_AHEAD_MIN, vms: 0, ledger: 0 })
  const all = [...always, 'oneTimeSchedules', 'schedules'].sort()
  t.same(fieldsRead(finish), { domain: all, snapshots: READ_AHEAD_MIN, vms: 0, ledger: READ_AHEAD_MIN })
  t.same(fieldsRead(run), { domain: ['members', ...all], snapshots: READ_AHEAD_MIN, vms: READ_AHEAD_MIN, ledger: 0 })
  t.end()
})

/** Which fields of domains are read before commands of a type, and how often a snapshot, a VM and the ledger are looked at. */
function fieldsRead(command: DueCommand) {
  const counts = { snapshots: 0, vms: 0, ledger: 0 }
  const fields = new Set<string>()
  const france = world.clusters['france']
  const [snapshot] = domain?.snapshots ?? []
  if (domain === undefined || france === undefined || snapshot === undefined) throw new Error('There is no snapshot')
  const counted = <T extends object>(thing: T, counter: keyof typeof counts, wanted: (field: string) => boolean): T =>
    new Proxy(thing, {
      get(target, field) {
        if (wanted(String(field))) counts[counter] += 1
        return Reflect.get(target, field) as unknown
      }
    })
  const vm = domain.members[0]?.uuid ?? ''
  const watched = {
    ...world,
    clusters: { france: { ...france, vms: counted(france.vms, 'vms', field => field === vm) } },
    ledger: {
      ...world.ledger,
      protections: counted(world.ledger.protections, 'ledger', field => field === domain.name)
    }
  }
  const ahead = new ReadAhead(watched)
  const one = { ...domain, snapshots: [counted(snapshot, 'snapshots', field => field === 'expiresAt')] }
  const row = new Proxy(one, {
    get(target, field) {
      fields.add(String(field))
      return Reflect.get(target, field) as unknown
    }
  })
  for (let handle = 0; handle < READ_AHEAD_MIN; handle++) ahead.keep(handle, row)
  for (let handle = 0; handle < READ_AHEAD_MIN; handle++) ahead.comeTo(handle, command)
  return { domain: [...fields].sort(), ...counts }
}

void t.test('of a transfer that ends its queue is read, its next run and the place of its recovery point', t => {
  if (domain === undefined) throw new Error('There is no domain')
  const [protection] = world.ledger.protections[domain.name] ?? []
  const [schedule] = domain.schedules
  const outgoing = domain.outgoing['canada']
  if (protection === undefined || schedule === undefined || outgoing === undefined) throw new Error('Nothing is sent')
  const read = new Set<string>()
  const noting = <T extends object>(thing: T, name: string): T =>
    new Proxy(thing, {
      get(target, field) {
        if (typeof field === 'string') read.add(`${name}.${field}`)
        return Reflect.get(target, field) as unknown
      }
    })
  const points = noting(new Array<number>(4 * RECOVERY_POINTS_MAX).fill(1), 'points')
  const full = { ...protection, points, count: RECOVERY_POINTS_MAX + 3 }
  const ahead = new ReadAhead({
    ...world,
    ledger: { ...world.ledger, protections: { [domain.name]: [full] } }
  })
  const row = {
    ...domain,
    schedules: [
      { ...schedule, retention: { ...schedule.retention, remote: noting(schedule.retention.remote, 'remote') } }
    ].map(each => noting(each, 'schedule')),
    outgoing: { canada: { ...outgoing, queue: noting(outgoing.queue, 'queue') } }
  }
  for (let handle = 0; handle < READ_AHEAD_MIN; handle++) ahead.keep(handle, row)
  for (let handle = 0; handle < READ_AHEAD_MIN; handle++) ahead.comeTo(handle, finish)
  for (const wanted of ['queue.length', 'schedule.nextAt', 'remote.canada', `points.${4 * 3}`])
    t.ok(read.has(wanted), `${wanted} is read`)
  t.end()
})

void t.test('a domain that has gone is not read', t => {
  const { ahead, reads } = domains(READ_AHEAD_MIN)
  ahead.forget(7)
  for (let handle = 0; handle < reads.length; handle++) ahead.comeTo(handle, run)
  t.equal(reads[7], 0)
  t.equal(reads[8], 1)
  t.end()
})

void t.test('with a domain the other one is read that a command about it has changed', t => {
  const half = READ_AHEAD_MIN / 2
  const { ahead, reads, counted } = domains(READ_AHEAD_MIN)
  for (let handle = 0; handle < half; handle++) {
    ahead.comeTo(handle, collect)
    ahead.keep(half + handle, counted(otherSide, half + handle))
  }
  reads.fill(0)
  const late: number[] = []
  for (let handle = 0; handle < half; handle++) {
    ahead.comeTo(handle, finish)
    if (handle > 0 && reads[half + handle] === 0) late.push(handle)
  }
  t.same(late, [], 'with the first an order begins')
  t.end()
})

void t.test(
  'the agenda says of every command about a domain that it comes, and they come in the order of the domains',
  t => {
    const domains = 20
    const { world, ...month } = withVisits(t, domains)
    month.pass(3 * HOUR)
    t.equal(Object.keys(world.clusters['canada']?.protectionDomains ?? {}).length, domains, 'all are sent by now')
    const visits = month.pass(HOUR)
    const types = ['run-schedule', 'admit-replication', 'finish-replication', 'collect-snapshots']
    t.same([...visits.keys()].sort(), types.toSorted())
    for (const type of types) {
      const handles = [...(visits.get(type) ?? [])]
      t.ok(handles.length >= domains, `${type}: one for each domain`)
      t.same(
        handles,
        handles.toSorted((a, b) => a - b),
        `${type}: in their order`
      )
    }
    t.end()
  }
)

/** An engine of hourly domains, and which handles were come to for which commands while time passed. */
function withVisits(t: Test, domains: number) {
  const visits = new Map<string, Set<number>>()
  const { comeTo } = ReadAhead.prototype
  t.teardown(() => Object.assign(ReadAhead.prototype, { comeTo }))
  Object.assign(ReadAhead.prototype, {
    comeTo(this: ReadAhead, handle: number, command: DueCommand) {
      visits.set(command.type, (visits.get(command.type) ?? new Set()).add(handle))
      comeTo.call(this, handle, command)
    }
  })
  const engine = hourlyEngine('visits', domains, 1)
  const pass = (usecs: number) => {
    visits.clear()
    engine.advanceTo(instant(engine.world.now + usecs))
    return visits
  }
  return { world: engine.world, pass }
}
