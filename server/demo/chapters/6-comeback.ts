/** Chapter 6: the old primary comes back and believes that it still is one; then the domain goes home. */
import { known } from '../calls.js'
import type { Model } from '../calls.js'
import { bytes } from '../../cli/core/index.js'
import { everyVm, marksAt, writeMarks } from '../marks.js'
import { sendingOf, watchReplication } from '../progress.js'
import { describeNewest } from '../schedule.js'
import type { Site, Stage } from '../stage.js'
import {
  DOMAIN,
  FULL_REPLICATION,
  HOUR_SECONDS,
  REPLICATION_FAILURE,
  alertsAt,
  domainAt,
  snapshotsAt,
  bytesWrittenDuring
} from '../story.js'
import type { Vm } from '../story.js'
import { migrate, monitorEnded, expectVmsMoved } from '../takeover.js'

const path = { name: DOMAIN }
const TEN_MINUTES = 600

export async function comeback(stage: Stage, vms: readonly Vm[]): Promise<void> {
  stage.chapter(6, 'The old primary comes back')
  const runningSince = stage.now
  await stage.advance(TEN_MINUTES)
  await splitBrain(stage, vms)
  await deactivateOldSide(stage, vms)
  await expectInSync(stage, vms, runningSince)
  await failBack(stage, vms)
}

async function splitBrain(stage: Stage, vms: readonly Vm[]): Promise<void> {
  const input = { path: { name: 'canada' }, body: { power: 'on' } } as const
  await stage.control('put', '/clusters/{name}', input, ({ power }) => `power: ${power}`)
  stage.expect('Canada answers again', await stage.answers('canada'), true)
  const active = await bothActive(stage)
  stage.expect('split brain: the domain is active on both sides', active, { france: true, canada: true })
  const twice = await guideVmsAt(stage, 'canada', vms)
  stage.expect('and every VM is there twice', twice.length, vms.length)

  await resolveOldAlert(stage)
  const body = { remote_site_names: ['france'], snapshot_retention_time_secs: HOUR_SECONDS }
  await stage.v2.canada(
    'post',
    '/protection_domains/{name}/oob_schedules',
    { path, body },
    () => 'a snapshot, to France'
  )
  await stage.advance(1)
  const [alert] = await alertsAt(stage, 'canada', REPLICATION_FAILURE)
  const reason = /active on remote site \w+/.exec(alert?.detailed_message ?? '')?.[0]
  stage.log('canada', 'get', '/alerts', `${alert?.alert_title}: ${reason}`)
  stage.expect('the old side cannot replicate to the new one', reason, 'active on remote site france')
}

/** The alert of the transfer that the outage broke off. */
async function resolveOldAlert(stage: Stage): Promise<void> {
  const [alert] = await alertsAt(stage, 'canada', REPLICATION_FAILURE)
  const id = known(alert?.id, 'alert of the transfer that was broken off')
  await stage.v2.canada('post', '/alerts/{id}/resolve', { path: { id } }, () => 'that of the transfer that broke off')
}

async function bothActive(stage: Stage): Promise<Record<Site, boolean | null | undefined>> {
  const describe = (domain: Model<'ProtectionDomain'>): string => `active: ${domain.active}`
  const france = await domainAt(stage, 'france', describe)
  const canada = await domainAt(stage, 'canada', describe)
  return { france: france.active, canada: canada.active }
}

async function guideVmsAt(stage: Stage, site: Site, vms: readonly Vm[]): Promise<Model<'Vm'>[]> {
  const isGuideVm = (vm: Model<'Vm'>): boolean => vms.some(({ uuid }) => uuid === vm.uuid)
  const { entities } = await stage.v2[site](
    'get',
    '/vms',
    {},
    found => `${found.entities.filter(isGuideVm).length} of the VMs`
  )
  return entities.filter(isGuideVm)
}

/** Which deletes the VMs of the old side and keeps its snapshots. */
async function deactivateOldSide(stage: Stage, vms: readonly Vm[]): Promise<void> {
  const held = await snapshotsAt(stage, 'canada')
  const deactivation = '/protection_domains/{name}/deactivate'
  const { value } = await stage.v2.canada('post', deactivation, { path, body: {} }, answer => `value: ${answer.value}`)
  stage.expect('the old side is deactivated', value, true)
  await stage.advanceToEvent('protection-domain-deactivated', 'canada', DOMAIN, 'Canada gives way')
  await monitorEnded(stage, 'canada', 'deactivate')
  stage.expect('one side is active again', await bothActive(stage), { france: true, canada: false })
  stage.expect('its VMs are deleted', await guideVmsAt(stage, 'canada', vms), [])
  const ids = (snapshots: readonly Model<'Snapshot'>[]): unknown[] => snapshots.map(snapshot => snapshot.snapshot_id)
  stage.expect('its snapshots are kept', ids(await snapshotsAt(stage, 'canada', describeNewest)), ids(held))
}

/** The schedule that slept in France since the migration runs again, and there is a snapshot in common. */
async function expectInSync(stage: Stage, vms: readonly Vm[], runningSince: number): Promise<void> {
  const { next_snapshot_time_usecs: next } = await domainAt(stage, 'france')
  await stage.advanceTo(known(next, 'next snapshot in France'), 'the schedule of France is awake')
  const sending = await sendingOf(stage, 'france', 'canada')
  stage.expect(
    `France sends to Canada what was written since the activation: ${bytes(sending.totalBytes)}`,
    sending.totalBytes,
    bytesWrittenDuring(vms, stage.now - runningSince)
  )
  await watchReplication(stage, 'france', sending)
  const alerts = await alertsAt(stage, 'france', FULL_REPLICATION)
  stage.expect('a delta again: the only full copy was the first', alerts.length, 1)
}

async function failBack(stage: Stage, vms: readonly Vm[]): Promise<void> {
  await writeMarks(stage, 'france', vms, 'order-6', 'before the way back')
  await migrate(stage, 'france', 'canada')
  await stage.advanceToEvent('protection-domain-activated', 'canada', DOMAIN, 'Canada takes over')
  await monitorEnded(stage, 'canada', 'activate')
  await expectVmsMoved(stage, 'canada', 'france', vms)
  const marks = ['order-1', 'order-2', 'order-3', 'order-6']
  stage.expect('with everything that was left', await marksAt(stage, 'canada', vms), everyVm(vms, marks))
  const canada = await domainAt(stage, 'canada', domain => `schedules: ${domain.cron_schedules?.length}`)
  stage.expect('its own schedule runs again', canada.next_snapshot_time_usecs != null, true)
  const invariants = await stage.control('get', '/world/invariants', {}, ({ holds }) => `hold: ${holds}`)
  stage.expect('nothing in the world contradicts itself', invariants.violations, [])
}
