/** What reports and checks of a cluster's health index: AsBuiltReport, inventories in spreadsheets, Nagios, exporters. */
import t from 'tap'
import { START_USECS } from '../support/emulator.js'
import { V1, V2, emulator } from '../support/emulator.js'

const OF_HOSTS = ['STATIC_CONFIGURATION', 'STARGATE_HEALTH', 'ZOOKEEPER']
const OF_DISKS = ['METADATA', 'OPLOG', 'EXTENT_GROUPS', 'ERASURE_CODE_STRIP_SIZE', 'FREE_SPACE']

t.test('the failures that a cluster survives: one host, one disk, no block and no rack', async t => {
  const { get, ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const domains = await get(`${V2}/cluster/domain_fault_tolerance_status/`)
  t.same(
    domains.map((domain: { domain_type: string }) => domain.domain_type),
    ['NODE', 'DISK', 'RACKABLE_UNIT', 'RACK']
  )
  const tolerated = [1, 1, 0, 0]
  for (const [index, domain] of domains.entries()) {
    const { domain_type: type, component_fault_tolerance_status: components } = domain
    const names = type === 'DISK' ? OF_DISKS : [...OF_HOSTS, ...OF_DISKS]
    t.same(Object.keys(components).sort(), [...names].sort(), type)
    for (const name of names) {
      t.match(components[name], {
        component_type: name,
        number_of_failures_tolerable: tolerated[index],
        details: tolerated[index] === 1 ? null : { message: String, attributes: {} },
        under_computation: false,
        last_updated_time_in_usecs: START_USECS
      })
    }
    t.strictSame(await get(`${V2}/cluster/domain_fault_tolerance_status/${type}`), domain, 'and alone')
    t.match((await get(`${V1}/cluster/domain_fault_tolerance_status`))[index], {
      domainType: type,
      componentFaultToleranceStatus: {
        METADATA: { numberOfFailuresTolerable: tolerated[index], underComputation: false }
      }
    })
    t.match(await get(`${V1}/cluster/domain_fault_tolerance_status/${type}`), { domainType: type })
  }
  t.match(await ask('france', 'GET', `${V2}/cluster/domain_fault_tolerance_status/ROOM`), { status: 400 })
})

t.test('a host that is down leaves nothing that may fail, until it is back', async t => {
  const { get, ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const path = `${V2}/cluster/domain_fault_tolerance_status/NODE`
  const { body } = await ask('france', 'POST', '/emulator/v1/incidents', {
    what: 'host',
    cluster: 'france',
    host: 'france-host-3'
  })
  const down = await get(path)
  for (const component of Object.values(down.component_fault_tolerance_status))
    t.match(component, { number_of_failures_tolerable: 0 })
  t.match(down.component_fault_tolerance_status.STATIC_CONFIGURATION.details.message, /^Not enough nodes/)
  t.ok(down.cluster_under_replicated_data_bytes > 0)

  await ask('france', 'DELETE', `/emulator/v1/incidents/${body.id}`)
  const { component_fault_tolerance_status: back } = await get(path)
  for (const component of Object.values(back)) t.match(component, { number_of_failures_tolerable: 1, details: null })
})

t.test('a cluster tells how it is made and hardened', async t => {
  const { get } = await emulator(t, { fixture: 'france-canada-protected' })
  t.match(await get(`${V2}/cluster`), {
    fault_tolerance_domain_type: 'NODE',
    storage_type: 'mixed',
    operation_mode: 'Normal',
    encrypted: false,
    is_lts: true,
    is_nsenabled: false,
    enable_rebuild_reservation: false,
    data_in_transit_encryption_dto: { enabled: false },
    security_compliance_config: { schedule: 'DAILY', enable_aide: false },
    cluster_redundancy_state: { desired_redundancy_factor: 2 },
    rackable_units: [{ model_name: 'NX-3060-G5' }]
  })
  t.match(await get(`${V1}/cluster`), {
    faultToleranceDomainType: 'NODE',
    securityComplianceConfig: { enableCore: false }
  })
})

t.test('v1 lists the controller VMs with the others, and clients tell them apart', async t => {
  const { get, ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const all = (await get(`${V1}/vms`)).entities
  const controllers = all.filter((vm: { controllerVm: boolean }) => vm.controllerVm)
  t.same(
    controllers.map(({ hostName }: { hostName: string }) => hostName),
    ['france-host-1', 'france-host-2', 'france-host-3']
  )
  for (const vm of controllers) {
    t.match(vm, { vmName: /^NTNX-.*-[ABC]-CVM$/, powerState: 'on', numVCpus: Number, memoryCapacityInBytes: Number })
    t.match(vm.ipAddresses[0], /^\d+(\.\d+){3}$/)
    t.strictSame(await get(`${V1}/vms/${vm.vmId}`), vm)
  }
  t.equal(new Set(all.map(({ uuid }: { uuid: string }) => uuid)).size, all.length)
  const others = all.length - controllers.length
  for (const [criteria, count] of [
    ['is_cvm==1', controllers.length],
    ['is_cvm==0', others],
    ['is_control_domain!=1;is_cvm==0', others]
  ] as const)
    t.equal((await get(`${V1}/vms?filterCriteria=${encodeURIComponent(criteria)}`)).entities.length, count, criteria)
  t.equal((await get(`${V2}/vms`)).entities.length, others, 'v2.0 leaves them out')
  t.match(await ask('france', 'DELETE', `${V2}/vms/${controllers[0].uuid}`), { status: 500 }, 'and none can be deleted')
})
