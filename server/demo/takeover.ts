/** One side taking over from the other: asked for, followed to its end, and seen in the VMs. */
import { known } from './calls.js'
import type { Model } from './calls.js'
import type { Site, Stage } from './stage.js'
import { DOMAIN } from './story.js'
import type { Vm } from './story.js'

const path = { name: DOMAIN }

export async function migrate(stage: Stage, from: Site, to: Site): Promise<void> {
  const input = { path, body: { value: to } }
  const { metadata } = await stage.v2[from]('post', '/protection_domains/{name}/migrate', input, ({ metadata }) => {
    return `${metadata.count} VMs stand in the way: started`
  })
  stage.expect('no VM stands in the way of the migration', metadata.count, 0)
}

export async function newestMonitor(stage: Stage, site: Site) {
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
export async function expectVmsMoved(
  stage: Stage,
  here: Site,
  there: Site | undefined,
  vms: readonly Vm[]
): Promise<void> {
  const names = vms.map(({ name }) => name)
  const isGuideVm = ({ name }: Model<'Vm'>): boolean => names.includes(name ?? '')
  const query = { include_vm_nic_config: true }
  const found = await stage.v2[here]('get', '/vms', { query }, ({ entities }) => {
    return entities
      .filter(isGuideVm)
      .map(vm => `${vm.name} ${vm.power_state}`)
      .join(', ')
  })
  const registered = found.entities
    .filter(isGuideVm)
    .map(vm => ({ name: vm.name, uuid: vm.uuid, power: vm.power_state }))
  const expected = vms.map(({ name, uuid }) => ({ name, uuid, power: 'off' }))
  stage.expect(`the VMs are in ${title(here)}, the same UUIDs, off`, byName(registered), byName(expected))
  if (there !== undefined) {
    const left = await stage.v2[there](
      'get',
      '/vms',
      {},
      ({ entities }) => `${entities.filter(isGuideVm).length} of them`
    )
    stage.expect(`they are gone in ${title(there)}`, left.entities.filter(isGuideVm), [])
  }

  const { entities: networks } = await stage.v2[here]('get', '/networks', {})
  const networkOf = (uuid: unknown): unknown => networks.find(network => network.uuid === uuid)?.name
  const nics = Object.fromEntries(
    found.entities.filter(isGuideVm).map(vm => [vm.name, vm.vm_nics?.map(nic => networkOf(nic.network_uuid))])
  )
  stage.expect('their adapters are on the mapped networks', nics, guideNetworks)
}

const guideNetworks = { web01: ['base'], app01: ['base', 'VLAN50'], db01: ['VLAN50'] }

function byName<T extends { name?: string | null | undefined }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
}

/** The guide: migrated VMs are off and have to be started by hand. */
export async function powerOn(stage: Stage, site: Site, vms: readonly Vm[]): Promise<void> {
  const tasks: string[] = []
  for (const { uuid } of vms) {
    const input = { path: { uuid }, body: { transition: 'ON' } }
    const { task_uuid } = await stage.v2[site]('post', '/vms/{uuid}/set_power_state', input)
    tasks.push(known(task_uuid, 'task'))
  }
  stage.log(site, 'post', '/vms/*/set_power_state', `ON, ${tasks.length} tasks`)
  await stage.control('post', '/clock/advance', { body: { until_idle: true } })
  await stage.readClock()
  const ended = await Promise.all(tasks.map(async uuid => stage.v2[site]('get', '/tasks/{uuid}', { path: { uuid } })))
  stage.log(site, 'get', '/tasks/*', ended.map(task => `${task.progress_status}`).join(', '))
  const found = ended.map(task => [task.operation_type, task.progress_status])
  stage.expect(
    'the VMs are started by hand',
    found,
    vms.map(() => ['VmChangePowerState', 'Succeeded'])
  )
}

function title(site: Site): string {
  return site === 'france' ? 'France' : 'Canada'
}
