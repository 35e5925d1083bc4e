/** What the forms of Data Protection send. */
import { typedNumber } from '../core/format.js'
import type { Schemas } from '../core/schemas.js'
import { windowBody } from './sites/policy.js'
import type { PolicyWindow } from './sites/policy.js'

const USECS_PER_SECOND = 1_000_000
const BYTES_PER_MEGABYTE = 1_000_000

interface Pair {
  readonly from: string
  readonly to: string
}

export interface SiteForm {
  readonly name: string
  readonly addresses: readonly string[]
  readonly proxy: boolean
  /** An SSH tunnel, which goes with the proxy alone. */
  readonly tunnel: boolean
  readonly backupOnly: boolean
}

const SITE_PORT = 2020

export function siteBody({ name, addresses, proxy, tunnel, backupOnly }: SiteForm): Schemas['RemoteSite'] {
  return {
    name,
    remote_ip_ports: Object.fromEntries(addresses.filter(text => text !== '').map(text => [text, SITE_PORT])),
    proxy_enabled: proxy,
    ...(proxy && tunnel && { ssh_enabled: true }),
    capabilities: backupOnly ? ['BACKUP'] : ['BACKUP', 'DISASTER_RECOVERY']
  }
}

interface SettingsForm {
  readonly compress: boolean
  readonly networks: readonly Pair[]
  readonly vstores: readonly Pair[]
  /** In megabytes per second, as it was typed; undefined for no limit. */
  readonly limitMegabytes?: string | undefined
  /** In force as long as there is a limit. */
  readonly windows: readonly PolicyWindow[]
}

export function settingsBody(site: Schemas['RemoteSite'], form: SettingsForm): Schemas['RemoteSite'] {
  const { compress, networks, vstores, limitMegabytes, windows } = form
  const limit = limitMegabytes === undefined ? null : typedNumber(limitMegabytes, BYTES_PER_MEGABYTE)
  const byPolicy = limit !== null && windows.length > 0
  const { name = null, remote_ip_ports = null, proxy_enabled = null, capabilities = null } = site
  return {
    ...{ name, remote_ip_ports, proxy_enabled, capabilities },
    compression_enabled: compress,
    // With windows the limit is the policy's own: else it would hold inside of them, too.
    max_bps: byPolicy ? null : limit,
    bandwidth_policy_enabled: byPolicy,
    bandwidth_policy: byPolicy
      ? {
          ...{ policy_name: `${name ?? ''} policy`, default_bandwidth_limit: limit },
          bandwidth_configurations: windows.map(windowBody)
        }
      : null,
    network_mapping: {
      l2_network_mappings: networks.map(({ from, to }) => ({
        src_hypervisor_type: 'kKvm',
        src_network_name: from,
        dest_hypervisor_type: 'kKvm',
        dest_network_name: to
      }))
    },
    vstore_name_map: Object.fromEntries(vstores.map(({ from, to }) => [from, to]))
  }
}

export const REPEATS = ['minute(s)', 'hour(s)', 'day(s)', 'weekly', 'monthly'] as const
export type Repeat = (typeof REPEATS)[number]

export const types: Readonly<Record<Repeat, string>> = {
  'minute(s)': 'MINUTELY',
  'hour(s)': 'HOURLY',
  'day(s)': 'DAILY',
  weekly: 'WEEKLY',
  monthly: 'MONTHLY'
}

export interface ScheduleForm {
  readonly repeat: Repeat
  readonly every: string
  /** Weekdays from Sunday, 0 here and 1 on the wire, or days of the month. */
  readonly days: readonly number[]
  readonly startUsecs: number
  readonly endUsecs?: number | undefined
  readonly appConsistent: boolean
  readonly keepLocal: string
  /** By remote site; those left out get nothing. */
  readonly keepRemote: Readonly<Record<string, string>>
}

/** Minutes below this make a schedule near-synchronous, which keeps by time instead of by number. */
const NEAR_SYNC_MINUTES_MAX = 15

export function isNearSync({ repeat, every }: Pick<ScheduleForm, 'repeat' | 'every'>): boolean {
  return repeat === 'minute(s)' && Number(every) <= NEAR_SYNC_MINUTES_MAX
}

export function scheduleBody(domain: string, form: ScheduleForm): Schemas['CronSchedule'] {
  const { repeat, every, days, startUsecs, endUsecs, appConsistent } = form
  const byDays = repeat === 'weekly' || repeat === 'monthly'
  return {
    pd_name: domain,
    type: types[repeat],
    every_nth: byDays ? 1 : typedNumber(every),
    values: byDays ? days.map(day => (repeat === 'weekly' ? day + 1 : day)) : [],
    user_start_time_in_usecs: startUsecs,
    start_times_in_usecs: [startUsecs],
    ...(endUsecs !== undefined && { end_time_in_usecs: endUsecs }),
    app_consistent: appConsistent,
    suspended: false,
    retention_policy: isNearSync(form) ? byTime(form) : byNumber(form)
  }
}

function byNumber({ keepLocal, keepRemote }: ScheduleForm): Schemas['RetentionPolicy'] {
  return { local_max_snapshots: typedNumber(keepLocal), remote_max_snapshots: eachNumber(keepRemote) }
}

function byTime({ keepLocal, keepRemote }: ScheduleForm): Schemas['RetentionPolicy'] {
  return {
    local_retention_period: typedNumber(keepLocal),
    local_retention_type: 'DAYS',
    remote_retention_period: eachNumber(keepRemote),
    remote_retention_type: Object.fromEntries(Object.keys(keepRemote).map(site => [site, 'DAYS']))
  }
}

const eachNumber = (texts: Readonly<Record<string, string>>): Record<string, number> =>
  Object.fromEntries(Object.entries(texts).map(([site, text]) => [site, typedNumber(text)]))

/** How many snapshots a retention keeps, as the product words it. */
export function retentionText({ keepLocal, keepRemote }: Pick<ScheduleForm, 'keepLocal' | 'keepRemote'>): string {
  const most = Math.max(Number(keepLocal) || 0, ...Object.values(keepRemote).map(text => Number(text) || 0))
  return `Up to ${most} snapshots will be retained for this schedule and retention policy (${most} snapshots for each interval).`
}

export interface SnapshotForm {
  readonly sites: readonly string[]
  /** Seconds from now. */
  readonly startsInSeconds: number
  readonly keepDays: string
  readonly appConsistent: boolean
}

const SECONDS_PER_DAY = 86_400

export function snapshotBody(form: SnapshotForm, nowUsecs: number): Schemas['OobSchedule'] {
  const { sites, startsInSeconds, keepDays, appConsistent } = form
  return {
    remote_site_names: [...sites],
    app_consistent: appConsistent,
    snapshot_retention_time_secs: typedNumber(keepDays, SECONDS_PER_DAY),
    ...(startsInSeconds > 0 && { schedule_start_time_usecs: nowUsecs + startsInSeconds * USECS_PER_SECOND })
  }
}

const units: Readonly<Record<string, string>> = {
  SECONDLY: 'second',
  MINUTELY: 'minute',
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month'
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** As `Every 2 hours`. */
export function repeatText({ type, every_nth: every, values }: Schemas['CronSchedule']): string {
  const unit = units[type ?? ''] ?? type ?? ''
  const days = (values ?? [])
    .map(value => (type === 'WEEKLY' ? (WEEKDAYS[Math.max(0, value - 1)] ?? value) : value))
    .join(', ')
  const many = every == null || every === 1 ? `Every ${unit}` : `Every ${every} ${unit}s`
  return days === '' ? many : `${many} on ${days}`
}

/** As `Local: 2, canada: 2`. */
export function retentionSummary(policy: Schemas['RetentionPolicy'] | null | undefined): string {
  const numbers = { Local: policy?.local_max_snapshots, ...policy?.remote_max_snapshots }
  const periods = { Local: policy?.local_retention_period, ...policy?.remote_retention_period }
  const byTime = policy?.local_max_snapshots == null && policy?.local_retention_period != null
  return Object.entries(byTime ? periods : numbers)
    .filter(([, value]) => value != null)
    .map(([place, value]) => (byTime ? `${place}: ${value} d` : `${place}: ${value}`))
    .join(', ')
}
