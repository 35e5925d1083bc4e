/** Chapter 2: three VMs in a protection domain, an hourly schedule that keeps two snapshots here and two there. */
import { known } from '../calls.js'
import type { Model } from '../calls.js'
import { bytes, duration, timeOfDay } from '../../cli/core/index.js'
import { sendingOf, watchReplication } from '../progress.js'
import { addHourlySchedule, describeNewest, nextHour } from '../schedule.js'
import type { Stage } from '../stage.js'
import {
  DOMAIN,
  FULL_REPLICATION,
  HOUR_USECS,
  KEEP,
  alertsAt,
  domainAt,
  snapshotsAt,
  sum,
  bytesWrittenDuring
} from '../story.js'
import type { Vm } from '../story.js'

const path = { name: DOMAIN }
const TEN_MINUTES = 600

export async function replication(stage: Stage, vms: readonly Vm[]): Promise<void> {
  stage.chapter(2, 'Replication')
  await protect(stage, vms)
  await addHourlySchedule(stage, 'france', 'canada')
  const first = await fullCopy(stage, vms)
  const second = await delta(stage, vms, first)
  for (let hour = 0; hour < 2; hour += 1) await nextHour(stage, 'france', 'canada')
  await stage.advance(TEN_MINUTES, 'ten minutes later')
  await keepsTwoAndTwo(stage, [first, second])
}

async function protect(stage: Stage, vms: readonly Vm[]): Promise<void> {
  const names = vms.map(({ name }) => name)
  const france = stage.v2.france
  const unprotected = await france('get', '/protection_domains/unprotected_vms', {}, ({ entities }) => {
    return `${entities.length} VMs, ${names.join(' ')} among them`
  })
  const found = unprotected.entities.map(vm => vm.vm_name).filter(name => names.includes(name ?? ''))
  stage.expect('the three VMs of the guide are there, and unprotected', found.sort(), [...names].sort())
  await france('post', '/protection_domains', { body: { value: DOMAIN } }, ({ active }) => `active: ${active}`)
  const body = { names }
  const domain = await france(
    'post',
    '/protection_domains/{name}/protect_vms',
    { path, body },
    ({ vms: members = [] }) => {
      return `${members.length} VMs, a consistency group each`
    }
  )
  stage.expect(
    'the domain protects exactly them',
    domain.vms?.map(vm => vm.vm_name),
    names
  )
}

/** Everything that the VMs use crosses the link once. */
async function fullCopy(stage: Stage, vms: readonly Vm[]): Promise<Model<'Snapshot'>> {
  await stage.advance(1, 'a second later the schedule fires')
  const [first] = await snapshotsAt(stage, 'france', describeNewest)
  const snapshot = known(first, 'first snapshot')
  const { snapshot_create_time_usecs: created, snapshot_expiry_time_usecs: expires } = snapshot
  stage.expect(
    'it is kept for two hours: keep-last-2 of an hourly schedule',
    expires,
    known(created, 'time') + KEEP * HOUR_USECS
  )

  const sending = await sendingOf(stage, 'france', 'canada')
  stage.expect('the first replication sends every used byte', sending.totalBytes, sum(vms.map(vm => vm.usedBytes)))
  const [before] = await snapshotsAt(stage, 'canada')
  await watchReplication(stage, 'france', sending)
  const [received] = await snapshotsAt(stage, 'canada', describeNewest)
  stage.expect(
    'Canada lists it only once the last byte is there',
    [before, received?.snapshot_id],
    [undefined, `france:${snapshot.snapshot_id}`]
  )
  const { active, vms: members } = await domainAt(
    stage,
    'canada',
    domain => `active: ${domain.active}, VMs: ${domain.vms?.length}`
  )
  stage.expect('the domain in Canada appeared by itself, inactive', [active, members], [false, []])
  const alerts = await alertsAt(stage, 'france', FULL_REPLICATION)
  stage.expect('France says once that the replication was full', alerts.length, 1)
  return snapshot
}

/** An hour later, only what has changed. */
async function delta(stage: Stage, vms: readonly Vm[], first: Model<'Snapshot'>): Promise<Model<'Snapshot'>> {
  const { next_snapshot_time_usecs: next } = await domainAt(stage, 'france', domain => {
    return `next snapshot at ${timeOfDay(known(domain.next_snapshot_time_usecs, 'next snapshot'))}`
  })
  await stage.advanceTo(known(next, 'next snapshot'), 'hour 2')
  const [second] = await snapshotsAt(stage, 'france', describeNewest)
  const snapshot = known(second, 'second snapshot')
  const sending = await sendingOf(stage, 'france', 'canada')
  const between = known(snapshot.snapshot_create_time_usecs, 'time') - known(first.snapshot_create_time_usecs, 'time')
  stage.expect(
    `it sends what the VMs wrote in ${duration(between / 1_000_000)}: ${bytes(sending.totalBytes)}`,
    sending.totalBytes,
    bytesWrittenDuring(vms, between)
  )
  await watchReplication(stage, 'france', sending)
  const alerts = await alertsAt(stage, 'france', FULL_REPLICATION)
  stage.expect('which is a delta: there is no second alert', alerts.length, 1)
  return snapshot
}

async function keepsTwoAndTwo(stage: Stage, old: readonly Model<'Snapshot'>[]): Promise<void> {
  const listedBy = (snapshots: readonly Model<'Snapshot'>[]): string =>
    `kept: ${snapshots.map(s => s.snapshot_id).join(' ')}`
  const local = await snapshotsAt(stage, 'france', listedBy)
  const remote = await snapshotsAt(stage, 'canada', listedBy)
  stage.expect('two are kept on either side', [local.length, remote.length], [KEEP, KEEP])
  stage.expect(
    'the same two, by the name of their origin in Canada',
    remote.map(({ snapshot_id: id }) => id),
    local.map(({ snapshot_id: id }) => `france:${id}`)
  )
  const gone = old.filter(({ snapshot_id: id }) => local.some(kept => kept.snapshot_id === id))
  stage.expect('the older ones have expired', gone, [])
}
