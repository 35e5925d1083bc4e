/** Chapter 3: the planned fail-over. Both sites are up, and nothing is lost. */
import { known } from '../calls.js'
import type { Model } from '../calls.js'
import { everyVm, failoverResultsOf, marksAt, writeMarks, writtenBytesByVm } from '../marks.js'
import { sendingOf, watchReplication } from '../progress.js'
import type { Stage } from '../stage.js'
import { DOMAIN, domainAt } from '../story.js'
import type { FailoverResult, Vm } from '../story.js'
import { migrate, monitorEnded, expectVmsMoved, newestMonitor, powerOn } from '../takeover.js'

const path = { name: DOMAIN }
/** Seconds into the migration, with the VMs still at work. */
const MEANWHILE = 3

export async function migration(stage: Stage, vms: readonly Vm[]): Promise<FailoverResult[]> {
  stage.chapter(3, 'Migration')
  await writeMarks(stage, 'france', vms, 'order-1', 'before the migration')
  await migrate(stage, 'france', 'canada')
  await stage.advance(MEANWHILE)
  await writeMarks(stage, 'france', vms, 'order-2', 'while it is under way')
  await pendingMigration(stage)

  await watchReplication(stage, 'france', await sendingOf(stage, 'france', 'canada'))
  await stage.advanceToEvent('vm-power-changed', 'france', known(vms[0]?.name, 'VM'), 'the guests are shut down')
  const before = await writtenBytesByVm(stage, 'france', vms)
  await stage.advanceToEvent('protection-domain-activated', 'canada', DOMAIN, 'Canada takes over')
  await monitorEnded(stage, 'france', 'deactivate')
  await monitorEnded(stage, 'canada', 'activate')

  await expectVmsMoved(stage, 'canada', 'france', vms)
  await expectSwappedRoles(stage)
  const marks = ['order-1', 'order-2']
  const kept = await marksAt(stage, 'canada', vms)
  stage.expect('every mark has come along: nothing was lost', kept, everyVm(vms, marks))
  const after = await writtenBytesByVm(stage, 'canada', vms)
  stage.expect('and every byte that was ever written', after, before)
  await powerOn(stage, 'canada', vms)
  return failoverResultsOf(vms, {
    failover: 'migration to Canada',
    marks,
    before,
    after,
    keptMarks: kept,
    ageSeconds: 0
  })
}

async function pendingMigration(stage: Stage): Promise<void> {
  const pending = '/protection_domains/{name}/pending_actions'
  const [actions] = await stage.v2.france('get', pending, { path }, ([first]) => {
    return `${first?.pending_change_mode?.mode_type} to ${first?.pending_change_mode?.failover_remote}`
  })
  stage.expect('the migration is pending', actions?.pending_change_mode?.mode_type, 'MIGRATE_PD')
  const monitor = await newestMonitor(stage, 'france')
  stage.expect('the progress monitor runs', [monitor?.operation, monitor?.status], ['deactivate', 'running'])
}

/** Roles change; schedules do not come along. */
async function expectSwappedRoles(stage: Stage): Promise<void> {
  const describe = (domain: Model<'ProtectionDomain'>): string => {
    return `active: ${domain.active}, VMs: ${domain.vms?.length}, schedules: ${domain.cron_schedules?.length}`
  }
  const france = await domainAt(stage, 'france', describe)
  const asleep = [france.active, france.vms, france.remote_site_names, france.next_snapshot_time_usecs]
  stage.expect('France is inactive, keeps the name of its remote site, and its schedule sleeps', asleep, [
    false,
    [],
    ['canada'],
    null
  ])
  const canada = await domainAt(stage, 'canada', describe)
  stage.expect('Canada is active', canada.active, true)
  stage.expect('Canada has no schedule: it does not come along', canada.cron_schedules?.length, 0)
}
