/** Metro domains: what they cover while they stand, and what the standby side has when it takes over, at once or later. */
import t from 'tap'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'
import { seconds } from '../../../server/domain/core/time.js'
import type { Breakage } from '../../../server/domain/core/world.js'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { lostUsecsOf } from '../../../server/domain/ledger/index.js'
import { activate, tamper, threeSites } from '../../support/failover-worlds.js'
import { HOUR, TwoSites, at, protecting } from '../../support/two-sites.js'
import type { ClientRequest, Options } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

type Enabling = Extract<ClientRequest, { type: 'enable-metro' }>

const esxi = { hypervisor: 'kVMware' } as const

function enabling(remoteSite: string, change: Partial<Enabling> = {}): Enabling {
  return {
    type: 'enable-metro',
    name: 'gold',
    container: 'pool',
    remoteSite,
    failureHandling: 'Automatic',
    breakAfterSeconds: 10,
    reEnable: false,
    force: false,
    ...change
  }
}

const promoting = (force = false) => ({ type: 'promote-metro', name: 'gold', skipRemoteCheck: false, force }) as const
const disabling = { type: 'disable-metro', name: 'gold', skipRemoteCheck: false } as const

/** `gold` holds web in `pool` on both sides, in step. */
function mirrored(france: Options['france'] = {}): TwoSites {
  const lab = new TwoSites({ france: { ...esxi, ...france }, canada: esxi })
  lab.france.protect(['web'])
  lab.france.do(enabling('canada'))
  lab.pass(1000)
  return lab
}

t.test('a domain takes nothing that the mirrored container does not hold, while the relation stands', async t => {
  const lab = mirrored({
    containers: [{ name: 'pool' }, { name: 'spare' }],
    vms: [
      { name: 'web', disks: [{ sizeBytes: 1_000 }] },
      { name: 'stray', container: 'spare', disks: [{ sizeBytes: 1_000 }] }
    ],
    volumeGroups: [{ name: 'data', disks: [{ sizeBytes: 1_000 }] }]
  })
  const { france } = lab
  const groups = protecting([], 'gold', { volumeGroupUuids: Object.keys(france.cluster.volumeGroups) })
  const stray = protecting(['stray'])
  for (const request of [groups, stray])
    refused(t, lab.engine, { cluster: 'france', user: 'admin', ...request } as Command, 'metro/invalid')
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  france.do(protecting(['web']))
  t.match(france.domain().members, [{ name: 'web' }], 'what it does hold can be protected')

  france.do(disabling)
  for (const request of [groups, stray]) france.do(request)
  t.match(france.domain().volumeGroups, [{ name: 'data' }], 'afterwards it is a domain like others')
})

t.test('a standby side that was activated by hand is told so, and not that its role is active', async t => {
  const lab = mirrored()
  const { france, canada } = lab
  france.snapshot(['canada'])
  lab.pass(200)
  france.do(disabling)
  activate(canada)
  lab.pass(20)
  t.match(canada.domain(), { active: true, metro: { role: 'Standby' } })
  const promotion = { ...promoting(true), cluster: 'canada', user: 'admin' }
  refused(t, lab.engine, promotion, 'metro/invalid')
  t.throws(() => lab.engine.dispatch(promotion), { message: /was activated on canada after/ })
  const other = { ...promotion, cluster: 'france' }
  t.throws(() => lab.engine.dispatch(other), { message: /has role Active on france already/ })
})

t.test('a side that is given up by force sends nothing any more', async t => {
  const { lab, france, canada } = threeSites()
  tamper(lab, world => {
    for (const cluster of Object.values(world.clusters)) cluster.hypervisor = 'kVMware'
  })
  france.protect(['web'])
  france.do(enabling('canada'))
  lab.pass(1000)
  canada.do(promoting(true))
  france.snapshot(['brazil'])
  lab.pass(10)
  france.snapshot(['brazil'])
  lab.pass(10)
  t.match(france.outgoing(), { site: 'brazil', current: {}, queue: [{}] })

  canada.do(enabling('france', { reEnable: true, force: true }))
  t.match(france.domain(), { active: false, metro: { role: 'Standby' } })
  t.match(france.outgoing(), { current: null, queue: [] })
  t.same(violations(lab.world), [])
})

/** Breaks something now. */
function incident(lab: TwoSites, what: Breakage): void {
  lab.do({ type: 'plan-incident', what, begins: { kind: 'at', at: lab.world.now }, lastsUsecs: null })
  lab.pass(0)
}

/** The relation breaks with the link down, ten seconds after it went; France writes on. */
function broken(): TwoSites {
  const lab = mirrored()
  lab.france.mark('web', 'mirrored')
  lab.pass(1)
  lab.cut()
  lab.pass(11)
  lab.france.mark('web', 'alone')
  lab.pass(HOUR)
  return lab
}

t.test('a side that is promoted after the relation has ended holds what was mirrored, and nothing later', async t => {
  const lab = broken()
  const { france, canada } = lab
  t.match(canada.domain().metro, { status: 'Disabled', held: { until: at(1001), complete: true } })
  france.power('web', 'OFF')
  lab.pass(10)
  canada.do(promoting())
  t.same([canada.marks('web'), france.marks('web')], [['mirrored'], ['mirrored', 'alone']])
  t.equal(canada.vm('web').content.writtenBytes, 1001, 'though the other side is off since')
  t.equal(canada.domain().metro?.held, undefined)
  t.same(violations(lab.world), [])
})

t.test('VMs that came and went after the mirror had stopped came and went on the other side alone', async t => {
  const lab = mirrored()
  const { france, canada } = lab
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['app'] })
  lab.pass(1)
  lab.cut()
  lab.pass(11)
  france.do(protecting(['app']))
  france.do({ type: 'unprotect-vms', name: 'gold', names: ['web'] })
  canada.do(promoting())
  t.match(canada.domain().members, [{ name: 'web' }])
  t.same(
    canada.vms().map(({ name }) => name),
    ['web']
  )
  t.same(violations(lab.world), [])
})

t.test('a standby side holds its copy where the other cluster was destroyed', async t => {
  for (const dark of [true, false]) {
    const lab = mirrored()
    const { france, canada } = lab
    france.mark('web', 'mirrored')
    if (dark) incident(lab, { kind: 'site-power', cluster: 'france' })
    lab.pass(1)
    incident(lab, { kind: 'cluster-recreated', cluster: 'france' })
    lab.pass(1)
    canada.do(promoting(true))
    t.same(canada.marks('web'), ['mirrored'])
    t.same(violations(lab.world), [])
  }
})

t.test('the ledger counts what a promotion has lost', async t => {
  const lab = broken()
  const { canada } = lab
  canada.do(promoting())
  const [failover] = lab.world.ledger.failovers
  t.match(failover, {
    kind: 'promote',
    ...{ domain: 'gold', from: 'france', to: 'canada', user: 'admin', outcome: 'succeeded' },
    ...{ startedAt: lab.world.now, endedAt: lab.world.now, mirroredUntil: at(1001), snapshot: null, runningAt: null },
    vms: [
      { name: 'web', lostBytes: HOUR + 11, keptMarks: 1, lostMarks: ['alone'] },
      { name: 'app', lostBytes: 0, keptMarks: 0, lostMarks: [] }
    ]
  })
  t.equal(failover && lostUsecsOf(lab.world.ledger, failover), seconds(HOUR + 11))
  for (const { name } of canada.vms()) canada.power(name, 'ON')
  lab.pass(60)
  t.type(lab.world.ledger.failovers[0]?.runningAt, 'number', 'the VMs run again')
})

t.test('writes up to the loss of the other side are lost by nobody', async t => {
  const lab = mirrored()
  lab.france.do({ type: 'set-metro-failure-handling', name: 'gold', mode: 'Witness', localOnly: false })
  incident(lab, { kind: 'site-power', cluster: 'france' })
  lab.pass(60)
  const [failover] = lab.world.ledger.failovers
  t.match(failover, { kind: 'promote', user: 'system', vms: [{ name: 'web', lostBytes: 0, lostMarks: [] }] })
  t.equal(failover && lostUsecsOf(lab.world.ledger, failover), 0)
})

t.test('a copy that was incomplete when its relation broke is promoted by force only', async t => {
  const lab = new TwoSites({ france: esxi, canada: esxi })
  const { france, canada } = lab
  france.protect(['web'])
  france.do(enabling('canada'))
  lab.pass(5)
  lab.cut()
  lab.pass(11)
  t.match(canada.domain().metro, { status: 'Disabled', held: { complete: false } })
  refused(t, lab.engine, { ...promoting(), cluster: 'canada', user: 'admin' }, 'metro/invalid')
  canada.do(promoting(true))
  t.match(canada.domain(), { active: true, members: [{ name: 'web' }] })
})

t.test('a relation that was disabled by hand ended there and then', async t => {
  const lab = mirrored()
  const { france, canada } = lab
  france.mark('web', 'mirrored')
  france.do(disabling)
  lab.pass(1)
  france.mark('web', 'alone')
  canada.do(promoting(true))
  t.same(canada.marks('web'), ['mirrored'])
})

t.test('a relation that outlasts a pause mirrors again', async t => {
  const lab = mirrored()
  const { france, canada } = lab
  france.do({ type: 'set-metro-failure-handling', name: 'gold', mode: 'Manual', localOnly: false })
  lab.cut()
  lab.pass(HOUR)
  t.match(canada.domain().metro, { status: 'Enabled', held: {} })
  lab.cut(true)
  t.match(canada.domain().metro, { status: 'Enabled', isolatedSince: null })
  lab.pass(1)
  france.mark('web', 'after')
  canada.do(promoting(true))
  t.same(canada.marks('web'), ['after'])
})

t.test('a side of a lab that was saved before holds what it can still tell', async t => {
  const lab = mirrored()
  const { france, canada } = lab
  france.do({ type: 'set-metro-failure-handling', name: 'gold', mode: 'Manual', localOnly: false })
  france.mark('web', 'mirrored')
  lab.pass(1)
  lab.cut()
  lab.pass(1)
  france.mark('web', 'alone')
  tamper(lab, world => {
    delete world.clusters['canada']?.protectionDomains['gold']?.metro?.held
  })
  canada.do(promoting())
  t.same(canada.marks('web'), ['mirrored'])
})

t.test('a relation that stands again mirrors again', async t => {
  const lab = broken()
  const { france, canada } = lab
  lab.cut(true)
  france.do(enabling('canada', { reEnable: true }))
  lab.pass(1000)
  t.equal(canada.domain().metro?.held, undefined)
  france.mark('web', 'again')
  canada.do(promoting(true))
  t.same(canada.marks('web'), ['mirrored', 'alone', 'again'])
  t.same(violations(lab.world), [])
})
