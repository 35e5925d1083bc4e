/** Alerts and events of domains and remote sites, asked for together and one by one, in both dialects. */
import t from 'tap'
import { emulator } from '../support/emulator.js'
import type { Method } from '../support/emulator.js'

const V2 = '/api/nutanix/v2.0'
const V1 = '/api/nutanix/v1'
const HOUR = 3600

t.test('what has happened to a domain or a remote site is told of it, and of no other', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'other' })
  await ask('france', 'POST', '/emulator/v1/links/france/canada/cut')
  await advance(4 * HOUR)

  const rows = async (url: string) => {
    const { status, body } = await ask('france', 'GET', url)
    t.equal(status, 200, url)
    return body.entities as Record<string, any>[] // eslint-disable-line @typescript-eslint/no-explicit-any
  }
  const all = await rows(`${V2}/protection_domains/events`)
  const gold = await rows(`${V2}/protection_domains/gold/events`)
  const other = await rows(`${V2}/protection_domains/other/events`)
  t.ok(gold.length > 0 && other.length > 0)
  t.equal(all.length, gold.length + other.length)
  t.equal((await rows(`${V1}/protection_domains/other/events`)).length, other.length)

  const sites = await rows(`${V2}/remote_sites/events`)
  t.same(
    sites.map(({ id }) => id),
    (await rows(`${V2}/remote_sites/canada/events`)).map(({ id }) => id)
  )

  const alerts = await rows(`${V2}/protection_domains/alerts`)
  const ofGold = await rows(`${V2}/protection_domains/gold/alerts`)
  t.same(
    alerts.map(({ id }) => id),
    ofGold.map(({ id }) => id),
    'only gold had anything to send'
  )
  t.same(await rows(`${V2}/protection_domains/other/alerts`), [])
  const ofSites = await rows(`${V2}/remote_sites/alerts`)
  t.equal((await rows(`${V2}/remote_sites/canada/alerts`)).length, ofSites.length)
  const [alert] = [...alerts, ...ofSites]
  t.ok(alert, 'the cut was noticed')

  const done = await ask('france', 'POST', `${V2}/alerts/${alert?.['id']}/acknowledge`)
  t.same(done.body, { id: alert?.['id'], successful: true, message: null })
  const acknowledged = await rows(`${V2}/alerts?acknowledged=true`)
  t.match(acknowledged, [{ id: alert?.['id'], acknowledged: true }])

  const unknown: [Method, string][] = [
    ['GET', `${V2}/protection_domains/lead/alerts`],
    ['GET', `${V2}/protection_domains/lead/events`],
    ['GET', `${V2}/remote_sites/lead/alerts`],
    ['GET', `${V2}/remote_sites/lead/events`],
    ['POST', `${V2}/alerts/lead/acknowledge`]
  ]
  for (const [method, url] of unknown)
    t.match((await ask('france', method, url)).body, { message: /does not exist/ }, url)
})

t.test('what waits for its turn on the link is told by every list of it', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  for (let snapshot = 0; snapshot < 2; snapshot += 1) {
    await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, { remote_site_names: ['canada'] })
    await advance(1)
  }
  const { body: ofOne } = await ask('france', 'GET', `${V2}/protection_domains/gold/pending_replications`)
  const { body: ofDomains } = await ask('france', 'GET', `${V2}/protection_domains/pending_replications`)
  const { body: ofSites } = await ask('france', 'GET', `${V2}/remote_sites/pending_replications`)
  const { body: ofSite } = await ask('france', 'GET', `${V2}/remote_sites/canada/pending_replications`)
  t.match(ofOne, [{ protection_domain_name: 'gold', remote_site_name: 'canada' }])
  for (const list of [ofDomains, ofSites, ofSite]) t.same(list, ofOne)
})

t.test('the context of an event has its values, its template and its user where clients look for them', async t => {
  const { ask, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  await ask('france', 'POST', `${V2}/protection_domains`, { value: 'other' })
  await ask('france', 'POST', `${V2}/protection_domains/gold/unprotect_vms`, ['app01'])
  await ask('france', 'POST', `${V2}/protection_domains/gold/oob_schedules`, { remote_site_names: ['canada'] })
  await advance(HOUR)
  const template = /\{\w+\}/
  const expected: [type: string, position: number, byPerson: boolean, domain: number][] = [
    ['ProtectionDomainAudit', 2, true, 0],
    ['ProtectionDomainEntitiesAudit', 1, true, 0],
    ['PdOOBScheduleAudit', 0, true, 1],
    ['SnapshotReadyAudit', 2, false, 0],
    ['ReplicationSystemStateAudit', 4, false, 0]
  ]
  const { body: v2 } = await ask('france', 'GET', `${V2}/events`)
  const { body: v1 } = await ask('france', 'GET', `${V1}/events`)
  for (const [type, position, byPerson, domain] of expected) {
    const first = v2.entities.find((event: { alert_type_uuid: string }) => event.alert_type_uuid === type)
    t.match(first.context_values[position], template, `${type}: the template`)
    t.equal(first.context_values[position], first.message)
    t.match(first.context_values[domain], /^(gold|other)$/, `${type}: the domain`)
    t.notMatch(first.detailed_message, template, `${type}: filled`)
    t.equal(
      first.context_types.at(-1),
      byPerson ? 'user_name' : 'audit_message',
      `${type}: the user is last, if there is one`
    )
    const same = v1.entities.find((event: { id: string }) => event.id === first.id)
    t.same(same.contextValues, first.context_values)
  }
  const { body: ofGold } = await ask('france', 'GET', `${V1}/protection_domains/gold/events`)
  const taken = ofGold.entities.find((event: { alertTypeUuid: string }) => event.alertTypeUuid === 'SnapshotReadyAudit')
  t.match(taken.message, /created for protection domain gold/, 'v1 tells the events of a domain in full')
})
