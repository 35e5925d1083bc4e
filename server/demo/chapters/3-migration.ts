/** Chapter 3: the planned fail-over. Both sites are up, and nothing is lost. */
import { known } from '../calls.js'
import type { Model } from '../calls.js'
import { everyVm, fatesOf, marksAt, writeMarks, writtenAt } from '../marks.js'
import { sendingOf, watchReplication } from '../progress.js'
import type { Site, Stage } from '../stage.js'
import { DOMAIN, domainAt } from '../story.js'
import type { Fate, Vm } from '../story.js'

const path = { name: DOMAIN }
/** Seconds into the migration, with the VMs still at work. */
const MEANWHILE = 3

export async function migration(stage: Stage, vms: readonly Vm[]): Promise<Fate[]> {
  stage.chapter(3, 'Migration')
  await writeMarks(stage, 'france', vms, 'order-1', 'before the migration')
  await migrate(stage, 'france', 'canada')
  await stage.advance(MEANWHILE)
  await writeMarks(stage, 'france', vms, 'order-2', 'while it is under way')
  await pendingMigration(stage)

  await watchReplication(stage, 'france', await sendingOf(stage, 'france', 'canada'))
  await stage.advanceToEvent('vm-power-changed', 'france', known(vms[0]?.name, 'VM'), 'the guests are shut down')
  const before = await writtenAt(stage, 'france', vms)
  await stage.advanceToEvent('protection-domain-activated', 'canada', DOMAIN, 'Canada takes over')
  await monitorEnded(stage, 'france', 'deactivate')
  await monitorEnded(stage, 'canada', 'activate')

  await movedTo(stage, 'canada', 'france', vms)
  await sidesSwapped(stage)
  const marks = ['order-1', 'order-2']
  const kept = await marksAt(stage, 'canada', vms)
  stage.expect('every mark has come along: nothing was lost', kept, everyVm(vms, marks))
  const after = await writtenAt(stage, 'canada', vms)
  stage.expect('and every byte that was ever written', after, before)
  await powerOn(stage, 'canada', vms)
  return fatesOf(vms, { failover: 'migration to Canada', marks, before, after, kept, ageSeconds: 0 })
}

export async function migrate(stage: Stage, from: Site, to: Site): Promise<void> {
  const given = { path, body: { value: to } }
  const { metadata } = await stage.v2[from]('post', '/protection_domains/{name}/migrate', given, ({ metadata }) => {
    return `${metadata.count} VMs stand in the way: started`
  })
  stage.expect('no VM stands in the way of the migration', metadata.count, 0)
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

async function newestMonitor(stage: Stage, site: Site) {
  const { entities } = await stage.v1[site]('get', '/progress_monitors', {}, ({ entities: [newest] }) => {
    return `${newest?.operation}: ${newest?.status}, ${newest?.percentageCompleted} %`
  })
  return entities[0]
}

export async function monitorEnded(stage: Stage, site: Site, operation: 'activate' | 'deactivate'): Promise<void> {
  const monitor = await newestMonitor(stage, site)
  const found = [monitor?.operation, monitor?.status, monitor?.percentageCompleted]
  stage.expect(`"${operation}" has succeeded in ${title(site)}`, found, [operation, 'succeeded', 100])
}

/** The VMs are registered here, off and on the mapped networks, and on the other side, where it answers, no more. */
export async function movedTo(stage: Stage, here: Site, there: Site | undefined, vms: readonly Vm[]): Promise<void> {
  const names = vms.map(({ name }) => name)
  const isOurs = ({ name }: Model<'Vm'>): boolean => names.includes(name ?? '')
  const query = { include_vm_nic_config: true }
  const found = await stage.v2[here]('get', '/vms', { query }, ({ entities }) => {
    return entities
      .filter(isOurs)
      .map(vm => `${vm.name} ${vm.power_state}`)
      .join(', ')
  })
  const registered = found.entities.filter(isOurs).map(vm => ({ name: vm.name, uuid: vm.uuid, power: vm.power_state }))
  const expected = vms.map(({ name, uuid }) => ({ name, uuid, power: 'off' }))
  stage.expect(`the VMs are in ${title(here)}, the same UUIDs, off`, byName(registered), byName(expected))
  if (there !== undefined) {
    const left = await stage.v2[there]('get', '/vms', {}, ({ entities }) => `${entities.filter(isOurs).length} of them`)
    stage.expect(`they are gone in ${title(there)}`, left.entities.filter(isOurs), [])
  }

  const { entities: networks } = await stage.v2[here]('get', '/networks', {})
  const networkOf = (uuid: unknown): unknown => networks.find(network => network.uuid === uuid)?.name
  const nics = Object.fromEntries(
    found.entities.filter(isOurs).map(vm => [vm.name, vm.vm_nics?.map(nic => networkOf(nic.network_uuid))])
  )
  stage.expect('their adapters are on the mapped networks', nics, guideNetworks)
}

const guideNetworks = { web01: ['base'], app01: ['base', 'VLAN50'], db01: ['VLAN50'] }

function byName<T extends { name?: string | null | undefined }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
}

/** Roles change; schedules do not come along. */
async function sidesSwapped(stage: Stage): Promise<void> {
  const describe = (domain: Model<'ProtectionDomain'>): string => {
    return `active: ${domain.active}, ${domain.cron_schedules?.length} schedules, ${domain.vms?.length} VMs`
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

/** The guide: migrated VMs are off and have to be started by hand. */
export async function powerOn(stage: Stage, site: Site, vms: readonly Vm[]): Promise<void> {
  const tasks: string[] = []
  for (const { uuid } of vms) {
    const given = { path: { uuid }, body: { transition: 'ON' } }
    const { task_uuid } = await stage.v2[site]('post', '/vms/{uuid}/set_power_state', given)
    tasks.push(known(task_uuid, 'task'))
  }
  stage.tell(site, 'post', '/vms/*/set_power_state', `ON, ${tasks.length} tasks`)
  await stage.control('post', '/clock/advance', { body: { until_idle: true } })
  await stage.readClock()
  const ended = await Promise.all(tasks.map(async uuid => stage.v2[site]('get', '/tasks/{uuid}', { path: { uuid } })))
  stage.tell(site, 'get', '/tasks/*', ended.map(task => `${task.progress_status}`).join(', '))
  const found = ended.map(task => [task.operation_type, task.progress_status])
  stage.expect(
    'the VMs are started by hand',
    found,
    vms.map(() => ['kVmPowerOn', 'Succeeded'])
  )
}

export function title(site: Site): string {
  return site === 'france' ? 'France' : 'Canada'
}
