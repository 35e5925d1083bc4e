/** Incidents on the timeline: when they begin and end, and what each of them does to a world where web is sent to Canada. */
import t from 'tap'
import { linkKey } from '../../../server/domain/core/lookup.js'
import { asyncLimit, replicationProgress } from '../../../server/domain/links/link.js'
import { seconds } from '../../../server/domain/core/time.js'
import type { Breakage, Incident, Trigger } from '../../../server/domain/core/world.js'
import { activate, migrate } from '../../support/failover-worlds.js'
import { HOUR, TwoSites, at, sinceStart } from '../../support/two-sites.js'

/** 6000 bytes at 100 bytes a second: a full copy takes a minute, from second 1 to 61. */
function sending(): TwoSites {
  const lab = new TwoSites()
  lab.france.protect(['web'])
  lab.france.snapshot(['canada'])
  return lab
}

const now: Trigger = { kind: 'at', at: at(0) }
const link = { a: 'france', b: 'canada', from: null }

function plan(
  lab: TwoSites,
  what: Breakage,
  begins: Trigger = { kind: 'at', at: lab.world.now },
  lasts?: number
): string {
  const events = lab.do({
    type: 'plan-incident',
    what,
    begins,
    lastsUsecs: lasts === undefined ? null : seconds(lasts)
  })
  lab.pass(0)
  const [id] = events.flatMap(event => (event.type === 'incident-planned' ? [event.incident.id] : []))
  return id ?? ''
}

const stateOf = (lab: TwoSites, id: string): Incident['state'] | undefined =>
  lab.world.incidents[id]?.state ?? lab.world.pastIncidents.find(incident => incident.id === id)?.state

const receivedAt = (lab: TwoSites): number[] =>
  lab.canada.domain().snapshots.map(({ receivedAt }) => sinceStart(receivedAt))

t.test('an incident begins at its instant, lasts as long as it was said to, and is then over', async t => {
  const lab = sending()
  const id = plan(lab, { kind: 'link-cut', ...link }, { kind: 'at', at: at(21) }, 100)
  t.equal(stateOf(lab, id), 'waiting')
  lab.until(21)
  t.equal(stateOf(lab, id), 'active')
  t.equal(replicationProgress(lab.world, 'france', lab.france.sending()).completedBytes, 2_000)
  lab.until(120)
  t.equal(replicationProgress(lab.world, 'france', lab.france.sending()).completedBytes, 2_000)
  lab.until(HOUR)
  t.equal(stateOf(lab, id), 'ended')
  t.strictSame(receivedAt(lab), [161], 'the 40 seconds that were left follow the 100 without a link')
})

t.test('what is mended by hand ends the incidents that broke it, and no other', async t => {
  const lab = sending()
  const power = plan(lab, { kind: 'site-power', cluster: 'canada' })
  const elsewhere = plan(lab, { kind: 'site-power', cluster: 'france' }, { kind: 'at', at: at(HOUR) })
  const bothWays = plan(lab, { kind: 'link-cut', ...link })
  const oneWay = plan(lab, { kind: 'link-cut', ...link, from: 'canada' })
  const slow = plan(lab, {
    kind: 'link-slow',
    ...link,
    slow: { bandwidthBytesPerSecond: 50, latencyUsecs: null, loss: null }
  })
  const states = (): unknown[] => [power, elsewhere, bothWays, oneWay, slow].map(id => stateOf(lab, id))
  const { a, b } = link
  const change = (from: string | null, up: boolean): unknown =>
    lab.do({ type: 'change-link', a, b, change: { from, up } })

  lab.do({ type: 'set-power', cluster: 'canada', power: 'on' })
  t.same(states(), ['ended', 'waiting', 'active', 'active', 'active'])
  change('france', true)
  t.same(states(), ['ended', 'waiting', 'active', 'active', 'active'], 'the other way is still cut')
  lab.do({ type: 'change-link', a, b, change: { from: null, bandwidthBytesPerSecond: 10 } })
  t.same(states(), ['ended', 'waiting', 'active', 'active', 'active'], 'only the pace was changed')
  change('canada', true)
  t.same(states(), ['ended', 'waiting', 'ended', 'ended', 'active'])
  t.equal(lab.world.pastIncidents.find(({ id }) => id === power)?.endedAt, lab.world.now)
  lab.until(HOUR)
  t.same(states(), ['ended', 'active', 'ended', 'ended', 'active'])
})

t.test('a line that is put back to its pace by hand ends what made it slow, once all of that is gone', async t => {
  const lab = sending()
  const { a, b } = link
  const { bandwidthBytesPerSecond = 0, latencyUsecs = 0 } = lab.world.links[linkKey('france', 'canada')]?.nominal ?? {}
  const change = (what: object): unknown => lab.do({ type: 'change-link', a, b, change: { from: null, ...what } })
  const slow = { bandwidthBytesPerSecond: 50, latencyUsecs: 90_000, loss: 0.1 }
  const all = plan(lab, { kind: 'link-slow', ...link, slow })
  const late = plan(lab, { kind: 'link-slow', ...link, slow: { ...slow, bandwidthBytesPerSecond: null, loss: null } })
  const flap = plan(lab, { kind: 'link-flap', ...link, upUsecs: 1e9, downUsecs: 1e9 })
  const states = (): unknown[] => [all, late, flap].map(id => stateOf(lab, id))

  change({ latencyUsecs })
  t.same(states(), ['active', 'ended', 'active'], 'loss and bandwidth are still those of the incident')
  change({ loss: 0 })
  t.same(states(), ['active', 'ended', 'active'])
  change({ bandwidthBytesPerSecond })
  t.same(states(), ['ended', 'ended', 'active'])
  change({ up: true })
  t.equal(stateOf(lab, flap), 'active', 'a line that flaps goes on with that')
})

t.test('an incident that ends leaves to another what that has broken', async t => {
  const lab = sending()
  const short = plan(lab, { kind: 'link-cut', ...link, from: 'france' }, undefined, 10)
  const long = plan(lab, { kind: 'link-cut', ...link })
  const flap = plan(lab, { kind: 'link-flap', ...link, downUsecs: seconds(1), upUsecs: seconds(1) })
  lab.pass(60)
  t.same(
    [short, long, flap].map(id => stateOf(lab, id)),
    ['ended', 'active', 'active']
  )
})

t.test('an incident begins when a replication passes a percentage, however its pace changes', async t => {
  const lab = sending()
  const progress: Trigger = { kind: 'progress', cluster: 'france', domain: 'gold', site: null, percent: 63 }
  const id = plan(lab, { kind: 'link-cut', ...link, from: 'france' }, progress)
  lab.until(11)
  lab.do({ type: 'change-link', ...link, change: { from: null, bandwidthBytesPerSecond: 50 } })
  // 1000 bytes after 10 seconds, and 63 % is 3780: the 2780 in between take 55.6 seconds
  lab.until(66)
  t.equal(stateOf(lab, id), 'waiting')
  lab.pass(0.7)
  t.equal(stateOf(lab, id), 'active')
  t.equal(lab.world.incidents[id]?.beganAt, at(66.6))
  lab.pass(500)
  t.equal(replicationProgress(lab.world, 'france', lab.france.sending()).completedPercentage, 63)
})

t.test('an incident begins with the n-th event that fits', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 5 })
  const pattern = { type: 'snapshot-taken', cluster: 'france', name: 'gold' } as const
  const id = plan(lab, { kind: 'site-power', cluster: 'france' }, { kind: 'event', pattern, left: 3 })
  plan(
    lab,
    { kind: 'site-power', cluster: 'canada' },
    { kind: 'event', pattern: { ...pattern, name: 'silver' }, left: 1 }
  )
  lab.until(HOUR + 10)
  t.equal(stateOf(lab, id), 'waiting', 'two of three')
  lab.until(2 * HOUR + 10)
  t.equal(stateOf(lab, id), 'active')
  t.equal(lab.france.cluster.power, 'lost')
  t.equal(lab.canada.cluster.power, 'on', 'nobody took a snapshot of silver')
})

t.test('one that is withdrawn never begins, or ends at once', async t => {
  const lab = sending()
  const waiting = plan(lab, { kind: 'site-power', cluster: 'canada' }, { kind: 'at', at: at(100) })
  const active = plan(lab, { kind: 'link-cut', ...link })
  for (const id of [waiting, active]) lab.do({ type: 'withdraw-incident', id })
  t.strictSame([stateOf(lab, waiting), stateOf(lab, active)], ['withdrawn', 'withdrawn'])
  lab.until(200)
  t.equal(lab.canada.cluster.power, 'on')
  t.strictSame(receivedAt(lab), [61])
})

t.test('a link stays cut until the last incident that cuts it is over', async t => {
  const lab = sending()
  plan(lab, { kind: 'link-cut', ...link }, now, 50)
  plan(lab, { kind: 'link-cut', ...link, from: 'france' }, now, 100)
  const lanes = () => Object.values(lab.world.links[linkKey('france', 'canada')]?.lanes ?? {}).map(({ up }) => up)
  t.strictSame(lanes(), [false, false])
  lab.until(60)
  t.strictSame(lanes(), [true, false], 'what Canada sends passes')
  lab.until(100)
  t.strictSame(lanes(), [true, true])
})

t.test('a slow link is slow for as long, and then as fast as the line is', async t => {
  const lab = sending()
  const slow = { bandwidthBytesPerSecond: 10, latencyUsecs: 500_000, loss: null }
  plan(lab, { kind: 'link-slow', ...link, slow }, { kind: 'at', at: at(11) }, 100)
  lab.until(11)
  t.equal(lab.world.links[linkKey('france', 'canada')]?.latencyUsecs, 500_000)
  lab.until(HOUR)
  // 1000 bytes in 10 s, 1000 in 100 s, and 4000 at 100 bytes a second
  t.strictSame(receivedAt(lab), [151])
  t.equal(lab.world.links[linkKey('france', 'canada')]?.latencyUsecs, 0)
})

t.test('a flapping link is cut and whole by turns', async t => {
  const lab = sending()
  plan(lab, { kind: 'link-flap', ...link, downUsecs: seconds(10), upUsecs: seconds(20) }, { kind: 'at', at: at(2) })
  lab.until(HOUR)
  // 100 bytes, down 2-12, up 12-32 (2100 bytes), down to 42, up to 62 (4100), down to 72, and 1900 more by 91
  t.strictSame(receivedAt(lab), [91])
})

t.test('a lost host starts its VMs on the others, and its share of the bandwidth goes with it', async t => {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 1_000_000_000 })
  const power = (name: string) => lab.france.power(name, 'ON')
  const [first, ...others] = lab.france.cluster.hosts
  const onFirst = () => lab.france.vms().filter(vm => vm.hostUuid === first?.uuid)
  for (const vm of lab.france.vms()) if (vm.powerState === 'off') power(vm.name)
  lab.pass(5)
  const lane = lab.world.links[linkKey('france', 'canada')]?.lanes['france']
  t.ok(lane)
  const capacity = () => (lane === undefined ? 0 : asyncLimit(lab.world, lane).bytesPerSecond)
  t.equal(capacity(), 300_000_000, 'three hosts')
  const before = lab.france.vms().map(vm => vm.powerState)
  const id = plan(lab, { kind: 'host', cluster: 'france', host: first?.name ?? '' })
  t.strictSame(onFirst(), [])
  t.strictSame(
    lab.france.vms().map(vm => vm.powerState),
    before,
    'all of them run on'
  )
  t.ok(lab.france.vms().every(vm => vm.hostUuid === null || others.some(host => host.uuid === vm.hostUuid)))
  t.equal(capacity(), 200_000_000)
  lab.do({ type: 'withdraw-incident', id })
  t.equal(capacity(), 300_000_000)
})

t.test('without its replication service a cluster takes, sends and receives nothing, and says so', async t => {
  const lab = sending()
  lab.france.do({ type: 'add-schedule', name: 'gold', schedule: hourly() })
  lab.until(31)
  plan(lab, { kind: 'replication-service', cluster: 'france' }, { kind: 'at', at: at(31) }, 2 * HOUR)
  t.throws(() => lab.france.snapshot(), { name: 'Refusal', code: 'protection-domain/service-down' })
  const taken = lab.france.snapshotTimes().length
  lab.until(2 * HOUR)
  t.equal(lab.france.snapshotTimes().length, taken)
  t.match(lab.france.texts('replication-failed'), [/unreachable/], 'the transfer that it cut off has failed')
  lab.until(3 * HOUR + 10)
  t.equal(lab.france.snapshotTimes().length, taken + 1, 'nothing is caught up')
})

t.test('snapshots fail with their alert: of a schedule, of a client, of a migration', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 5 })
  lab.until(10)
  const id = plan(lab, { kind: 'snapshot-failure', cluster: 'france', domain: 'gold' })
  lab.france.snapshot()
  lab.until(HOUR + 10)
  t.equal(lab.france.snapshotTimes().length, 1, 'only the one from before')
  t.match(lab.france.texts('snapshot-failed'), [/Protection domain gold snapshot '\d+' failed/, /gold/])
  t.throws(() => migrate(lab.france, 'canada'), { code: 'protection-domain/snapshot-failed' })
  lab.do({ type: 'withdraw-incident', id })
  migrate(lab.france, 'canada')
  lab.pass(61)
  plan(lab, { kind: 'snapshot-failure', cluster: 'france', domain: null })
  lab.pass(60)
  t.equal(lab.france.domain().active, true)
  t.match(lab.france.texts('change-mode-failed'), [/second snapshot failed/])
  t.equal(lab.france.vm('web').powerState, 'off', 'it was shut down, and stays so')
})

t.test('a guest that hangs is forced off after the limit', async t => {
  const took = (hangs: boolean): number => {
    const lab = new TwoSites({ settings: { guestShutdownSeconds: 20, guestShutdownLimitSeconds: 300 } })
    lab.france.protect(['web'])
    if (hangs) plan(lab, { kind: 'guest-shutdown-hang', cluster: 'france', vm: 'web' })
    migrate(lab.france, 'canada')
    lab.pass(2 * HOUR)
    const monitor = lab.canada.cluster.monitors.at(-1)
    t.equal(lab.canada.domain().active, true)
    return sinceStart(monitor?.endedAt ?? at(0))
  }
  // what web writes while it is asked to shut down crosses the link as well: a byte a second, a hundredth of the line
  t.equal(Math.round((took(true) - took(false)) / 1.01), 280)
})

t.test('a VM that cannot be registered is left out, the others are there', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web', 'app'])
  lab.france.snapshot(['canada'])
  lab.until(200)
  plan(lab, { kind: 'registration-failure', cluster: 'canada', vm: 'web' })
  activate(lab.canada)
  lab.pass(10)
  t.strictSame(
    lab.canada.vms().map(({ name }) => name),
    ['app']
  )
  t.strictSame(
    lab.canada.domain().members.map(({ name }) => name),
    ['app']
  )
  t.match(lab.canada.texts('registrations-failed'), [/one or more VMs of the protection domain gold/])
  t.match(lab.canada.texts('vm-registration-failed'), [/Registration of virtual machine, web, failed/])
})

t.test('a full container takes nothing: what is on its way breaks off, what comes later is refused', async t => {
  const lab = sending()
  lab.until(30)
  const id = plan(lab, { kind: 'container-full', cluster: 'canada', container: 'pool' })
  t.equal(lab.france.outgoing()?.current, null)
  t.match(lab.france.texts('replication-failed'), [/container pool of canada is full/])
  lab.france.snapshot(['canada'])
  lab.pass(5)
  t.match(lab.canada.texts('receive-failed'), [/container pool of remote site canada is full/])
  lab.do({ type: 'withdraw-incident', id })
  lab.france.snapshot(['canada'])
  lab.pass(100)
  t.equal(lab.canada.domain().snapshots.length, 1)
})

t.test('a replication that is stuck stays where it is, though others pass', async t => {
  const lab = sending()
  lab.france.protect(['app'], undefined, 'silver')
  const progress: Trigger = { kind: 'progress', cluster: 'france', domain: 'gold', site: 'canada', percent: 50 }
  plan(lab, { kind: 'replication-stuck', cluster: 'france', domain: 'gold', site: null }, progress, 1000)
  lab.until(40)
  t.equal(lab.france.sending().phase, 'stalled')
  lab.france.snapshot(['canada'], null, 'silver')
  lab.until(500)
  t.equal(replicationProgress(lab.world, 'france', lab.france.sending()).completedPercentage, 50)
  t.equal(lab.canada.domain('silver').snapshots.length, 1)
  lab.until(HOUR)
  t.strictSame(receivedAt(lab), [1061], 'stuck from second 31 for 1000')
})

t.test('the clocks jump over what would have expired: nothing is made up, nothing is sent meanwhile', async t => {
  const lab = new TwoSites()
  lab.france.protect(['web'], { local: 2, remote: 2 })
  lab.until(31)
  const written = lab.france.vm('web').content
  const id = plan(lab, { kind: 'clock-jump', usecs: seconds(10 * HOUR) })
  t.equal(lab.now, 10 * HOUR + 31)
  t.equal(stateOf(lab, id), 'ended')
  t.match(replicationProgress(lab.world, 'france', lab.france.sending()), { completedBytes: 3_000 })
  t.equal(lab.france.vm('web').content.writtenBytes - written.writtenBytes, 31)
  lab.pass(60)
  t.strictSame(lab.france.snapshotTimes(), [1], 'the newest outlives its expiry')
  t.equal(lab.canada.domain().snapshots.length, 1)
  lab.until(11 * HOUR + 10)
  t.strictSame(lab.france.snapshotTimes().at(-1), 11 * HOUR)
})

function hourly() {
  return {
    recurrence: { type: 'HOURLY', everyNth: 1, startAt: at(HOUR), endAt: null, values: [], timezoneOffsetSeconds: 0 },
    suspended: false,
    appConsistent: false,
    retention: { local: { count: 2, unit: 'NUM_SNAPSHOTS' as const }, remote: {} }
  }
}
