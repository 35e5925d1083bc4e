/** Series of what replication has carried, of any time that is remembered, asked for in both dialects. */
import t from 'tap'
import { START_USECS, emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const bases = { 'v2.0': '/PrismGateway/services/rest/v2.0', v1: '/PrismGateway/services/rest/v1' }
const SENT = 'replication_transmitted_bandwidth_kBps'
const SENT_BYTES = 'replication_num_transmitted_bytes'
const RECEIVED_BYTES = 'replication_num_received_bytes'
const USAGE = 'dr.exclusive_snapshot_usage_bytes'

const camel = (text: string): string => text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

interface Row {
  uuid: string
  host_uuid?: string
  memory_mb?: number
  memory_capacity_in_bytes?: number
  usage_stats?: Record<string, string>
}

interface Series {
  metric: string
  start: number
  interval: number
  values: number[]
}

/** Asks in v2.0's words, and tells the answer in one form. */
function asking({ ask }: Emulator, version: keyof typeof bases) {
  const spell = (name: string): string => (version === 'v1' ? camel(name) : name)
  return async (cluster: string, of: string, metrics: readonly string[], times: Record<string, number> = {}) => {
    const query = [
      ...metrics.map(metric => `metrics=${metric}`),
      ...Object.entries(times).map(([name, value]) => `${spell(name)}=${value}`)
    ]
    const { status, body, text } = await ask(cluster, 'GET', `${bases[version]}${of}/?${query.join('&')}`)
    const rows = (status === 200 ? body[spell('stats_specific_responses')] : []) as Record<string, unknown>[]
    const series = rows.map(row => ({
      metric: row['metric'],
      start: row[spell('start_time_in_usecs')],
      interval: row[spell('interval_in_secs')],
      values: row['values']
    })) as Series[]
    return { status, text, series }
  }
}

const sum = (values: readonly number[] = []): number => values.filter(value => value > 0).reduce((a, b) => a + b, 0)

for (const version of ['v2.0', 'v1'] as const) {
  t.test(`what was carried is told of the past, in ${version}`, async t => {
    const instance = await emulator(t, { fixture: 'france-canada-protected' })
    const stats = asking(instance, version)
    const { ask, advance } = instance

    // An idle stretch, a transfer that is cut in its middle for ten minutes, and its end.
    const begin = START_USECS
    await advance(1)
    await ask('france', 'POST', `${bases['v2.0']}/protection_domains/gold/oob_schedules`, {
      remote_site_names: ['canada']
    })
    await advance(2)
    await ask('france', 'POST', '/emulator/v1/links/france/canada/cut')
    await advance(600)
    await ask('france', 'POST', '/emulator/v1/links/france/canada/heal')
    await advance(3000)

    const window = { start_time_in_usecs: begin, end_time_in_usecs: begin + 3600e6, interval_in_secs: 60 }
    const sent = await stats('france', '/protection_domains/gold/stats', [SENT, SENT_BYTES], window)
    t.match(sent.series, [
      { metric: SENT, start: begin, interval: 60 },
      { metric: SENT_BYTES, start: begin, interval: 60 }
    ])
    const [rates, bytes] = sent.series
    t.equal(bytes?.values.length, 60)
    t.ok(sum(bytes?.values) > 0, 'something went')
    t.match(bytes?.values.slice(1, 10), Array(9).fill(0), 'nothing passes while the link is cut')
    for (const [index, value] of (rates?.values ?? []).entries())
      t.ok(Math.abs(value - (bytes?.values[index] ?? 0) / 60_000) <= 1, 'a rate is bytes over time')

    const received = await stats('canada', '/protection_domains/gold/stats', [RECEIVED_BYTES, SENT_BYTES], window)
    t.same(received.series[0]?.values, bytes?.values, 'what one side sends the other receives')
    t.equal(sum(received.series[1]?.values), 0)
    const site = await stats('france', '/remote_sites/canada/stats', [SENT_BYTES], window)
    t.same(site.series[0]?.values, bytes?.values, 'a site tells the same, where it is one domain')
    const whole = await stats('france', '/protection_domains/gold/stats', [SENT_BYTES], {
      ...window,
      interval_in_secs: 3600
    })
    t.ok(Math.abs(sum(whole.series[0]?.values) - sum(bytes?.values)) <= 60, 'long samples hold what short ones do')
  })

  t.test(`what is not known is -1, in ${version}`, async t => {
    const instance = await emulator(t, { fixture: 'france-canada-protected' })
    const stats = asking(instance, version)
    const latest = await stats('france', '/protection_domains/gold/stats', ['rainfall', SENT, USAGE])
    t.match(latest.series, [
      { metric: 'rainfall', values: [-1], interval: 30, start: START_USECS - 30e6 },
      { metric: SENT, values: [0] },
      { metric: USAGE, values: [Number] }
    ])
    t.ok((latest.series[2]?.values[0] ?? -1) >= 0)
    const default_ = await stats('france', '/protection_domains/gold/stats', [SENT], {
      start_time_in_usecs: -1,
      end_time_in_usecs: -1,
      interval_in_secs: -1
    })
    t.same(default_.series, latest.series.slice(1, 2), '-1 is a parameter left out')
    const ages = { start_time_in_usecs: START_USECS - 90 * 86_400e6, end_time_in_usecs: START_USECS + 86_400e6 }
    const long = await stats('france', '/protection_domains/gold/stats', [SENT, USAGE], {
      ...ages,
      interval_in_secs: 86_400
    })
    for (const { values, metric } of long.series) {
      t.equal(values.length, 91)
      t.equal(values[0], -1, `${metric} before the world`)
      t.equal(values.at(-1), -1, `${metric} in the future`)
      t.not(values.at(-2), -1, `${metric} today`)
    }
    t.match((await stats('france', '/protection_domains/gold/stats', [`${SENT},${USAGE}`])).series, [
      { metric: SENT },
      { metric: USAGE }
    ])
    t.equal((await stats('france', '/remote_sites/canada/stats', ['toString'])).series[0]?.values[0], -1)
  })

  t.test(
    `a cluster and a host tell their memory and space, and the cluster what was carried, in ${version}`,
    async t => {
      const instance = await emulator(t, { fixture: 'france-canada-protected' })
      const stats = asking(instance, version)
      const { ask, advance } = instance
      const rows = async (what: string) =>
        (await ask('france', 'GET', `${bases['v2.0']}/${what}`)).body.entities as Row[]
      const [cluster] = await rows('clusters')
      const [host] = await rows('hosts')
      const vms = (await rows('vms')).filter(({ host_uuid: at }) => at === host?.uuid)
      const memoryBytes = vms.reduce((bytes, { memory_mb: mebibytes = 0 }) => bytes + mebibytes * 2 ** 20, 0)
      t.ok(memoryBytes > 0, 'something runs on the host')

      await ask('france', 'POST', `${bases['v2.0']}/protection_domains/gold/oob_schedules`, {
        remote_site_names: ['canada']
      })
      await advance(3600)
      const MEMORY = 'hypervisor_memory_usage_ppm'
      const SPACE = 'storage.usage_bytes'
      const ofHost = await stats('france', `/hosts/${host?.uuid}/stats`, [MEMORY, SPACE, 'hypervisor_cpu_usage_ppm'])
      const ppm = Math.round((memoryBytes / (host?.memory_capacity_in_bytes ?? 1)) * 1e6)
      t.match(ofHost.series, [{ values: [ppm] }, { values: [Number] }, { values: [Number] }])
      t.ok((ofHost.series[2]?.values[0] ?? -1) > 0, 'its VMs use its processors')

      const window = { start_time_in_usecs: START_USECS, interval_in_secs: 3600 }
      const ofCluster = await stats('france', '/cluster/stats', [MEMORY, SPACE, SENT_BYTES], window)
      t.ok(sum(ofCluster.series[2]?.values) > 0, 'something went')
      const ofDomain = await stats('france', '/protection_domains/gold/stats', [SENT_BYTES], window)
      t.same(ofCluster.series[2]?.values, ofDomain.series[0]?.values)
      const uuid = String(cluster?.uuid)
      t.same(
        (await stats('france', `/clusters/${uuid}/stats`, [MEMORY, SPACE, SENT_BYTES], window)).series,
        ofCluster.series
      )
      const used = (await rows('hosts')).map(({ usage_stats: usage }) => Number(usage?.[SPACE]))
      t.equal(
        used.reduce((all, bytes) => all + bytes, 0),
        ofCluster.series[1]?.values[0],
        'hosts hold what the cluster holds'
      )

      const refused = [`/clusters/mars/stats`, `/hosts/mars/stats`]
      if (version === 'v2.0') refused.push(`/hosts/${host?.uuid}/host_gpus/gpu-1/stats`)
      for (const of of refused) t.match(await stats('france', of, [SPACE]), { status: 500, text: /mars|no GPU/ }, of)
    }
  )

  t.test(`a question that makes no sense is refused, in ${version}`, async t => {
    const stats = asking(await emulator(t, { fixture: 'france-canada-protected' }), version)
    const wrong = [
      { of: '/protection_domains/gold/stats', metrics: [], status: 400, because: 'no metric' },
      { of: '/protection_domains/gold/stats', metrics: [','], status: 400, because: 'no metric between commas' },
      { of: '/protection_domains/gold/stats', times: { interval_in_secs: 0 }, status: 400, because: 'no interval' },
      {
        of: '/protection_domains/gold/stats',
        times: { interval_in_secs: -5 },
        status: 400,
        because: 'a negative interval'
      },
      {
        of: '/remote_sites/canada/stats',
        times: { start_time_in_usecs: START_USECS, end_time_in_usecs: START_USECS },
        status: 400,
        because: 'no time'
      },
      {
        of: '/remote_sites/canada/stats',
        times: { start_time_in_usecs: START_USECS + 1 },
        status: 400,
        because: 'the future'
      },
      {
        of: '/remote_sites/canada/stats',
        times: { start_time_in_usecs: 0, interval_in_secs: 1 },
        status: 400,
        because: 'too many samples'
      },
      { of: '/remote_sites/mars/stats', status: 500, because: 'an unknown site' },
      { of: '/protection_domains/lead/stats', status: 500, because: 'an unknown domain' }
    ]
    for (const { of, metrics = [SENT], times, status, because } of wrong) {
      const answer = await stats('france', of, metrics, times)
      t.equal(answer.status, status, `${because}: ${answer.text}`)
      t.match(answer.text, /"message"/)
    }
  })
}
