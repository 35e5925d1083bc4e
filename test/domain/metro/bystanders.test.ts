/** Metro domains and what else there is: a third cluster, another domain of the container, VMs that lie in it by half. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'
import { tamper, threeSites } from '../../support/failover-worlds.js'
import { TwoSites, siteRequest } from '../../support/two-sites.js'
import type { ClientRequest, Side } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

type Enabling = Extract<ClientRequest, { type: 'enable-metro' }>

const esxi = { hypervisor: 'kVMware' } as const
const disabling = { type: 'disable-metro', name: 'gold', skipRemoteCheck: false } as const
const promoting = { type: 'promote-metro', name: 'gold', skipRemoteCheck: false, force: true } as const
const waiting = { type: 'set-metro-failure-handling', name: 'gold', mode: 'Manual', localOnly: false } as const

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

const byAdmin = (request: ClientRequest): Command => ({ cluster: 'france', user: 'admin', ...request }) as Command

t.test('a relation that is renewed ends the alerts of both sides', async t => {
  const lab = new TwoSites({ france: esxi, canada: esxi })
  const { france, canada } = lab
  const open = () =>
    [france, canada].map(
      ({ cluster }) =>
        cluster.alerts.filter(({ type, resolvedAt }) => type === 'metro-broken' && resolvedAt === null).length
    )
  france.protect(['web'])
  france.do(enabling('canada'))
  lab.pass(1000)
  lab.cut()
  lab.pass(11)
  t.same(open(), [1, 1])
  lab.cut(true)
  france.do(enabling('canada', { reEnable: true }))
  t.same(open(), [0, 0])
})

t.test('a container that another domain covers over there is not mirrored into', async t => {
  const lab = new TwoSites({ france: esxi, canada: esxi })
  const [pool] = lab.canada.cluster.containers
  lab.canada.do({ type: 'protect-vstore', uuid: pool?.uuid ?? '', vmLevel: false })
  lab.france.protect(['web'])
  refused(t, lab.engine, byAdmin(enabling('canada')), 'metro/invalid')
})

t.test('a VM that nothing protects yet does not become a member with a disk outside of the container', async t => {
  const lab = new TwoSites({ france: { ...esxi, containers: [{ name: 'pool' }, { name: 'spare' }] }, canada: esxi })
  const { uuid } = lab.france.vm('app')
  tamper(lab, world => {
    const app = world.clusters['france']?.vms[uuid]
    const [disk] = app?.spec.disks ?? []
    if (app === undefined || disk === undefined) throw new Error('No disk to tamper with')
    const second = { ...disk, uuid: 'second', index: 5, container: 'spare' }
    app.spec = { ...app.spec, disks: [disk, second] }
  })
  lab.france.protect(['web'])
  refused(t, lab.engine, byAdmin(enabling('canada')), 'metro/invalid')
})

/** Canada was promoted, and is mirrored to Brazil by now; France still names it as its other side. */
function goneOn(): ReturnType<typeof threeSites> {
  const sites = threeSites()
  const { lab, france, canada } = sites
  tamper(lab, world => {
    for (const cluster of Object.values(world.clusters)) cluster.hypervisor = 'kVMware'
  })
  france.protect(['web'])
  france.do(enabling('canada'))
  lab.pass(1000)
  canada.do(promoting)
  canada.do({ type: 'update-remote-site', site: siteRequest('france', '10.0.2.1') })
  canada.do(enabling('france', { reEnable: true }))
  canada.do({ type: 'add-remote-site', site: siteRequest('paris', '10.0.0.1') })
  lab.pass(1000)
  return sites
}

t.test('what a side says of a relation that is over does not reach the one that the other has by now', async t => {
  for (const request of [disabling, waiting]) {
    const { lab, france, canada, brazil } = goneOn()
    const metroOf = (side: Side) => side.domain().metro
    const before = [canada, brazil].map(metroOf)
    france.do(request)
    t.same([canada, brazil].map(metroOf), before, request.type)
    t.same(violations(lab.world), [])
  }
  const { lab, france } = goneOn()
  france.do(disabling)
  refused(t, lab.engine, byAdmin(enabling('canada', { reEnable: true, force: true })), 'metro/invalid')
})
