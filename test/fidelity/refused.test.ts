/** Requests that the product refuses and that a double must not let pass in silence. */
import t from 'tap'
import { emulator } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'

t.test('a filter or an order by an attribute that no row has is refused', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const wrong = [
    `${V2}/vms?filter=nosuch==1`,
    `${V2}/hosts?filter_criteria=nosuch==1`,
    `${V2}/hosts?filter_criteria=name==a;(nosuch==1,name==b)`,
    `${V1}/vms?filterCriteria=noSuch==1`,
    `${V2}/hosts?sort_criteria=nosuch`,
    `${V2}/protection_domains/dr_snapshots?filter_criteria=stat==EXPIRED`,
    `${V1}/progress_monitors?filterCriteria=nosuch==1`
  ]
  for (const path of wrong) {
    const { status, body } = await ask('france', 'GET', path)
    // Evidence B [C: clients]: the text
    t.match({ status, message: body.message as string }, { status: 400, message: /Unrecognized field/ }, path)
  }
})

t.test('the names of the entity database filter and order lists as the fields that they stand for', async t => {
  const { ask, get } = await emulator(t, { fixture: 'france-canada-protected' })
  // Evidence B [C: clients]: consoles and scripts write these names
  const lists: [path: string, field: string, names: string[]][] = [
    ['storage_containers', 'name', ['container_name', 'storage_container_name']],
    ['storage_containers', 'id', ['container_id']],
    ['storage_pools', 'name', ['storage_pool_name']],
    ['hosts', 'name', ['host_name', 'node_name']],
    ['hosts', 'uuid', ['host_uuid', 'node_uuid']],
    ['disks', 'id', ['disk_id']],
    ['clusters', 'name', ['cluster_name']],
    ['virtual_disks', 'uuid', ['virtual_disk_uuid']]
  ]
  for (const [list, field, names] of lists) {
    const v1 = `${V1}/${list.replace('storage_containers', 'containers')}`
    const paths = list === 'storage_pools' ? [[v1, 'C']] : [[v1, 'C'], [`${V2}/${list}`, '_c']] // prettier-ignore
    for (const [path, joint] of paths) {
      const value = (await get(path ?? '')).entities.at(-1)[field] as string
      for (const name of names) {
        const found = await get(`${path}?filter${joint}riteria=${name}==${value}`)
        t.match(found, { entities: [{ [field]: value }] }, `${path} ${name}`)
        t.equal(found.entities.length, 1, `${path} ${name}`)
        const order = (wanted: string) => get(`${path}?&sort${joint}riteria=-${wanted}&projection=stats%2Calerts`)
        const values = async (wanted: string) =>
          (await order(wanted)).entities.map((row: Record<string, unknown>) => row[field])
        t.same(await values(name), await values(field), `${path} by ${name}`)
      }
    }
  }
  const summary = await get(`${V1}/hosts/health_check_summary?filterCriteria=host_name==none`)
  t.match(summary, { healthSummary: { Good: 0 } })
  t.match(await ask('france', 'GET', `${V2}/hosts?filter_criteria=storage_pool_name==x`), { status: 400 })
})

t.test('names that clients filter by are known, in either spelling, and so are figures', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const right = [
    `${V1}/vms?filterCriteria=is_cvm==0`,
    `${V1}/vms?filterCriteria=vm_uuid==x`,
    `${V2}/vms?filter=vm_name==web01`,
    `${V2}/storage_containers?filter_criteria=container_uuid==x`,
    `${V1}/progress_monitors?filterCriteria=internal_task==false;(status==kSucceeded);last_updated_time_usecs=gt=1`,
    `${V2}/protection_domains/dr_snapshots?filter_criteria=state!=EXPIRED`,
    `${V2}/hosts?sort_criteria=-storage.usage_bytes`
  ]
  for (const path of right) t.equal((await ask('france', 'GET', path)).status, 200, path)
  const full = (await ask('france', 'GET', `${V2}/hosts?filter_criteria=storage.usage_bytes=gt=0`)).body.entities
  t.equal(full.length, 3, 'a figure is compared, not only known')
})

t.test('a filter that is none, and more alerts than there may be on a page', async t => {
  const { ask } = await emulator(t)
  // Evidence B [C: clients]: either of two texts
  t.match((await ask('france', 'GET', `${V2}/vms?filter=foo`)).body.message, /Invalid filter criteria specified\./)
  for (const list of ['alerts', 'events']) {
    const answer = await ask('france', 'GET', `${V2}/${list}?count=1001`)
    // Evidence B [C: clients]: the text
    t.match(answer.body.message, 'Number of alerts/events to retrieve cannot be greater than 1,000')
    for (const count of [0, -1]) t.ok((await ask('france', 'GET', `${V2}/${list}?count=${count}`)).status >= 400)
    t.equal((await ask('france', 'GET', `${V2}/${list}?count=1000`)).status, 200)
  }
})

t.test('what AHV does not have, and what nobody serves', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const vm = (await ask('france', 'GET', `${V2}/vms`)).body.entities[0].uuid as string
  const tools = await ask('france', 'POST', `${V2}/vms/${vm}/manage_vm_guest_tools`, { operation: 'MOUNT' })
  // Evidence A [C: recorded, AOS 5]: text and code
  t.match(tools.body, { message: 'Hypervisor ahv not supported', error_code: { code: 1101 } })
  const image = { name: 'i', image_type: 'DISK_IMAGE', image_import_spec: { url: 'nfs://127.0.0.1/default/i.qcow2' } }
  // Evidence B [C: clients]: refused on AOS 6
  t.match((await ask('france', 'POST', `${V2}/images`, image)).body.message, /127\.0\.0\.1/)
})

t.test('summaries of health checks lead nowhere in v2.0, whatever the collection', async t => {
  const { ask } = await emulator(t, { fixture: 'france-canada-protected' })
  const collections = ['volume_groups', 'hosts', 'vms', 'disks', 'clusters', 'storage_containers', 'images', 'networks']
  for (const name of [...collections, 'protection_domains', 'remote_sites', 'virtual_disks'])
    // Evidence C [C: Swagger]: not published in v2.0
    t.equal((await ask('france', 'GET', `${V2}/${name}/health_check_summary`)).status, 404, name)
  t.equal((await ask('france', 'GET', `${V1}/hosts/health_check_summary`)).status, 200, 'v1 has it')
})
