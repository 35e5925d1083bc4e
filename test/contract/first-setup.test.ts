/** What setup scripts do to a new cluster before anything else: zerotouch-framework, Foundation and PowerShell ones. */
import t from 'tap'
import { emulator } from '../support/emulator.js'

const V1 = '/api/nutanix/v1'
const V2 = '/api/nutanix/v2.0'

t.test('the licence agreement names those who accepted it, and nobody before', async t => {
  const { ask } = await emulator(t)
  const [fresh] = (await ask('france', 'GET', `${V1}/eulas`)).body.entities
  t.notOk('userDetailsList' in fresh, 'a client that looks for the key knows that nobody did')
  const person = { username: 'SE', companyName: 'NTNX', jobTitle: 'SE' }
  for (const turn of ['once', 'again'])
    t.match(await ask('france', 'POST', `${V1}/eulas/accept`, person), { status: 200, body: { value: true } }, turn)
  await ask('france', 'POST', `${V1}/eulas/accept`, { ...person, username: 'Other' })
  const [accepted] = (await ask('france', 'GET', `${V1}/eulas`)).body.entities
  t.match(accepted.userDetailsList, [person, { username: 'Other' }])
  t.equal(accepted.userDetailsList.length, 2)
  t.match(await ask('france', 'POST', `${V1}/eulas/accept`, { username: 'SE' }), { status: 500 })
})

t.test('Pulse is switched by what scripts send: texts for truths, nulls for what stays', async t => {
  const { ask } = await emulator(t)
  t.match((await ask('france', 'GET', `${V1}/pulse`)).body, { enable: false, isPulsePromptNeeded: true })
  const sent = [
    { enable: 'true', enableDefaultNutanixEmail: 'false', isPulsePromptNeeded: 'false' },
    { enable: null, verbosityType: null, emailContactList: null, defaultNutanixEmail: null, remindLater: null }
  ]
  for (const body of sent)
    t.match(await ask('france', 'PUT', `${V1}/pulse`, body), { status: 200, body: { value: true } })
  t.match((await ask('france', 'GET', `${V1}/pulse`)).body, {
    enable: true,
    isPulsePromptNeeded: false,
    enableDefaultNutanixEmail: false,
    verbosityType: 'BASIC_COREDUMP'
  })
})

t.test('servers come and go by lists', async t => {
  const { ask } = await emulator(t)
  const lists = [
    {
      add: (some: unknown) => ask('france', 'POST', `${V1}/cluster/name_servers/add_list`, some),
      remove: (some: unknown) => ask('france', 'POST', `${V1}/cluster/name_servers/remove_list`, some),
      all: () => ask('france', 'GET', `${V1}/cluster/name_servers`)
    },
    {
      add: (some: unknown) => ask('france', 'POST', `${V1}/cluster/ntp_servers/add_list`, some),
      remove: (some: unknown) => ask('france', 'POST', `${V1}/cluster/ntp_servers/remove_list`, some),
      all: () => ask('france', 'GET', `${V1}/cluster/ntp_servers`)
    }
  ]
  for (const { add, remove, all } of lists) {
    t.match(await add(['10.0.0.53', '10.0.0.54']), { status: 200, body: { value: true } })
    t.strictSame((await all()).body, ['10.0.0.53', '10.0.0.54'])
    t.match(await add(['10.0.0.55', '10.0.0.53']), { status: 500 })
    t.match(await remove(['10.0.0.53']), { status: 200, body: { value: true } })
    t.strictSame((await all()).body, ['10.0.0.54'], 'a list that was refused left nothing behind')
  }
})

t.test('servers of a list are texts, or objects with an address or a name', async t => {
  const { ask } = await emulator(t)
  // Evidence B [C: clients]: five scripts for AOS 6 send objects
  const servers = [{ ipv4: '10.9.9.9' }, { ipv6: 'fd00::9' }, { hostname: 'time.example' }, '10.9.9.8']
  const addresses = ['10.9.9.9', 'fd00::9', 'time.example', '10.9.9.8']
  for (const list of ['name_servers', 'ntp_servers']) {
    const all = async (): Promise<unknown> => (await ask('france', 'GET', `${V2}/cluster/${list}`)).body
    const before = await all()
    const change = (verb: string, some: unknown) => ask('france', 'POST', `${V1}/cluster/${list}/${verb}_list`, some)
    t.match(await change('add', servers), { status: 200, body: { value: true } })
    t.strictSame(await all(), [...(before as string[]), ...addresses])
    t.match(await change('add', [{ ipv4: '10.9.9.9' }]), { status: 500 }, 'one that is there already')
    t.match(await change('remove', servers), { status: 200, body: { value: true } })
    t.strictSame(await all(), before)
    for (const wrong of [[{}], [{ ipv4: null }], [{ address: '10.9.9.9' }], [['10.9.9.9']], [{ ipv4: {} }]])
      t.match(await change('add', wrong), { status: 400 }, JSON.stringify(wrong))
    t.strictSame(await all(), before)
  }
})

t.test('a cluster is patched with its fields alone, or with them in an envelope', async t => {
  const { ask } = await emulator(t)
  const patches = [
    [V1, { clusterExternalDataServicesIPAddress: '192.168.0.99' }],
    [V2, { cluster_external_data_services_ipaddress: '192.168.0.99' }],
    [V1, { genericDTO: { clusterExternalDataServicesIPAddress: '192.168.0.99' }, operation: 'EDIT' }]
  ] as const
  for (const [base, body] of patches) {
    await ask('france', 'PATCH', `${V2}/cluster`, { cluster_external_data_services_ipaddress: '192.168.0.98' })
    t.match(await ask('france', 'PATCH', `${base}/cluster`, body), { status: 200, body: { value: true } })
    t.match((await ask('france', 'GET', `${V2}/cluster`)).body, {
      cluster_external_data_services_ipaddress: '192.168.0.99'
    })
  }
  t.match(await ask('france', 'PATCH', `${V1}/cluster`, { enableRebuildReservation: true }), { status: 200 })
  t.match((await ask('france', 'GET', `${V1}/cluster`)).body, { enableRebuildReservation: true })
  t.match(await ask('france', 'PATCH', `${V1}/cluster`, {}), { status: 400 })
})

t.test("roles of a directory's users are kept, and go with the directory", async t => {
  const { ask } = await emulator(t)
  const mapping = { directoryName: 'ad', role: 'ROLE_CLUSTER_ADMIN', entityType: 'GROUP', entityValues: ['ops'] }
  const change = (wrong = {}) =>
    ask('france', 'POST', `${V1}/authconfig/directories/ad/role_mappings`, { ...mapping, ...wrong })
  t.match(await change(), { status: 500, body: { message: /Directory ad does not exist/ } })
  const directory = { name: 'ad', domain: 'corp.test', directory_url: 'ldap://dc.corp.test:389' }
  await ask('france', 'POST', `${V2}/authconfig/directories`, directory)
  t.match(await change(), { status: 200, body: mapping })
  const all = () => ask('france', 'GET', `${V1}/authconfig/directories/ad/role_mappings`)
  t.strictSame((await all()).body, [mapping])
  for (const wrong of [{ role: 'admin' }, { entityType: 'ROOM' }, { entityValues: [] }, {}])
    t.match(await change(wrong), { status: 500 }, JSON.stringify(wrong))

  const take = () =>
    ask('france', 'DELETE', `${V1}/authconfig/directories/ad/role_mappings?role=ROLE_CLUSTER_ADMIN&entityType=GROUP`)
  t.match(await take(), { status: 200, body: { value: true } })
  t.match(await take(), { status: 500 })
  for (const path of ['/authconfig/directories/ad', '/authconfig']) {
    await change()
    t.match(await ask('france', 'DELETE', `${V1}${path}`), { status: 200 }, path)
    await ask('france', 'POST', `${V2}/authconfig/directories`, directory)
    t.strictSame((await all()).body, [])
  }
})
