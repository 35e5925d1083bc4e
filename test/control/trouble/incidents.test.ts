/** The timeline of incidents from outside. In the fixture gold takes its snapshots half past each hour (test/support/control.ts). */
import t from 'tap'
import { controlApi, protectedSites, refuses } from '../../support/control.js'

t.test('an incident without a beginning has begun when its planner is told of it', async t => {
  const { ask } = await controlApi(t, protectedSites)
  const planned = await ask('POST', '/incidents', {
    what: 'link-cut',
    between: ['france', 'canada'],
    lasts_seconds: 60
  })
  t.match(planned, {
    status: 200,
    body: {
      state: 'active',
      what: 'link-cut',
      words: 'the link between france and canada is cut',
      planned: '2026-03-02T10:00:00.000Z',
      began: '2026-03-02T10:00:00.000Z',
      lasts_seconds: 60
    }
  })
  t.match((await ask('GET', '/links/france/canada')).body.lanes, [{ up: false }, { up: false }])
  await ask('POST', '/clock/advance', { seconds: 60 })
  t.match((await ask('GET', `/incidents/${planned.body.id}`)).body, {
    state: 'ended',
    ended: '2026-03-02T10:01:00.000Z'
  })
  t.match((await ask('GET', '/links/france/canada')).body.lanes, [{ up: true }, { up: true }])
})

t.test('an incident waits for its instant, its event, or a percentage, and says for what', async t => {
  const { ask } = await controlApi(t, protectedSites)
  const plan = async (begins: object) =>
    (await ask('POST', '/incidents', { what: 'site-power', cluster: 'canada', begins })).body
  const waits = [
    [{ at: '2026-03-02T11:00:00Z' }, { begins: '2026-03-02T11:00:00.000Z' }],
    [{ after_seconds: 90 }, { begins: '2026-03-02T10:01:30.000Z' }],
    [
      { event: { type: 'snapshot-taken', name: 'gold', cluster: 'france' } },
      { waits_for: 'snapshot-taken of gold on france' }
    ],
    [{ event: { type: 'power-lost', occurrence: 2 } }, { waits_for: '2 times power-lost' }],
    [
      { progress: { cluster: 'france', domain: 'gold', percent: 63 } },
      { waits_for: 'replication of gold from france passes 63 %' }
    ]
  ] as const
  for (const [begins, says] of waits) t.match(await plan(begins), { state: 'waiting', ...says })
  t.equal((await ask('GET', '/incidents')).body.incidents.length, waits.length)
})

t.test('withdrawing mends what is broken, and says so; one that is over cannot be withdrawn', async t => {
  const { ask } = await controlApi(t, protectedSites)
  const { id } = (await ask('POST', '/incidents', { what: 'site-power', cluster: 'canada' })).body
  t.match((await ask('GET', '/clusters/canada')).body, { power: 'lost' })
  t.match((await ask('DELETE', `/incidents/${id}`)).body, { id, state: 'withdrawn' })
  t.match((await ask('GET', '/clusters/canada')).body, { power: 'on' })
  t.match(await ask('DELETE', `/incidents/${id}`), { status: 404, body: { error: { code: 'incident/not-found' } } })
})

t.test('every kind can be planned with the fields that it takes', async t => {
  const { ask, lab } = await controlApi(t, protectedSites)
  const between = ['france', 'canada']
  const container = lab.world.clusters['canada']?.containers[0]?.name
  const requests = [
    { what: 'link-cut', between, from: 'france' },
    { what: 'link-slow', between, bandwidth_bits_per_second: 1000, latency_milliseconds: 300, loss: 0.5 },
    { what: 'link-flap', between, down_seconds: 5, up_seconds: 10 },
    { what: 'site-power', cluster: 'canada' },
    { what: 'host', cluster: 'france', host: 'france-host-1' },
    { what: 'replication-service', cluster: 'canada' },
    { what: 'snapshot-failure', cluster: 'france', domain: 'gold' },
    { what: 'snapshot-failure', cluster: 'france' },
    { what: 'guest-shutdown-hang', cluster: 'france', vm: 'web01' },
    { what: 'registration-failure', cluster: 'canada', vm: 'web01' },
    { what: 'activation-failure', cluster: 'canada', domain: 'gold' },
    { what: 'activation-failure', cluster: 'canada' },
    { what: 'container-full', cluster: 'canada', container },
    { what: 'replication-stuck', cluster: 'france', domain: 'gold', remote_site: 'canada' },
    { what: 'cluster-recreated', cluster: 'canada' },
    { what: 'clock-jump', jump_seconds: 3600 }
  ]
  for (const request of requests) {
    const { status, body } = await ask('POST', '/incidents', { ...request, begins: { after_seconds: 1 } })
    t.match({ status, what: body.what }, { status: 200, what: request.what }, JSON.stringify(body.words))
  }
  await ask('POST', '/clock/advance', { seconds: 2 })
  t.match((await ask('GET', '/world/invariants')).body, { holds: true })
})

t.test('what names nothing, or means nothing, is refused and changes nothing', async t => {
  const api = await controlApi(t, protectedSites)
  const plan = 'POST /incidents'
  await refuses(t, api, [
    [plan, {}, '400 invalid-request', /what/],
    [plan, { what: 'earthquake' }, '400 invalid-request', /what/],
    [plan, { what: 'site-power' }, '400 invalid-request', /site-power must have required property 'cluster'/],
    [plan, { what: 'site-power', cluster: 'canda' }, '404 cluster/not-found', /canda/],
    [
      plan,
      { what: 'site-power', cluster: 'canada', domain: 'gold' },
      '400 invalid-request',
      /domain means nothing to site-power/
    ],
    [plan, { what: 'link-cut', between: ['france'] }, '400 invalid-request', /between/],
    [plan, { what: 'link-slow', between: ['france', 'canada'] }, '409 incident/invalid', /needs a bandwidth/],
    [plan, { what: 'clock-jump', jump_seconds: -1 }, '400 invalid-request', /jump_seconds/],
    [plan, { what: 'site-power', cluster: 'canada', lasts_seconds: 0 }, '400 invalid-request', /lasts_seconds/],
    [plan, { what: 'site-power', cluster: 'canada', begins: {} }, '400 invalid-request', /begins/],
    [
      plan,
      { what: 'site-power', cluster: 'canada', begins: { at: '2026-03-02T09:00:00Z' } },
      '409 incident/invalid',
      /past/
    ],
    [
      plan,
      { what: 'site-power', cluster: 'canada', begins: { event: { type: 'snapshot-recieved' } } },
      '404 event-type/not-found',
      /snapshot-received/
    ],
    [
      plan,
      {
        what: 'site-power',
        cluster: 'canada',
        begins: { progress: { cluster: 'france', domain: 'lead', percent: 1 } }
      },
      '404 protection-domain/not-found',
      /lead/
    ],
    ['DELETE /incidents/incident-0', undefined, '404 incident/not-found', /incident-0/],
    ['GET /incidents/incident-0', undefined, '404 incident/not-found', /incident-0/]
  ])
})
