/** Metro domains: what they cover while they stand, and what the standby side has when it takes over, at once or later. */
import t from 'tap'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { activate, tamper, threeSites } from '../../support/failover-worlds.js'
import { TwoSites, protecting } from '../../support/two-sites.js'
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
