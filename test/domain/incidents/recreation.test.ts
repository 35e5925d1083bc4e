/** A cluster that is destroyed and made again: what it forgets, what others then know of it, and how they get along again. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { remoteSiteStatus } from '../../../server/domain/links/sites/sites.js'
import type { Breakage } from '../../../server/domain/core/world.js'
import { activate, alertOn, protectedGold } from '../../support/failover-worlds.js'
import { TwoSites, hourlySchedule, siteRequest } from '../../support/two-sites.js'
import type { Side } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'

function recreate(lab: TwoSites, cluster = 'canada'): void {
  const what: Breakage = { kind: 'cluster-recreated', cluster }
  lab.do({ type: 'plan-incident', what, begins: { kind: 'at', at: lab.world.now }, lastsUsecs: null })
  lab.pass(0)
}

function siteOf(side: Side, name: string) {
  const site = side.cluster.remoteSites[name]
  if (site === undefined) throw new Error(`No remote site ${name}`)
  return { site, status: remoteSiteStatus(side.lab.world, side.cluster, site) }
}

t.test('it keeps its name, its addresses and what it is built of, and is another cluster', async t => {
  const lab = protectedGold()
  const { canada } = lab
  activate(canada)
  lab.pass(20)
  canada.power('web', 'ON')
  const before = structuredClone(canada.cluster)
  recreate(lab)
  const { uuid, id, incarnationId, vms, protectionDomains, remoteSites, tasks, alerts, tombstones } = canada.cluster
  t.same([vms, protectionDomains, remoteSites, tasks, alerts, tombstones], [{}, {}, {}, {}, [], {}])
  for (const [old, young] of [
    [before.uuid, uuid],
    [before.id, id],
    [before.incarnationId, incarnationId]
  ])
    t.not(young, old)
  const { name, vip, hosts, containers, networks, users } = before
  t.same(canada.cluster, { ...canada.cluster, name, vip, hosts, containers, networks, users })
  lab.pass(7200)
  t.same(violations(lab.world), [], 'what it had under way does not come back')
})

t.test('what it sends, receives and changes breaks', async t => {
  const lab = protectedGold()
  lab.france.mark('app', 'import', 1_000)
  lab.france.snapshot(['canada'])
  lab.pass(2)
  t.ok(lab.france.outgoing()?.current)
  recreate(lab)
  t.equal(lab.france.outgoing()?.current, null)
  t.match(lab.france.texts('replication-failed'), [/Cluster canada was destroyed/])
})

t.test('a site for it is stale until it is removed and made again; then everything is sent anew', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  const identity = { id: canada.cluster.id, incarnationId: canada.cluster.incarnationId }
  recreate(lab)
  t.match(siteOf(france, 'canada'), { site: { stale: identity }, status: 'RELATIONSHIP_NOT_ESTABLISHED' })
  t.match(alertOn(france, 'remote-site-stale'), { entity: { name: 'canada' }, resolvedAt: null })

  canada.do({ type: 'add-remote-site', site: siteRequest('france', '10.0.0.1') })
  t.equal(
    siteOf(france, 'canada').status,
    'RELATIONSHIP_NOT_ESTABLISHED',
    'that the new one knows France does not help'
  )
  t.equal(siteOf(canada, 'france').status, 'RELATIONSHIP_NOT_ESTABLISHED')
  france.snapshot(['canada'])
  lab.pass(10)
  t.match(france.texts('replication-failed'), [/incorrect cluster information/])
  const migration = { type: 'migrate-protection-domain', cluster: 'france', user: 'admin', name: 'gold' } as const
  refused(t, lab.engine, { ...migration, remoteSite: 'canada' }, 'remote-site/not-established')
  france.do({ type: 'update-remote-site', site: { name: 'canada', compression: true } })
  t.same(siteOf(france, 'canada').site.stale, identity, 'nor does a change of the site')

  france.do({ type: 'clear-schedules', name: 'gold' })
  france.do({ type: 'remove-remote-site', name: 'canada' })
  t.ok(alertOn(france, 'remote-site-stale').autoResolved)
  france.do({ type: 'add-remote-site', site: siteRequest('canada', '10.0.1.1') })
  t.equal(siteOf(france, 'canada').status, 'RELATIONSHIP_ESTABLISHED')
  t.equal(siteOf(canada, 'france').status, 'RELATIONSHIP_ESTABLISHED')
  france.do(hourlySchedule('gold', 'canada', { remote: 2 }))
  lab.pass(2)
  t.ok(france.sending().full)
  lab.pass(600)
  t.equal(canada.domain().snapshots.length, 1)
  t.equal(alertOn(france, 'replication-failed').resolvedAt !== null, true)
})

t.test('a second site for the new cluster is used beside the stale one', async t => {
  const lab = protectedGold()
  const { france, canada } = lab
  recreate(lab)
  canada.do({ type: 'add-remote-site', site: siteRequest('france', '10.0.0.1') })
  france.do({ type: 'add-remote-site', site: siteRequest('dr', '10.0.1.1') })
  t.equal(siteOf(france, 'dr').status, 'RELATIONSHIP_ESTABLISHED')
  t.equal(siteOf(canada, 'france').status, 'RELATIONSHIP_ESTABLISHED')
  t.equal(siteOf(france, 'canada').status, 'RELATIONSHIP_NOT_ESTABLISHED')
})

t.test('it is over at once', async t => {
  const lab = protectedGold()
  const what: Breakage = { kind: 'cluster-recreated', cluster: 'canada' }
  const begins = { kind: 'at', at: lab.world.now } as const
  refused(t, lab.engine, { type: 'plan-incident', what, begins, lastsUsecs: 1 }, 'incident/invalid')
  recreate(lab)
  t.same(lab.world.incidents, {})
  t.match(lab.world.pastIncidents, [{ what, state: 'ended' }])
})

t.test('a metro relation with it ends', async t => {
  const esxi = { hypervisor: 'kVMware' } as const
  const lab = new TwoSites({ france: esxi, canada: esxi })
  lab.france.protect(['web'])
  lab.france.do({
    type: 'enable-metro',
    name: 'gold',
    container: 'pool',
    remoteSite: 'canada',
    failureHandling: 'Automatic',
    breakAfterSeconds: 10,
    reEnable: false,
    force: false
  })
  lab.pass(1000)
  t.match(lab.france.domain().metro, { status: 'Enabled' })
  recreate(lab)
  t.match(lab.france.domain(), { active: true, metro: { status: 'Disabled' } })
  t.same(violations(lab.world), [])
})
