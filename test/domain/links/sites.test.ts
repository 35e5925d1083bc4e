/** Remote sites: how they stand to the cluster behind them, what they map, how they change and go. */
import t from 'tap'
import { clusterAt } from '../../../server/domain/core/lookup.js'
import { obstacleTo, remoteSiteStatus } from '../../../server/domain/links/sites/sites.js'
import type { RemoteSiteStatus } from '../../../server/domain/links/sites/sites.js'
import { latencyUsecs } from '../../../server/domain/links/link.js'
import { HOUR, TwoSites, hourlySchedule, siteRequest } from '../../support/two-sites.js'
import type { Side } from '../../support/two-sites.js'
import { refused } from '../../support/worlds.js'
import type { RemoteSiteRequest } from '../../../server/domain/links/index.js'

function status(side: Side, name: string): RemoteSiteStatus {
  const site = side.cluster.remoteSites[name]
  if (site === undefined) throw new Error(`No remote site ${name}`)
  return remoteSiteStatus(side.lab.world, side.cluster, site)
}

const add = (side: Side, name: string, address: string, change: Partial<RemoteSiteRequest> = {}) =>
  side.do({ type: 'add-remote-site', site: siteRequest(name, address, change) })

const update = (side: Side, name: string, change: Partial<RemoteSiteRequest>) =>
  side.do({ type: 'update-remote-site', site: { name, ...change } })

const row = (source: string, destination: string) => ({
  source,
  sourceHypervisor: 'kKvm',
  destination,
  destinationHypervisor: 'kKvm'
})

t.test('a site shakes hands until it finds somebody, and is established once both know each other', async t => {
  const lab = new TwoSites({ sites: false })
  add(lab.france, 'dr', '10.9.9.9')
  t.equal(status(lab.france, 'dr'), 'HANDSHAKING')
  update(lab.france, 'dr', { addresses: { '10.0.1.1': 2020 } })
  t.equal(status(lab.france, 'dr'), 'RELATIONSHIP_NOT_ESTABLISHED')
  add(lab.canada, 'home', '10.9.9.9')
  t.equal(status(lab.france, 'dr'), 'RELATIONSHIP_NOT_ESTABLISHED', 'an entry that leads nowhere does not count')
  update(lab.canada, 'home', { addresses: { '10.0.0.1': 2020 } })
  t.same(
    [status(lab.france, 'dr'), status(lab.canada, 'home')],
    ['RELATIONSHIP_ESTABLISHED', 'RELATIONSHIP_ESTABLISHED']
  )
  lab.canada.do({ type: 'remove-remote-site', name: 'home' })
  t.equal(status(lab.france, 'dr'), 'RELATIONSHIP_NOT_ESTABLISHED')
})

t.test('a site is unreachable from both ends while either direction is down or either cluster dark', async t => {
  const faults: [string, (lab: TwoSites, broken: boolean) => unknown][] = [
    ['both directions', (lab, broken) => lab.cut(!broken)],
    ...['france', 'canada'].map(
      from =>
        [
          `what ${from} sends`,
          (lab: TwoSites, broken: boolean) =>
            lab.do({ type: 'change-link', a: 'canada', b: 'france', change: { from, up: !broken } })
        ] as [string, (lab: TwoSites, broken: boolean) => unknown]
    ),
    ...['france', 'canada'].map(
      cluster =>
        [
          `the power of ${cluster}`,
          (lab: TwoSites, broken: boolean) => lab.do({ type: 'set-power', cluster, power: broken ? 'lost' : 'on' })
        ] as [string, (lab: TwoSites, broken: boolean) => unknown]
    )
  ]
  for (const [what, set] of faults) {
    const lab = new TwoSites()
    set(lab, true)
    t.same([status(lab.france, 'canada'), status(lab.canada, 'france')], ['UNREACHABLE', 'UNREACHABLE'], what)
    set(lab, false)
    t.same(
      [status(lab.france, 'canada'), status(lab.canada, 'france')],
      ['RELATIONSHIP_ESTABLISHED', 'RELATIONSHIP_ESTABLISHED'],
      `${what}, mended`
    )
  }
})

t.test('a cluster is found by its VIP, its name, or an address that it was given', async t => {
  const lab = new TwoSites({ sites: false })
  const owners = { '127.0.0.1': 'canada' }
  for (const address of ['10.0.1.1', 'canada', '127.0.0.1']) {
    t.equal(clusterAt(lab.world, address, owners)?.name, 'canada', address)
  }
  t.equal(clusterAt(lab.world, '10.9.9.9'), undefined)
  add(lab.france, 'dr', '10.9.9.9', { addresses: { '10.9.9.9': 2020, '127.0.0.1': 2020 }, owners })
  t.equal(status(lab.france, 'dr'), 'RELATIONSHIP_NOT_ESTABLISHED')
  lab.do({
    ...{ type: 'update-remote-site', cluster: 'france', user: 'admin' },
    site: { name: 'dr', addresses: { '10.9.9.9': 2020 } }
  })
  t.equal(status(lab.france, 'dr'), 'HANDSHAKING', 'other addresses are not known to be anybody’s')
})

t.test('no address of a site may be that of the cluster itself, under whichever name', async t => {
  const lab = new TwoSites({ sites: false })
  for (const address of ['10.0.0.1', 'france', '127.0.0.1']) {
    const command = {
      type: 'add-remote-site',
      cluster: 'france',
      user: 'admin',
      site: { ...siteRequest('dr', address), owners: { '127.0.0.1': 'france' } }
    } as const
    refused(t, lab.engine, command, 'remote-site/invalid', address)
  }
})

t.test('why nothing can be sent is said in the words of the status', async t => {
  const lab = new TwoSites({ sites: false })
  const reason = () => {
    const site = lab.france.cluster.remoteSites['dr']
    return site && obstacleTo(lab.world, lab.france.cluster, site)
  }
  add(lab.france, 'dr', '10.9.9.9')
  t.match(reason(), /No cluster answers/)
  update(lab.france, 'dr', { addresses: { canada: 2020 } })
  t.match(reason(), /does not have france configured/)
  add(lab.canada, 'home', 'france')
  t.equal(reason(), null)
  lab.cut()
  t.match(reason(), /unreachable/)
})

t.test('a site that says nothing of them compresses, has both capabilities, and neither maps nor limits', async t => {
  const lab = new TwoSites({ sites: false })
  add(lab.france, 'dr', 'canada', { compression: null })
  const { uuid, createdAt, ...made } = lab.france.cluster.remoteSites['dr'] ?? {}
  t.type(uuid, 'string')
  t.equal(createdAt, lab.world.now)
  t.same(made, {
    name: 'dr',
    addresses: { canada: 2020 },
    capabilities: ['BACKUP', 'DISASTER_RECOVERY'],
    compression: true,
    containerMap: {},
    networkMap: [],
    networkMapUuid: null,
    proxy: false,
    ssh: false,
    bandwidthPolicyEnabled: false,
    bandwidthPolicy: null,
    maxBytesPerSecond: null
  })
})

t.test('an update changes what it names, and keeps the rest', async t => {
  const lab = new TwoSites({ sites: false })
  add(lab.france, 'dr', 'canada', {
    containerMap: { pool: 'pool' },
    networkMap: [row('base', 'base')],
    compression: false,
    maxBytesPerSecond: 1_000
  })
  const before = structuredClone(lab.france.cluster.remoteSites['dr'])
  update(lab.france, 'dr', { maxBytesPerSecond: null, networkMap: [] })
  t.same(lab.france.cluster.remoteSites['dr'], { ...before, maxBytesPerSecond: null, networkMap: [] })
  update(lab.france, 'dr', { compression: true, maxBytesPerSecond: 2_000 })
  t.same(lab.france.cluster.remoteSites['dr'], {
    ...before,
    networkMap: [],
    compression: true,
    maxBytesPerSecond: 2_000
  })
  update(lab.france, 'dr', { proxy: true })
  t.match(lab.france.cluster.remoteSites['dr'], { compression: true, maxBytesPerSecond: 2_000, proxy: true })
})

t.test('a network map gets its identifier with its first row, and keeps it', async t => {
  const lab = new TwoSites()
  const uuid = () => lab.france.cluster.remoteSites['canada']?.networkMapUuid
  update(lab.france, 'canada', { networkMap: null, compression: true })
  t.equal(uuid(), null)
  update(lab.france, 'canada', { networkMap: [row('base', 'base')] })
  const first = uuid()
  t.type(first, 'string')
  update(lab.france, 'canada', { networkMap: [row('base', 'other')] })
  t.equal(uuid(), first)
})

t.test('containers are looked up on both sides when they are mapped, and networks never', async t => {
  const lab = new TwoSites()
  update(lab.france, 'canada', { networkMap: [row('nowhere', 'neither')], containerMap: { pool: 'pool' } })
  lab.cut()
  update(lab.france, 'canada', { compression: true })
  t.match(
    lab.france.cluster.remoteSites['canada'],
    { containerMap: { pool: 'pool' }, compression: true },
    'the peer is not asked again'
  )
  update(lab.france, 'canada', { containerMap: {} })
  t.same(lab.france.cluster.remoteSites['canada']?.containerMap, {}, 'nor to map nothing')
})

t.test('what is received lies in the mapped container', async t => {
  const lab = new TwoSites({ canada: { containers: [{ name: 'vault' }] }, bandwidthBytesPerSecond: 10_000 })
  lab.france.protect(['app'], { remote: 1 })
  lab.until(10)
  t.ok(lab.france.alerts().includes('replication-failed'), 'there is no pool in Canada')
  t.ok(lab.canada.alerts().includes('receive-failed'))
  update(lab.france, 'canada', { containerMap: { pool: 'vault' } })
  lab.until(HOUR + 10)
  t.same(lab.canada.newest().containers, { pool: 'vault' })
})

t.test('a site that nobody uses goes, and what was going to be sent there stays at home', async t => {
  const lab = new TwoSites()
  lab.france.protect(['app'])
  lab.france.do({
    type: 'add-one-time-schedule',
    name: 'gold',
    at: null,
    appConsistent: false,
    remoteSites: ['canada'],
    retentionSeconds: null
  })
  lab.france.do({ type: 'remove-remote-site', name: 'canada' })
  t.same(lab.france.domain().oneTimeSchedules[0]?.remoteSites, [])
  lab.pass(10)
  t.same(lab.france.newest().remoteSites, [], 'the snapshot stays at home')
  t.equal(status(lab.canada, 'france'), 'RELATIONSHIP_NOT_ESTABLISHED')
})

t.test('a site is held by the schedules that name it, even those that sleep', async t => {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 10_000 })
  lab.france.protect(['app'], { local: 1, remote: 1 })
  lab.until(30)
  const command = { type: 'remove-remote-site', cluster: 'france', user: 'admin', name: 'canada' } as const
  refused(t, lab.engine, command, 'remote-site/in-use', 'a schedule names it')
  lab.france.do({ type: 'deactivate-protection-domain', name: 'gold' })
  lab.pass(10)
  refused(t, lab.engine, command, 'remote-site/in-use', 'the schedule sleeps')
  lab.france.do({ type: 'clear-schedules', name: 'gold' })
  lab.france.do({ type: 'remove-remote-site', name: 'canada' })
  t.same(Object.keys(lab.france.cluster.remoteSites), [])
})

t.test('a site that is made again is used by the next snapshot', async t => {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 10_000 })
  lab.france.protect(['app'])
  lab.france.do({ type: 'remove-remote-site', name: 'canada' })
  add(lab.france, 'canada', '10.0.1.1')
  lab.france.do(hourlySchedule('gold', 'canada', { remote: 1 }))
  lab.until(30)
  t.same(lab.canada.snapshotTimes(), [1])
})

t.test('the latency between two clusters is that of their link, from either end', async t => {
  const lab = new TwoSites({ latencyMilliseconds: 85 })
  t.equal(latencyUsecs(lab.world, 'france', 'canada'), 85_000)
  t.equal(latencyUsecs(lab.world, 'canada', 'france'), 85_000)
  t.equal(latencyUsecs(lab.world, 'france', 'spain'), null)
})

t.test(
  'a second site that leads to the same cluster is told of, until one of the two goes or leads elsewhere',
  async t => {
    const open = (side: Side) =>
      side.cluster.alerts.filter(({ type, resolvedAt }) => type === 'duplicate-remote-cluster' && resolvedAt === null)
    const endings: [string, (lab: TwoSites) => unknown][] = [
      ['the second goes', lab => lab.france.do({ type: 'remove-remote-site', name: 'dr' })],
      ['the first goes', lab => lab.france.do({ type: 'remove-remote-site', name: 'canada' })],
      ['the second leads elsewhere', lab => update(lab.france, 'dr', { addresses: { '10.9.9.9': 2020 } })],
      ['the first leads elsewhere', lab => update(lab.france, 'canada', { addresses: { '10.9.9.9': 2020 } })]
    ]
    for (const [how, end] of endings) {
      const lab = new TwoSites()
      t.same(lab.france.alerts(), [], 'one site is no duplicate')
      add(lab.france, 'dr', '10.0.1.1')
      t.match(open(lab.france), [{ entity: { type: 'remote_site', name: 'dr' } }])
      t.same(lab.france.texts('duplicate-remote-cluster'), ["Remote site already exists with the name 'canada'."])
      update(lab.france, 'dr', { compression: true })
      t.equal(lab.france.cluster.alerts.length, 1, 'a change of something else is no second one')
      end(lab)
      t.same(open(lab.france), [], how)
      t.same(lab.canada.alerts(), [])
    }
  }
)

t.test('a site that is made to lead where another does is a duplicate too', async t => {
  const lab = new TwoSites()
  add(lab.france, 'dr', '10.9.9.9')
  t.same(lab.france.alerts(), [])
  update(lab.france, 'dr', { addresses: { '10.0.1.1': 2020 } })
  t.same(lab.france.alerts(), ['duplicate-remote-cluster'])
})
