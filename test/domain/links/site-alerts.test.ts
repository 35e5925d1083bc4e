/** What a cluster tells of remote sites that are out of reach, or that answer and do not take part. */
import t from 'tap'
import { violations } from '../../../server/domain/invariants/invariants.js'
import { spans } from '../../support/alert-spans.js'
import type { RemoteSite, World } from '../../../server/domain/core/world.js'
import { HOUR, TwoSites, at, hourlySchedule, siteRequest } from '../../support/two-sites.js'

const NOT_REACHED = 'remote-site-out-of-reach'
const UNHEALTHY = 'remote-site-unhealthy'

t.test(
  'a cut in one direction is told on both sides once it has lasted a minute, and no more once it is mended',
  async t => {
    for (const from of ['france', 'canada', null]) {
      const lab = new TwoSites()
      const change = (up: boolean) => lab.do({ type: 'change-link', a: 'france', b: 'canada', change: { from, up } })
      lab.until(10)
      change(false)
      lab.until(69)
      for (const side of [lab.france, lab.canada]) t.same(spans(side, NOT_REACHED), [], `${from}: not yet`)
      lab.until(HOUR)
      for (const side of [lab.france, lab.canada]) t.same(spans(side, NOT_REACHED), [[70, null]], `${from}`)
      change(true)
      lab.pass(0)
      for (const side of [lab.france, lab.canada]) t.same(spans(side, NOT_REACHED), [[70, HOUR]], `${from}: mended`)
      t.same(lab.france.texts(NOT_REACHED), ['Connectivity to remote site canada is not normal.'])
      t.same(violations(lab.world), [])
    }
  }
)

t.test('a line that flaps for less than a minute at a time is not told', async t => {
  const lab = new TwoSites()
  for (let turn = 0; turn < 10; turn += 1) {
    lab.cut(turn % 2 === 1)
    lab.pass(59)
  }
  t.same(spans(lab.france, NOT_REACHED), [])
})

t.test('a site without power is told by its peer, and tells nothing itself until it is back', async t => {
  const lab = new TwoSites()
  const { france, canada } = lab
  canada.do({ type: 'set-power', power: 'lost' })
  lab.until(60)
  t.same(spans(france, NOT_REACHED), [[60, null]])
  lab.until(100)
  lab.cut()
  lab.until(200)
  canada.do({ type: 'set-power', power: 'on' })
  lab.until(259)
  t.same(spans(canada, NOT_REACHED), [], 'the line is cut, which it finds out now')
  lab.until(260)
  t.same(spans(canada, NOT_REACHED), [[260, null]])
  lab.cut(true)
  lab.until(300)
  for (const [side, raised] of [
    [france, 60],
    [canada, 260]
  ] as const)
    t.same(spans(side, NOT_REACHED), [[raised, 260]])
  t.same(violations(lab.world), [])
})

t.test(
  'a site whose replication service is down is unhealthy while it answers, and out of reach when the line is cut too',
  async t => {
    const lab = new TwoSites()
    const { france, canada } = lab
    const what = { kind: 'replication-service', cluster: 'canada' } as const
    lab.do({ type: 'plan-incident', what, begins: { kind: 'at', at: lab.world.now }, lastsUsecs: null })
    lab.until(60)
    t.same(spans(france, UNHEALTHY), [[60, null]])
    t.same(france.texts(UNHEALTHY), [
      "Remote 'canada' is unhealthy due to reason 'its data protection service does not run'."
    ])
    t.same(spans(canada, UNHEALTHY), [], 'who has no service of its own looks at nobody')
    lab.until(100)
    lab.cut()
    lab.until(160)
    t.same(spans(france, UNHEALTHY), [[60, 100]], 'one cause is told by one alert')
    t.same(spans(france, NOT_REACHED), [[160, null]])
    lab.cut(true)
    lab.until(200)
    t.same(spans(france, NOT_REACHED), [[160, 160]])
    t.same(violations(lab.world), [])
  }
)

t.test('a site that the other side does not know, or whose address is nobody’s, is not normal', async t => {
  const lab = new TwoSites({ sites: false })
  const { france, canada } = lab
  france.do({ type: 'add-remote-site', site: siteRequest('canada', '10.0.1.1') })
  canada.do({ type: 'add-remote-site', site: siteRequest('nobody', '10.9.9.9') })
  lab.until(60)
  t.same(spans(france, NOT_REACHED), [[60, null]])
  t.same(spans(canada, NOT_REACHED), [[60, null]])
  canada.do({ type: 'add-remote-site', site: siteRequest('france', '10.0.0.1') })
  canada.do({ type: 'remove-remote-site', name: 'nobody' })
  lab.until(61)
  t.same(spans(france, NOT_REACHED), [[60, 60]])
  t.same(spans(canada, NOT_REACHED), [[60, 60]], 'what is about a site goes with it')
  t.same(violations(lab.world), [])
})

t.test('a tunnel goes down and comes back with the line', async t => {
  const lab = new TwoSites({ sites: false })
  const { france, canada } = lab
  france.do({ type: 'add-remote-site', site: siteRequest('canada', '10.0.1.1', { ssh: true, proxy: true }) })
  canada.do({ type: 'add-remote-site', site: siteRequest('france', '10.0.0.1') })
  lab.cut()
  lab.until(60)
  lab.cut(true)
  lab.until(61)
  t.same(spans(france, 'secure-tunnel-down'), [[60, 60]])
  t.same(spans(france, NOT_REACHED), [[60, 60]])
  t.same(spans(canada, 'secure-tunnel-down'), [])
})

t.test('promises about trouble with remote sites are seen broken', async t => {
  const raisedAfter = (spoil: (site: RemoteSite) => void): string[] => {
    const lab = new TwoSites()
    lab.cut()
    lab.until(60)
    t.same(violations(lab.world), [])
    const site = (lab.world as World).clusters['france']?.remoteSites['canada']
    if (site !== undefined) spoil(site)
    return violations(lab.world).map(({ invariant }) => invariant)
  }
  const early = (since: number) => (site: RemoteSite) => {
    site.trouble = { kind: 'out-of-reach', since: at(since), told: true }
  }
  t.match(raisedAfter(early(1)), [/told only once it has lasted/])
  t.match(raisedAfter(early(61))[0], /has begun/)
  const untold: ((site: RemoteSite) => void)[] = [
    site => delete site.trouble,
    site => site.trouble && (site.trouble.told = false),
    site => site.trouble && (site.trouble.kind = 'unhealthy')
  ]
  for (const spoil of untold) t.match(raisedAfter(spoil), [/is about one that is in it/])
})

t.test('an alert that somebody resolved is not raised again for the same trouble', async t => {
  const lab = new TwoSites()
  const { france } = lab
  france.protect(['web'])
  france.do(hourlySchedule('gold', 'canada', { remote: 2 }))
  lab.cut()
  lab.until(60)
  const ids = france.cluster.alerts.filter(({ type }) => type === NOT_REACHED).map(({ id }) => id)
  france.do({ type: 'resolve-alerts', ids })
  lab.until(5 * HOUR)
  t.same(spans(france, NOT_REACHED), [[60, 60]])
})
