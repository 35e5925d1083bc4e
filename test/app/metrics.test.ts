/** Metrics as Prometheus scrapes them, and what is made of them: the documented list, the dashboard, the alert rules. */
import { readFile, rm } from 'node:fs/promises'
import t from 'tap'
import { parse } from 'yaml'
import { MAIN } from '../../server/app/lab-start.js'
import { createMetrics } from '../../server/metrics/index.js'
import { lagSeconds } from '../../server/metrics/registry.js'
import { V2, emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const METRICS = '/emulator/v1/metrics'

async function scrape({ send }: Emulator): Promise<Map<string, number>> {
  const { status, text, headers } = await send('france', { method: 'GET', url: METRICS })
  t.equal(status, 200)
  t.match(headers['content-type'], /^text\/plain; version=0\.0\.4/)
  const samples = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(
    samples.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))])
  )
}

t.test('requests are counted by cluster, operation and status', async t => {
  const lab = await emulator(t)
  for (const cluster of ['france', 'france', 'canada']) await lab.ask(cluster, 'GET', `${V2}/cluster`)
  await lab.ask('france', 'GET', `${V2}/vms/00000000-0000-4000-8000-000000000000`)
  await lab.ask('france', 'GET', `${V2}/no-such-path`)
  await lab.as('admin', 'wrong')('france', 'GET', `${V2}/cluster`)
  const samples = await scrape(lab)
  const requests = (cluster: string, operation: string, status: string): number | undefined =>
    samples.get(`pesim_requests_total{lab="${MAIN}",cluster="${cluster}",operation="${operation}",status="${status}"}`)
  t.equal(requests('france', 'getClusterInfo', '200'), 2)
  t.equal(requests('canada', 'getClusterInfo', '200'), 1)
  t.equal(requests('france', 'getVM', '500'), 1)
  t.equal(requests('france', '', '404'), 1)
  t.equal(requests('france', 'getClusterInfo', '401'), 1)
  t.equal(samples.get(`pesim_journal_entries{lab="${MAIN}"}`), 6)
})

t.test('a dropped connection is counted as dropped', async t => {
  const lab = await emulator(t)
  await lab.ask('france', 'PUT', '/emulator/v1/clusters/france', { power: 'lost' })
  await lab.ask('france', 'GET', `${V2}/cluster`).catch(() => undefined)
  const samples = await scrape(lab)
  t.equal(
    samples.get(`pesim_requests_total{lab="${MAIN}",cluster="france",operation="getClusterInfo",status="dropped"}`),
    1
  )
  t.equal(samples.get(`pesim_cluster_powered{lab="${MAIN}",cluster="france"}`), 0)
  t.equal(samples.get(`pesim_cluster_powered{lab="${MAIN}",cluster="canada"}`), 1)
})

t.test('links tell their transfers and the bytes that they have carried, to the instant', async t => {
  const lab = await emulator(t, { fixture: 'france-canada-protected' })
  const lane = `lab="${MAIN}",from="france",to="canada"`
  await lab.advance(30 * 60 + 10) // the schedule takes its snapshot half past the hour
  const before = await scrape(lab)
  t.equal(before.get(`pesim_link_transfers{${lane},kind="async"}`), 1)
  await lab.advance(10)
  const after = await scrape(lab)
  const carried =
    (after.get(`pesim_link_wire_bytes_total{${lane}}`) ?? 0) - (before.get(`pesim_link_wire_bytes_total{${lane}}`) ?? 0)
  const { body } = await lab.ask('france', 'GET', '/emulator/v1/links/france/canada')
  const { lanes } = body as { lanes: { from: string; bandwidth_bits_per_second: number }[] }
  const bits = lanes.find(({ from }) => from === 'france')?.bandwidth_bits_per_second ?? 0
  t.equal(Math.round(carried), Math.round((10 * bits) / 8), 'ten seconds of the whole line')
  await lab.ask('france', 'POST', '/emulator/v1/links/france/canada/cut')
  t.equal((await scrape(lab)).get(`pesim_link_up{${lane}}`), 0)
})

t.test('a link is down while the VM that it passes through is off', async t => {
  const lab = await emulator(t)
  const up = async () => (await scrape(lab)).get(`pesim_link_up{lab="${MAIN}",from="canada",to="france"}`)
  t.equal(await up(), 1)
  const { body } = await lab.ask('france', 'GET', `${V2}/vms`)
  const gateway = (body.entities as { name: string; uuid: string }[]).find(({ name }) => name === 'OVHgateway')
  await lab.ask('france', 'POST', `${V2}/vms/${gateway?.uuid}/set_power_state`, { transition: 'OFF' })
  await lab.advance(5)
  t.equal(await up(), 0)
})

t.test('a scrape moves no clock, and tells how far a running one is behind', async t => {
  const lab = await emulator(t, { clock: 'running' })
  await lab.ask('france', 'PUT', '/emulator/v1/clock', { mode: 'running', rate: 1_000_000 })
  const now = lab.lab.world.now
  await new Promise(resolve => setImmediate(resolve))
  const samples = await scrape(lab)
  t.equal(lab.lab.world.now, now)
  t.equal(samples.get(`pesim_clock_rate{lab="${MAIN}"}`), 1_000_000)
  t.ok((samples.get(`pesim_clock_lag_seconds{lab="${MAIN}"}`) ?? 0) > 0)
  await lab.ask('france', 'PUT', '/emulator/v1/clock', { mode: 'frozen' })
  const frozen = await scrape(lab)
  t.equal(frozen.get(`pesim_clock_lag_seconds{lab="${MAIN}"}`), 0)
  t.equal(frozen.get(`pesim_clock_running{lab="${MAIN}"}`), 0)
})

t.test('saves are counted, and those that fail', async t => {
  const data = t.testdir({ lab: {} }) + '/lab'
  const lab = await emulator(t, { data })
  const saved = `pesim_saves_total{lab="${MAIN}",result="saved"}`
  const before = (await scrape(lab)).get(saved) ?? 0
  await lab.ask('france', 'POST', `${V2}/protection_domains`, { value: 'gold' })
  const after = await scrape(lab)
  t.equal((after.get(saved) ?? 0) - before, 1)
  t.equal(after.get(`pesim_storage_ok{lab="${MAIN}"}`), 1)
  await rm(data, { recursive: true })
  await lab.ask('france', 'POST', `${V2}/protection_domains`, { value: 'lead' })
  const failing = await scrape(lab)
  t.equal(failing.get(`pesim_saves_total{lab="${MAIN}",result="failed"}`), 1)
  t.equal(failing.get(`pesim_storage_ok{lab="${MAIN}"}`), 0)
  await t.rejects(lab.close(), { name: 'StorageFailure' })
})

t.test('a loop that is late by nothing has no delay, though its samples are twenty milliseconds apart', t => {
  t.same(
    [20e6, 20.5e6, 19.9e6, 120e6, 0, Number.NaN].map(sampled => Number(lagSeconds(sampled).toFixed(6))),
    [0, 0.0005, 0, 0.1, 0, 0]
  )
  t.end()
})

t.test('a lab has its metrics as long as it is there', async t => {
  const emulated = await emulator(t)
  await emulated.ask('france', 'POST', '/emulator/v1/labs', { name: 'drill' })
  const both = await scrape(emulated)
  t.equal(both.get('pesim_labs'), 2)
  t.equal(both.get('pesim_clock_running{lab="drill"}'), 0)
  await emulated.ask('france', 'DELETE', '/emulator/v1/labs/drill')
  const after = await scrape(emulated)
  t.equal(after.get('pesim_labs'), 1)
  t.equal(after.get('pesim_clock_running{lab="drill"}'), undefined)
})

t.test('a lab that is no more takes its counts with it', async t => {
  const metrics = createMetrics({ version: 'test', labs: () => [] })
  t.teardown(() => metrics.close())
  for (const lab of ['one', 'two']) {
    metrics.countRequest({ lab, site: 'france', operation: 'getVMs', status: 200 })
    metrics.countSave(lab, 'saved')
  }
  metrics.forgetLab('one')
  const { text } = await metrics.scrape()
  t.match(text, /pesim_requests_total\{lab="two"/)
  t.match(text, /pesim_saves_total\{lab="two",result="saved"\} 1/)
  t.notMatch(text, /lab="one"/)
})

t.test('documentation, dashboard and alert rules name the metrics that there are, and all of them', async t => {
  const lab = await emulator(t)
  await lab.ask('france', 'GET', `${V2}/cluster`)
  const { text } = await lab.send('france', { method: 'GET', url: METRICS })
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name).sort()
  const documented = [...(await readFile('docs/metrics.md', 'utf8')).matchAll(/^\| `([a-z0-9_]+)/gm)]
  t.same(documented.map(([, name = '']) => name).sort(), names, 'docs/metrics.md')

  const namesIn = (expressions: readonly string[]): string[] =>
    expressions.flatMap(text => text.match(/\b(?:pesim|nodejs|process)_[a-z0-9_]+/g) ?? [])
  const dashboard = JSON.parse(await readFile('deploy/grafana/pesim.json', 'utf8')) as {
    panels: { title: string; targets?: { expr: string }[] }[]
  }
  const shown = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  t.ok(shown.length > 0)
  t.same(
    namesIn(shown).filter(name => !names.includes(name)),
    [],
    'the dashboard'
  )

  const rules = parse(await readFile('deploy/prometheus/pesim-rules.yaml', 'utf8')) as {
    groups: { rules: { expr: string; alert: string; annotations: { summary: string } }[] }[]
  }
  const alerts = rules.groups.flatMap(group => group.rules)
  t.ok(alerts.length > 0)
  t.same(
    namesIn(alerts.map(({ expr }) => expr)).filter(name => !names.includes(name)),
    [],
    'the alert rules'
  )
})
