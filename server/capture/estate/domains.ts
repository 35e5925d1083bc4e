/** Protection domains of an estate: as commands that make them, with members, consistency groups and schedules. */
import type { Command, CommandOf, Keep } from '../../domain/core/index.js'
import { instant } from '../../domain/core/index.js'
import type { Row } from '../../reading/index.js'
import { countIn, listIn, numberIn, objectIn, textIn } from '../answers.js'
import { uuidIn } from './cluster.js'
import type { NamedCluster } from './named-cluster.js'
import type { Notes } from './notes.js'

type Schedule = CommandOf<'add-schedule'>['schedule']

export function domainCommands({ fixture, answers }: NamedCluster, notes: Notes): Command[] {
  const vms = new Set((fixture.vms ?? []).flatMap(({ uuid }) => uuid ?? []))
  return (answers.rows.domains ?? []).flatMap(row => {
    const name = textIn(row, 'name')
    if (name === undefined) return []
    if (row['marked_for_removal'] === true) {
      notes.notCarried.push(`${fixture.name}: protection domain ${name}, which is marked for removal`)
      return []
    }
    noteOmissions(fixture.name, name, row, notes)
    return commandsOf({ cluster: fixture.name, user: 'system', name }, row, vms, notes)
  })
}

interface OnDomain {
  readonly cluster: string
  readonly user: string
  readonly name: string
}

function commandsOf(on: OnDomain, row: Row, vms: ReadonlySet<string>, notes: Notes): Command[] {
  const active = row['active'] === true
  const annotations = Array.isArray(row['annotations']) ? row['annotations'].map(String) : []
  const schedules = listIn(row, 'cron_schedules')
  const single = schedules.length > 0 && schedules.every(schedule => schedule['suspended'] === true)
  const least = countIn(row, 0, 'min_snapshot_to_retain')
  return [
    { type: 'create-protection-domain', ...on, annotations, ...(!active && { standby: true as const }) },
    ...(active ? memberCommands(on, row, vms, notes) : []),
    ...schedules.map((schedule): Command => ({ type: 'add-schedule', ...on, schedule: scheduleOf(schedule) })),
    ...(row['schedules_suspended'] === true && !single
      ? [{ type: 'suspend-schedules', ...on, suspended: true } as const]
      : []),
    ...(least === undefined ? [] : [{ type: 'set-min-snapshots', ...on, count: least } as const])
  ]
}

/** One command for each consistency group. */
function memberCommands(on: OnDomain, row: Row, vms: ReadonlySet<string>, notes: Notes): Command[] {
  const groups = new Map<string, { group: string; appConsistent: boolean; uuids: string[] }>()
  for (const member of listIn(row, 'vms')) {
    const [uuid, name] = [uuidIn(member, 'vm_id'), textIn(member, 'vm_name') ?? 'without a name']
    if (uuid === undefined || !vms.has(uuid)) {
      notes.notCarried.push(`${on.cluster}: VM ${name} in protection domain ${on.name}, which is not on the cluster`)
      continue
    }
    const group = textIn(member, 'consistency_group') ?? name
    const appConsistent = member['app_consistent_snapshots'] === true
    const key = `${String(appConsistent)} ${group}`
    const known = groups.get(key) ?? { group, appConsistent, uuids: [] }
    groups.set(key, { ...known, uuids: [...known.uuids, uuid] })
  }
  return [...groups.values()].map(({ group, appConsistent, uuids }) => ({
    type: 'protect-vms',
    ...on,
    names: [],
    uuids,
    consistencyGroup: group,
    appConsistent,
    ignoreDuplicateOrMissing: false
  }))
}

function scheduleOf(row: Row): Schedule {
  const starts: unknown = Array.isArray(row['start_times_in_usecs']) ? row['start_times_in_usecs'][0] : undefined
  const start = countIn(row, 1, 'user_start_time_in_usecs') ?? (typeof starts === 'number' ? starts : undefined)
  const end = countIn(row, 1, 'end_time_in_usecs')
  const values: readonly unknown[] = Array.isArray(row['values']) ? row['values'] : []
  return {
    recurrence: {
      type: textIn(row, 'type')?.toUpperCase() ?? '',
      everyNth: numberIn(row, 'every_nth') ?? 1,
      startAt: start === undefined ? null : instant(start),
      endAt: end === undefined ? null : instant(end),
      values: values.map(Number),
      timezoneOffsetSeconds: numberIn(row, 'timezone_offset') ?? 0
    },
    suspended: row['suspended'] === true,
    appConsistent: row['app_consistent'] === true,
    retention: retentionOf(objectIn(row, 'retention_policy'))
  }
}

function retentionOf(policy: Row | undefined): Schedule['retention'] {
  const counts = objectIn(policy, 'remote_max_snapshots') ?? {}
  const periods = objectIn(policy, 'remote_retention_period') ?? {}
  const types = objectIn(policy, 'remote_retention_type') ?? {}
  const remote: Record<string, Keep> = {}
  for (const site of new Set([...Object.keys(counts), ...Object.keys(periods)])) {
    const kept = keepOf(numberIn(counts, site), numberIn(periods, site), textIn(types, site))
    if (kept !== null) remote[site] = kept
  }
  const local = keepOf(
    numberIn(policy, 'local_max_snapshots'),
    numberIn(policy, 'local_retention_period'),
    textIn(policy, 'local_retention_type')
  )
  return { local, remote }
}

/** A unit that the emulator does not know is refused when the estate is tried. */
function keepOf(count: number | undefined, period: number | undefined, type: string | undefined): Keep | null {
  if (count !== undefined) return { count, unit: 'NUM_SNAPSHOTS' }
  if (period === undefined) return null
  return { count: period, unit: (type?.toUpperCase() ?? 'NUM_SNAPSHOTS') as Keep['unit'] }
}

function noteOmissions(cluster: string, name: string, row: Row, { notCarried }: Notes): void {
  const groups = listIn(row, 'volume_groups').length
  if (groups > 0) notCarried.push(`${cluster}: ${groups} volume groups in protection domain ${name}`)
  if (objectIn(row, 'metro_avail') !== undefined)
    notCarried.push(`${cluster}: metro availability of protection domain ${name}`)
}
