/** The registry of prom-client: one gauge or counter for each thing that is measured. Loaded by the first scrape. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { IntervalHistogram } from 'node:perf_hooks'
import { Counter, Gauge, Registry } from 'prom-client'
import { USECS_PER_SECOND } from '../domain/core/index.js'
import { wireBytesCarried } from '../domain/links/index.js'
import type { Counts, MeasuredLab, MetricsSource } from './models.js'

const NANOSECONDS = 1e9
const USECS = 1e6
/** How often the delay of the event loop is sampled, in milliseconds. */
const RESOLUTION_MS = 20

type Labels = Readonly<Record<string, string>>
type Sample = readonly [labels: Labels, value: number]

/** Name, help text, label names, and the samples of a scrape. */
interface Measure {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  read(): Iterable<Sample>
}

export function openRegistry(source: MetricsSource, counts: Counts): { registry: Registry; close: () => void } {
  const registry = new Registry()
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const gauges = [...labGauges(source), ...processGauges(source, delay)]
  for (const { name, help, labels = [], read } of gauges) {
    const gauge = new Gauge({
      ...{ name, help, labelNames: [...labels], registers: [registry] },
      collect: () => {
        gauge.reset()
        for (const [values, value] of read()) gauge.set(values, value)
      }
    })
  }
  for (const { name, help, labels = [], read } of [...countersOf(source, counts), ...processCounters]) {
    const counter = new Counter({
      ...{ name, help, labelNames: [...labels], registers: [registry] },
      collect: () => {
        counter.reset()
        for (const [values, value] of read()) counter.inc(values, value)
      }
    })
  }
  return { registry, close: () => delay.disable() }
}

/** A gauge with one sample for each lab. */
function ofLab(name: string, help: string, value: (lab: MeasuredLab) => number, labs: MetricsSource['labs']): Measure {
  return {
    ...{ name, help, labels: ['lab'] },
    *read() {
      for (const lab of labs()) yield [{ lab: lab.name }, value(lab)]
    }
  }
}

function labGauges({ labs }: MetricsSource): Measure[] {
  const gauge = (name: string, help: string, value: (lab: MeasuredLab) => number): Measure =>
    ofLab(name, help, value, labs)
  return [
    { name: 'pesim_labs', help: 'Labs that are open.', read: () => [[{}, [...labs()].length]] },
    gauge(
      'pesim_clock_seconds',
      'Virtual time of the lab, in seconds since 1970; a running clock is read where its last request left it.',
      ({ world }) => world.now / USECS_PER_SECOND
    ),
    gauge('pesim_clock_running', '1 where the clock runs, 0 where it is frozen.', ({ clock }) =>
      clock.mode === 'running' ? 1 : 0
    ),
    gauge('pesim_clock_rate', 'Virtual seconds per real second while the clock runs.', ({ clock }) => clock.rate),
    gauge(
      'pesim_clock_lag_seconds',
      'Virtual seconds that have passed since the world was last brought to the present; the next request catches up.',
      ({ lagSeconds }) => lagSeconds
    ),
    gauge('pesim_world_revision', 'Commands that the world has taken.', ({ world }) => world.revision),
    gauge('pesim_storage_ok', '1 while changes can be saved, as of the last attempt.', ({ storageOk }) =>
      storageOk ? 1 : 0
    ),
    gauge('pesim_journal_entries', 'Requests that the journal holds.', ({ journal }) => journal.entries),
    gauge('pesim_journal_bytes', 'Estimated memory of the journal.', ({ journal }) => journal.bytes),
    gauge('pesim_event_streams', 'Open streams of events.', ({ streams }) => streams.open),
    gauge('pesim_event_stream_backlog_bytes', 'Bytes that wait for readers.', ({ streams }) => streams.backlogBytes),
    {
      name: 'pesim_cluster_powered',
      help: '1 for a cluster with power.',
      labels: ['lab', 'cluster'],
      *read() {
        for (const { name: lab, world } of labs()) {
          for (const { name: cluster, power } of Object.values(world.clusters))
            yield [{ lab, cluster }, power === 'on' ? 1 : 0]
        }
      }
    },
    {
      name: 'pesim_link_up',
      help: '1 for a direction of a link that is not cut, while the VMs that the link passes through run.',
      labels: ['lab', 'from', 'to'],
      *read() {
        for (const { passes, labels } of lanesOf(labs())) yield [labels, passes ? 1 : 0]
      }
    },
    {
      name: 'pesim_link_transfers',
      help: 'Replications that send right now, by direction and kind.',
      labels: ['lab', 'from', 'to', 'kind'],
      *read() {
        for (const { lane, labels } of lanesOf(labs())) {
          yield [{ ...labels, kind: 'async' }, lane.flows.async.running]
          yield [{ ...labels, kind: 'nearsync' }, lane.flows.nearSync.running]
        }
      }
    }
  ]
}

function countersOf({ labs }: MetricsSource, { requests, outgoing, saves }: Counts): Measure[] {
  return [
    {
      name: 'pesim_requests_total',
      help: 'Requests to the emulated API, by operation (empty where no contract has it) and status (dropped where the connection was).',
      labels: ['lab', 'cluster', 'operation', 'status'],
      *read() {
        for (const { lab, site, operation, status, requests: count } of requests.values())
          yield [{ lab, cluster: site, operation: operation ?? '', status: String(status ?? 'dropped') }, count]
      }
    },
    {
      name: 'pesim_alerts_outgoing_total',
      help: 'Alerts that clusters had to tell receivers of SNMP traps and syslog: sent, not-allowed, unusable, failed, dropped.',
      labels: ['lab', 'cluster', 'protocol', 'result'],
      *read() {
        for (const { messages, lab, cluster, protocol, result } of outgoing.values())
          yield [{ lab, cluster, protocol, result }, messages]
      }
    },
    {
      name: 'pesim_saves_total',
      help: 'Writes of a lab to its data directory.',
      labels: ['lab', 'result'],
      *read() {
        for (const [lab, { saved, failed }] of saves) {
          yield [{ lab, result: 'saved' }, saved]
          yield [{ lab, result: 'failed' }, failed]
        }
      }
    },
    {
      name: 'pesim_link_wire_bytes_total',
      help: 'Bytes that a direction of a link has carried since the world began.',
      labels: ['lab', 'from', 'to'],
      *read() {
        for (const { lane, labels, now } of lanesOf(labs())) yield [labels, wireBytesCarried(lane, now)]
      }
    }
  ]
}

function* lanesOf(labs: Iterable<MeasuredLab>): Generator<{
  labels: { lab: string; from: string; to: string }
  lane: MeasuredLab['world']['links'][string]['lanes'][string]
  passes: boolean
  now: MeasuredLab['world']['now']
}> {
  for (const { name: lab, world } of labs) {
    for (const { lanes, gateways = {} } of Object.values(world.links)) {
      const gatewaysRun = Object.values(gateways).every(({ up }) => up)
      for (const lane of Object.values(lanes))
        yield {
          ...{ labels: { lab, from: lane.from, to: lane.to }, lane, now: world.now },
          passes: lane.up && gatewaysRun
        }
    }
  }
}

/** What Node samples is the time from one turn of a timer to its next, in nanoseconds, which is its period where nothing is late. */
export function lagSeconds(sampled: number): number {
  return Math.max(0, sampled / NANOSECONDS - RESOLUTION_MS / 1000) || 0 // before the first sample the mean is no number
}

/** Names are those that Node services have by convention, so that dashboards made for them show something. */
function processGauges({ version }: MetricsSource, delay: IntervalHistogram): Measure[] {
  const lag = (name: string, help: string, value: () => number): Measure => ({
    ...{ name: `nodejs_eventloop_lag_${name}_seconds`, help },
    read: () => [[{}, lagSeconds(value())]]
  })
  return [
    {
      ...{ name: 'pesim_info', help: 'Release of the emulator.', labels: ['version', 'node'] },
      read: () => [[{ version, node: process.version }, 1]]
    },
    lag('mean', 'Mean delay of the event loop since the first scrape.', () => delay.mean),
    lag('p99', 'Delay of the event loop, 99th percentile, since the first scrape.', () => delay.percentile(99)),
    lag('max', 'Longest delay of the event loop since the first scrape.', () => delay.max),
    {
      ...{ name: 'process_resident_memory_bytes', help: 'Resident memory size in bytes.' },
      read: () => [[{}, process.memoryUsage.rss()]]
    },
    {
      ...{ name: 'nodejs_heap_size_used_bytes', help: 'Process heap size used from Node.js in bytes.' },
      read: () => [[{}, process.memoryUsage().heapUsed]]
    }
  ]
}

const processCounters: readonly Measure[] = [
  {
    ...{ name: 'process_cpu_seconds_total', help: 'Total user and system CPU time spent in seconds.' },
    read: () => {
      const { user, system } = process.cpuUsage()
      return [[{}, (user + system) / USECS]]
    }
  }
]
