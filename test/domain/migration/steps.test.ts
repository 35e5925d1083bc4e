/** The six steps of a planned fail-over, as they are told, and the progress monitor that its target shows. */
import t from 'tap'
import { factsOf } from '../../../server/domain/facts.js'
import type { Breakage, ProgressMonitor, View } from '../../../server/domain/core/index.js'
import { activate, migrate, protectedGold, setPower, tamper } from '../../support/failover-worlds.js'
import { START, sinceStart } from '../../support/two-sites.js'
import type { TwoSites } from '../../support/two-sites.js'

/** What is told of the steps from now on. */
function stepsOf(lab: TwoSites): { at: number; cluster: unknown; step: string; facts: object }[] {
  const steps: { at: number; cluster: unknown; step: string; facts: object }[] = []
  lab.engine.subscribe(change => {
    for (const event of change.events) {
      if (!event.type.startsWith('migration-')) continue
      steps.push({
        at: sinceStart(change.at),
        cluster: 'cluster' in event && event.cluster,
        step: event.type,
        facts: factsOf(event, lab.world)
      })
    }
  })
  return steps
}

// Evidence C [C: OVHcloud guides]: the six steps of a migration in this order; EMU: their names, and that each is told once it is done
t.test('each of the six steps is told once it is done, by the side on which it happens', async t => {
  const lab = protectedGold()
  lab.france.power('app', 'OFF')
  lab.until(3705)
  const steps = stepsOf(lab)
  migrate(lab.france, 'canada')
  lab.until(4000)
  const facts = { name: 'gold', from: 'france', to: 'canada' }
  const both = ['web', 'app']
  t.strictSame(
    steps.map(({ cluster, step, facts }) => [cluster, step, facts]),
    [
      ['france', 'migration-vms-stopped', { ...facts, vms: ['web'] }],
      ['france', 'migration-data-replicated', facts],
      ['france', 'migration-vms-deleted', { ...facts, vms: both }],
      ['france', 'migration-schedules-disabled', facts],
      ['canada', 'migration-vms-registered', { ...facts, vms: both }],
      ['canada', 'migration-direction-reversed', facts]
    ]
  )
  const [stopped = 0, ...others] = steps.map(({ at }) => at)
  t.equal(new Set(others).size, 1, 'the sides change at one instant')
  t.ok(stopped > 3705 && (others[0] ?? 0) > stopped)
})

const takeoverFails: Breakage = { kind: 'activation-failure', cluster: 'canada', domain: 'gold' }

function plan(lab: TwoSites, what: Breakage): void {
  lab.do({ type: 'plan-incident', what, begins: { kind: 'at', at: lab.world.now }, lastsUsecs: null })
  lab.pass(0)
}

t.test('a step that was not reached is not told', async t => {
  const toldAfter = (spoil: (lab: TwoSites) => void): string[] => {
    const lab = protectedGold()
    const steps = stepsOf(lab)
    migrate(lab.france, 'canada')
    lab.until(3710)
    spoil(lab)
    lab.until(6000)
    return steps.map(({ step }) => step.replace('migration-', ''))
  }
  const dark = toldAfter(({ france }) => setPower(france, 'lost'))
  t.same(dark, [], 'the guests were not down yet')
  const unplugged = toldAfter(lab => lab.cut())
  t.same(unplugged, ['vms-stopped'], 'their last data did not go across')
  const stranded = toldAfter(lab => plan(lab, takeoverFails))
  t.same(
    stranded,
    ['vms-stopped', 'data-replicated', 'vms-deleted', 'schedules-disabled'],
    'the target did not take them over'
  )
})

// Evidence B [C: fail-over script]: the target has a monitor `activate`; EMU: that it begins with the arrival of the first snapshot
t.test('the target shows a monitor from the arrival of the first snapshot until it is active', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  migrate(france, 'canada')
  t.same(canada.cluster.monitors, [], 'nothing has reached it')
  lab.until(3701)
  const running = { operation: 'activate', domain: 'gold', status: 'running', endedAt: null, errorCode: 0 }
  t.match(canada.cluster.monitors, [running])
  lab.until(3721.1)
  t.match(canada.cluster.monitors, [running])
  lab.until(3722)
  t.match(canada.cluster.monitors, [{ ...running, status: 'succeeded', endedAt: Number }])
  const [monitor] = canada.cluster.monitors
  t.same(
    [monitor?.startedAt, monitor?.endedAt].map(at => sinceStart(at ?? START)),
    [3701, 3721.21]
  )

  migrate(canada, 'france')
  lab.until(4500)
  t.match(
    france.cluster.monitors.map(({ operation, status }) => `${operation} ${status}`),
    ['deactivate succeeded', 'activate succeeded'],
    'on the way back as well'
  )
})

t.test('a lab that an older release has saved on the way gets the monitor with the change of sides', async t => {
  const lab = protectedGold()
  migrate(lab.france, 'canada')
  lab.until(3710)
  tamper(lab, world => {
    const change = world.clusters['france']?.protectionDomains['gold']?.change
    if (change?.kind === 'migrate') delete change.targetMonitorId
    world.clusters['canada']?.monitors.splice(0)
  })
  lab.until(4000)
  t.match(lab.canada.domain(), { active: true })
  t.match(lab.canada.cluster.monitors, [{ operation: 'activate', status: 'succeeded', errorCode: 0 }])
  t.equal(sinceStart(lab.canada.cluster.monitors[0]?.startedAt ?? START), 3721.21)
})

/** A migration that starts at second 3700 has its first snapshot across at 3701, its guests down at 3721 and ends at 3721.21. */
const failures: {
  when: string
  at: number
  fault: (lab: TwoSites) => void
  status: ProgressMonitor['status']
  endsAt: number
}[] = [
  {
    when: 'the source loses power',
    at: 3710,
    fault: lab => setPower(lab.france, 'lost'),
    status: 'aborted',
    endsAt: 3710
  },
  { when: 'the source is made again', at: 3710, fault: recreate, status: 'aborted', endsAt: 3710 },
  {
    when: 'the target stays without power',
    at: 3710,
    fault: lab => setPower(lab.canada, 'lost'),
    status: 'failed',
    endsAt: 3721
  },
  {
    when: 'the target loses power later',
    at: 3721.1,
    fault: lab => setPower(lab.canada, 'lost'),
    status: 'failed',
    endsAt: 3721.1
  },
  {
    when: 'the link is cut while the guests shut down',
    at: 3710,
    fault: lab => lab.cut(),
    status: 'failed',
    endsAt: 3721
  },
  { when: 'the link is cut later', at: 3721.1, fault: lab => lab.cut(), status: 'failed', endsAt: 4621.1 },
  { when: 'the last replication is aborted', at: 3721.1, fault: abortTransfer, status: 'failed', endsAt: 3721.1 },
  { when: 'the second snapshot fails', at: 3710, fault: failSnapshots, status: 'failed', endsAt: 3721 },
  { when: 'a guest hangs, and the link is cut', at: 3700.5, fault: hangAndCut, status: 'failed', endsAt: 4001 },
  {
    when: 'the target is activated by force',
    at: 3719,
    fault: lab => activate(lab.canada),
    status: 'failed',
    endsAt: 3721
  },
  {
    when: 'the target does not take over',
    at: 3710,
    fault: lab => plan(lab, takeoverFails),
    status: 'failed',
    endsAt: 3721.21
  }
]

for (const { when, at, fault, status, endsAt } of failures) {
  t.test(`the monitor of the target ends with the migration when ${when}`, async t => {
    const lab = protectedGold()
    migrate(lab.france, 'canada')
    lab.until(at)
    fault(lab)
    const monitorOf = (): View<ProgressMonitor> | undefined =>
      lab.canada.cluster.monitors.find(({ startedAt }) => sinceStart(startedAt) === 3701)
    if (endsAt > at) {
      lab.until(endsAt - 0.001)
      t.match(monitorOf(), { operation: 'activate', status: 'running' }, 'not before its time')
    }
    lab.until(endsAt)
    t.match(monitorOf(), { operation: 'activate', status, errorCode: 1 })
    t.equal(sinceStart(monitorOf()?.endedAt ?? START), endsAt)
  })
}

t.test('a migration that fails before anything has reached the target leaves no monitor there', async t => {
  const lab = protectedGold()
  migrate(lab.france, 'canada')
  abortTransfer(lab)
  lab.until(3800)
  t.equal(lab.france.domain().change, null)
  t.same(lab.canada.cluster.monitors, [])
})

t.test('a monitor that was dismissed, or went with the cluster, keeps no migration from its end', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  migrate(france, 'canada')
  lab.until(3710)
  canada.do({ type: 'dismiss-progress-monitor', id: canada.cluster.monitors[0]?.id ?? '' })
  lab.until(3800)
  t.match([france.domain(), canada.domain()], [{ active: false }, { active: true }])
  t.same(canada.cluster.monitors, [])

  const other = protectedGold()
  migrate(other.france, 'canada')
  other.until(3710)
  plan(other, { kind: 'cluster-recreated', cluster: 'canada' })
  other.until(5000)
  t.match(other.france.domain(), { active: true, change: null })
  t.same(other.canada.cluster.monitors, [])
})

function recreate(lab: TwoSites): void {
  plan(lab, { kind: 'cluster-recreated', cluster: 'france' })
}

function failSnapshots(lab: TwoSites): void {
  plan(lab, { kind: 'snapshot-failure', cluster: 'france', domain: null })
}

function hangAndCut(lab: TwoSites): void {
  plan(lab, { kind: 'guest-shutdown-hang', cluster: 'france', vm: null })
  lab.until(3990)
  lab.cut()
}

function abortTransfer(lab: TwoSites): void {
  lab.france.do({ type: 'control-replication', name: 'gold', id: lab.france.sending().id, action: 'abort' })
}
