/** What a cluster is told about the world around it, in both versions: set, read back, refused. */
import t from 'tap'
import type { Test } from 'tap'
import type { Answer, Emulator, Method } from '../support/emulator.js'
import { emulator } from '../support/emulator.js'

const bases = {
  v2: '/PrismGateway/services/rest/v2.0',
  v1: '/PrismGateway/services/rest/v1'
} as const

/** v1 writes two capital runs out. */
const inV1: Readonly<Record<string, string>> = { generic_dto: 'genericDTO' }

const camel = (text: string): string =>
  inV1[text] ?? text.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), camelKeys(inner)]))
}

interface VersionClient {
  ask(method: Method, url: string, body?: unknown): Promise<Answer>
  /** Fails unless the answer is a success; the entities of a list, whether it is bare or not. */
  good(method: Method, url: string, body?: unknown): Promise<unknown>
  /** Fails unless the request is refused; what was said. */
  bad(method: Method, url: string, body?: unknown): Promise<string>
  words(value: unknown): unknown
}

/** Says v2.0's words to either version. */
function versionClient(t: Test, { ask: send }: Emulator, version: 'v1' | 'v2'): VersionClient {
  const words = version === 'v1' ? camelKeys : (value: unknown) => value
  const ask: VersionClient['ask'] = (method, url, body) =>
    send('france', method, `${bases[version]}${url}`, body === undefined ? undefined : words(body))
  return {
    ask,
    words,
    good: async (method, url, body) => {
      const answer = await ask(method, url, body)
      t.equal(answer.status, method === 'POST' && version === 'v2' ? 201 : 200, `${method} ${url}: ${answer.text}`)
      return (answer.body as { entities?: unknown }).entities ?? answer.body
    },
    bad: async (method, url, body) => {
      const answer = await ask(method, url, body)
      t.ok(answer.status >= 400 && answer.status !== 501, `${method} ${url} is refused: ${answer.text}`)
      t.equal(answer.headers['x-pesim'], undefined, `${method} ${url} is no stub`)
      return (answer.body as { message: string }).message
    }
  }
}

const key = { name: 'ops', key: 'ssh-ed25519 AAAAC3Nza ops@site' }
const proxy = { name: 'squid', address: '10.0.0.9', port: 3128, proxy_types: ['HTTP'], username: 'u', password: 'p' }
const nms = { username: 'nms', auth_type: 'SHA', auth_key: 'secret', priv_type: 'AES', priv_key: 'secret' }
const trap = { trap_address: '10.0.0.8', trap_username: 'nms' }
const directory = {
  name: 'ad',
  domain: 'corp.test',
  directory_url: 'ldap://dc.corp.test:389',
  service_account_username: 'svc',
  service_account_password: 'secret'
}
const policy = {
  title: 'Busy',
  trigger_conditions: [{ condition: 'cpu=gt=90', condition_type: 'STATIC_THRESHOLD', severity_level: 'WARNING' }]
}

interface Listed {
  what: string
  list: string
  /** The place of one entry. */
  one: string
  entry: Record<string, unknown>
  shown: Record<string, unknown>
  change?: Record<string, unknown>
  first?: readonly [url: string, body: unknown]
}

const lists: readonly Listed[] = [
  { what: 'a public key', list: '/cluster/public_keys', one: '/ops', entry: key, shown: key },
  {
    what: 'a proxy',
    list: '/http_proxies',
    one: '/squid',
    entry: proxy,
    shown: { ...proxy, password: null },
    change: { name: 'squid', port: 8080 }
  },
  {
    what: 'an SNMP user',
    list: '/snmp/users',
    one: '/nms',
    entry: nms,
    shown: { ...nms, auth_key: null, priv_key: null },
    change: { username: 'nms', priv_type: 'AES' }
  },
  {
    what: 'a receiver of traps',
    list: '/snmp/traps',
    one: '/10.0.0.8',
    entry: trap,
    shown: { ...trap, port: 162, transport_protocol: 'UDP', version: 'SNMPv3', inform: false },
    change: { trap_address: '10.0.0.8', port: 10162 },
    first: ['/snmp/users', nms]
  },
  {
    what: 'a directory',
    list: '/authconfig/directories',
    one: '/ad',
    entry: directory,
    shown: { ...directory, service_account_password: null, directory_type: 'ACTIVE_DIRECTORY' },
    change: { name: 'ad', group_search_type: 'RECURSIVE' }
  }
]

for (const version of ['v2', 'v1'] as const) {
  t.test(`${version}: entries of lists are added once, changed, shown without secrets, and removed`, async t => {
    const { good, bad, words } = versionClient(t, await emulator(t), version)
    for (const { what, list, one, entry, shown, change, first } of lists) {
      if (first !== undefined && version === 'v1') await good('POST', first[0], first[1])
      if (first !== undefined && version === 'v2') await good('POST', first[0], first[1])
      t.same(await good('GET', list), [], `there is no ${what}`)
      await good('POST', list, entry)
      t.match(await good('GET', list), words([shown]), `${what} is listed`)
      t.match(await good('GET', `${list}${one}`), words(shown), `${what} is found`)
      t.match(await bad('POST', list, entry), /already exists/)
      t.match(await bad('GET', `${list}/nothing`), /does not exist/)
      t.match(await bad('DELETE', `${list}/nothing`), /does not exist/)
      if (change !== undefined) {
        await good('PATCH', list, { generic_dto: change })
        t.match(await good('GET', `${list}${one}`), words({ ...shown, ...change }), `a part of ${what} is changed`)
        await good('PUT', list, entry)
        await bad('PATCH', list, {})
        await bad('PUT', list, {})
      }
      await bad('POST', list, {})
      await good('DELETE', `${list}${one}`)
      t.same(await good('GET', list), [], `${what} has gone`)
      if (first !== undefined) await good('DELETE', `${first[0]}/nms`)
    }
  })

  t.test(`${version}: addresses are added and removed one by one`, async t => {
    const { good, bad } = versionClient(t, await emulator(t), version)
    for (const [list, value] of [
      ['/cluster/name_servers', '10.0.0.53'],
      ['/cluster/ntp_servers', '0.pool.ntp.test'],
      ['/cluster/nfs_whitelist', '10.0.0.0/24']
    ] as const) {
      t.same(await good('POST', list, { value }), { value: true })
      t.same(await good('GET', list), [value])
      for (const wrong of [{ value }, { value: 'a b' }, { value: '' }, {}, { value: 7 }]) await bad('POST', list, wrong)
      t.same(await good('DELETE', `${list}/${encodeURIComponent(value)}`), { value: true })
      await bad('DELETE', `${list}/${encodeURIComponent(value)}`)
      t.same(await good('GET', list), [])
    }
    await bad('DELETE', '/cluster/smtp')
    await good('PUT', '/cluster/smtp', { address: 'mail.test', password: 'p' })
    t.match(await good('PATCH', '/cluster/smtp', { generic_dto: { port: 587 } }), { address: 'mail.test', port: 587 })
    await bad('PATCH', '/cluster/smtp', { generic_dto: { port: 0 } })
    t.match(await good('GET', '/cluster/smtp'), { address: 'mail.test', port: 587, password: null })
    await good('DELETE', '/cluster/smtp')
    t.same(await good('GET', '/cluster/smtp/security_modes'), ['STARTTLS', 'SSL', 'NONE'])
  })

  t.test(
    `${version}: the cluster is changed as a whole and in part, and what names its old address loses it`,
    async t => {
      const running = await emulator(t, { fixture: 'france-canada-protected' })
      const { good, bad, words } = versionClient(t, running, version)
      const before = (await good('GET', '/cluster')) as Record<string, unknown>
      t.same(await good('PUT', '/cluster', before), { value: true }, 'what is read can be sent back')
      t.same(await good('GET', '/cluster'), before, 'and changes nothing')

      const change = {
        name: 'paris',
        timezone: 'Europe/Paris',
        cluster_external_ipaddress: '192.168.77.7',
        ntp_servers: ['0.pool.ntp.test'],
        enable_shadow_clones: false
      }
      const spelled =
        version === 'v1'
          ? { ...change, cluster_external_ipaddress: undefined, clusterExternalIPAddress: '192.168.77.7' }
          : change
      await good('PATCH', '/cluster', { generic_dto: spelled })
      t.match(await good('GET', '/cluster'), words(spelled))
      const sites = await running.ask('canada', 'GET', `${bases.v2}/remote_sites`)
      t.match(sites.body.entities, [{ status: 'HANDSHAKING' }], 'the other side still names the old address')
      t.match(await good('GET', '/clusters/events'), words([{ alert_type_uuid: 'ClusterParamsAudit' }]))

      for (const wrong of [{ name: '' }, { timezone: 'Mars/Olympus' }, { uuid: 'other' }, { ntp_servers: ['a b'] }])
        await bad('PUT', '/cluster', wrong)
      t.match(await good('GET', '/cluster'), words(spelled), 'what is refused changes nothing')
    }
  )

  t.test(`${version}: support may log in for a while, and a search finds names`, async t => {
    const running = await emulator(t)
    const { good, words } = versionClient(t, running, version)
    await good('PUT', '/cluster/remote_support', { enabled: true, duration: 60 })
    t.match(await good('GET', '/cluster/remote_support'), { enable: { enabled: true, duration: 60 } })
    await running.advance(61)
    t.match(await good('GET', '/cluster/remote_support'), { enable: { enabled: false, duration: 0 } })
    const question = version === 'v1' ? 'searchString' : 'search_string'
    const hits = (await good('GET', `/cluster/search?${question}=FRANCE-host-1`)) as unknown[]
    t.match(hits, words([{ entity_type: 'host', entity_name: 'france-host-1' }]))
    const blocks = (await good('GET', '/cluster/rackable_units')) as { id: number }[]
    t.equal(blocks.length, 1)
  })

  t.test(`${version}: a host goes into maintenance, its VMs to others, and nothing starts on it`, async t => {
    const running = await emulator(t)
    const { good, bad, words, ask } = versionClient(t, running, 'v2')
    if (version === 'v1') {
      t.match((await versionClient(t, running, 'v1').ask('GET', '/hosts')).body.entities[0], {
        hostInMaintenanceMode: false
      })
      return
    }
    const hosts = (await good('GET', '/hosts')) as { uuid: string; num_vms: number }[]
    const [host, ...others] = hosts
    const url = `/hosts/${host?.uuid}`
    t.ok((host?.num_vms ?? 0) > 0)
    await bad('POST', `${url}/exit_maintenance_mode`, {})
    await bad('POST', `${url}/enter_maintenance_mode`, { evacuation_option: 'THROW_OUT' })
    const { task_uuid: task } = (await good('POST', `${url}/enter_maintenance_mode`, {})) as { task_uuid: string }
    t.match(await good('GET', url), { hypervisor_state: 'kEnteringMaintenanceMode', host_in_maintenance_mode: false })
    await bad('POST', `${url}/enter_maintenance_mode`, {})
    await running.advance(3)
    t.match((await ask('GET', `/tasks/${task}`)).body, { progress_status: 'Succeeded' })
    t.match(await good('GET', url), { host_in_maintenance_mode: true, num_vms: 0 })
    t.match(await good('GET', `${url}/events`), words([{ alert_type_uuid: 'HostMaintenanceModeAudit' }]))
    for (const { uuid } of others.slice(1)) await good('POST', `/hosts/${uuid}/enter_maintenance_mode`, {})
    await running.advance(3)
    t.match(await bad('POST', `/hosts/${others[0]?.uuid}/enter_maintenance_mode`, {}), /last/)
    t.same(await good('POST', `${url}/exit_maintenance_mode`, {}), { value: true })
    t.match(await good('GET', url), { host_in_maintenance_mode: false, hypervisor_state: 'kAcropolisNormal' })
  })

  t.test(`${version}: a health check that is switched off raises no alert`, async t => {
    const { good, bad, words } = versionClient(t, await emulator(t), version)
    const checks = (await good('GET', '/health_checks')) as { id: string; [autoResolve: string]: string }[]
    t.ok(checks.length > 5)
    const resolves = version === 'v1' ? 'autoResolve' : 'auto_resolve'
    const { id } = checks.find(check => check[resolves] === 'ENABLED') ?? { id: '' } // not all can resolve by themselves
    t.match(await good('PATCH', '/health_checks', { generic_dto: { id, enabled: false } }), { enabled: false })
    t.match(
      await good('PUT', '/health_checks', { id, auto_resolve: 'DISABLED' }),
      words({ enabled: false, auto_resolve: 'DISABLED' })
    )
    t.match(await good('GET', `/health_checks/${id}`), { id, enabled: false })
    await bad('GET', '/health_checks/constructor')
    await bad('PUT', '/health_checks', { id: 'nothing', enabled: true })
    await bad('PUT', '/health_checks', { id, auto_resolve: 'SOMETIMES' })
  })

  t.test(
    `${version}: who gets mail is set, events are acknowledged, and what there is none of is empty or refused`,
    async t => {
      const running = await emulator(t, { fixture: 'france-canada-protected' })
      const { good, bad, words } = versionClient(t, running, version)
      await good('PUT', '/alerts/configuration', { email_contact_list: ['ops@site.test'], enable: false })
      t.match(
        await good('GET', '/alerts/configuration'),
        words({ email_contact_list: ['ops@site.test'], enable: false })
      )
      t.match(
        await good('PATCH', '/alerts/configuration', { generic_dto: { enable: true } }),
        words({ enable: true, email_contact_list: ['ops@site.test'] })
      )

      const [event] = (await good('GET', '/events')) as { id: string }[]
      t.same(await good('PUT', `/events/${event?.id}/acknowledge`), { value: true })
      await bad('PUT', '/events/nothing/acknowledge')
      const answer = (await good('POST', '/events/acknowledge')) as Record<string, number>
      t.ok((answer['num_successful_updates'] ?? answer['numSuccessfulUpdates'] ?? 0) > 0)
      t.same(await good('GET', '/events?acknowledged=false'), [])

      t.match(await good('PUT', '/snmp/status', { value: true }), { enabled: true })
      await good('POST', '/snmp/add_transports', [{ transport_protocol: 'UDP', port: 161 }])
      await bad('POST', '/snmp/add_transports', [{ transport_protocol: 'UDP', port: 161 }])
      t.same(await good('POST', '/snmp/remove_transports', [{ transport_protocol: 'UDP', port: 161 }]), [])
      t.same(
        await good('PUT', '/authconfig/auth_types', ['LOCAL', 'DIRECTORY_SERVICE']),
        words({ auth_type_list: ['LOCAL', 'DIRECTORY_SERVICE'], directory_list: [] })
      )
      await bad('POST', '/authconfig/remove_auth_types', ['LOCAL'])
      await bad('POST', '/authconfig/client_auth', { value: true })
      await good('PUT', '/authconfig/client_auth', { ca_chain_info: { name: 'root' } })
      t.match(
        await good('POST', '/authconfig/client_auth', { value: true }),
        words({ name: 'root', enable_client_auth: true })
      )
      await good('DELETE', '/authconfig/client_auth/root')
      t.same(await good('DELETE', '/authconfig'), { value: true })

      await good('POST', '/cloud/aws/credentials', {
        name: 'one',
        aws_credential: { access_key: 'a', secret_key: 's' }
      })
      await good('POST', '/cloud/aws/credentials', { name: 'two' })
      t.match(
        await good('POST', '/cloud/aws/default-credentials', { value: 'two' }),
        words({ name: 'two', use_as_default: true })
      )
      t.match(
        await good('GET', '/cloud/AWS/credentials'),
        words([
          { name: 'one', use_as_default: false, aws_credential: null },
          { name: 'two', use_as_default: true }
        ])
      )
      await bad('POST', '/cloud/aws/credentials', { name: 'two' })
      await good('DELETE', '/cloud/aws/credentials/one')
      await good('DELETE', '/cloud/aws/credentials')
      await bad('GET', '/cloud/geocities/credentials')
      await bad('POST', '/cloud/aws/deploy_remote_site', {
        region: 'r',
        connectivity_type: 'VPN',
        local_remote_site_name: 'c',
        local_storage_container_names: []
      })

      t.match(await good('GET', '/data_at_rest_encryption'), words({ desired_password_protection: false }))
      await bad('POST', '/data_at_rest_encryption/enable', { value: true })
      await bad('POST', '/data_at_rest_encryption/rekey', [])
      t.same(await good('GET', '/data_at_rest_encryption_certificates/ca_certificates'), [])
      await good('PUT', '/data_at_rest_encryption_certificates/certification_information', { city: 'Paris' })
      t.match(await good('GET', '/data_at_rest_encryption_certificates/certification_information'), { city: 'Paris' })
      t.same(await good('GET', '/file_groups'), [])
    }
  )
}

t.test('alert policies of users are kept', async t => {
  const { good, bad } = versionClient(t, await emulator(t), 'v2')
  const { id } = (await good('POST', '/alerts/policies', policy)) as { id: string }
  t.match(await good('GET', '/alerts/policies'), [{ ...policy, created_by: 'admin' }])
  t.match(await good('PUT', '/alerts/policies', { ...policy, id, enabled: false }), { id, enabled: false })
  await bad('PUT', '/alerts/policies', { ...policy, id: '99' })
  await bad('POST', '/alerts/policies', { title: '' })
  await good('DELETE', `/alerts/policies/${id}`)
  await bad('GET', `/alerts/policies/${id}`)
})

/** What is asked in few words: an answer that is given, or the text of a refusal. */
for (const version of ['v2', 'v1'] as const) {
  t.test(`${version}: requests that stand for themselves are answered, or refused with their reason`, async t => {
    const { ask, good, bad } = versionClient(t, await emulator(t), version)
    const first = async (url: string): Promise<Record<string, string>> =>
      ((await ask('GET', url)).body as { entities: Record<string, string>[] }).entities[0] ?? {}
    const disk = (await first('/disks'))[version === 'v1' ? 'diskUuid' : 'disk_uuid']
    const { uuid: host } = await first('/hosts')
    const { uuid: cluster } = await first('/clusters')
    const calls: readonly (readonly [Method, string, unknown, RegExp?])[] = [
      ['GET', '/authconfig', undefined],
      ['PUT', '/authconfig', { auth_type_list: ['LOCAL'] }],
      ['PATCH', '/authconfig', { generic_dto: { auth_type_list: ['LOCAL'] } }],
      ['POST', '/authconfig/add_auth_types', ['DIRECTORY_SERVICE']],
      ['GET', '/authconfig/auth_types', undefined],
      ['GET', '/authconfig/client_auth', undefined],
      ['PUT', '/authconfig/directories', { name: 'none' }, /none/],
      ['PATCH', '/authconfig/directories', { generic_dto: { name: 'none' } }, /none/],
      ['POST', '/authconfig/directories/connection_status', { name: 'none' }, /./],
      ['GET', '/authconfig/directories/none', undefined, /none/],
      ['DELETE', '/authconfig/directories/none', undefined, /none/],
      ['GET', '/cloud/AWS/cvms', undefined],
      ['GET', '/cloud/AWS/images', undefined],
      ['GET', '/cloud/AWS/subnets', undefined],
      ['DELETE', '/cluster/name_servers/10.9.9.9', undefined, /10\.9\.9\.9/],
      ['DELETE', '/cluster/nfs_whitelist/none', undefined, /none/],
      ['DELETE', '/cluster/ntp_servers/none', undefined, /none/],
      ['GET', '/cluster/public_keys/none', undefined, /none/],
      ['DELETE', '/cluster/public_keys/none', undefined, /none/],
      ['GET', '/cluster/rackable_units/none', undefined, /none/],
      ['DELETE', '/cluster/rackable_units/none', undefined, /none/],
      ['GET', '/clusters/alerts', undefined],
      ['GET', `/clusters/${cluster}/alerts`, undefined],
      ['GET', `/clusters/${cluster}/events`, undefined],
      ['GET', '/data_at_rest_encryption/recent_certificate_test_results', undefined],
      ['POST', '/data_at_rest_encryption/test', {}, /key management/],
      ['DELETE', '/data_at_rest_encryption_certificates/ca_certificates/none', undefined, /none/],
      [
        'DELETE',
        `/data_at_rest_encryption_certificates/svm_certificate?${version === 'v1' ? 'nodeId' : 'node_uuid'}=none&${version === 'v1' ? 'serverName' : 'server_name'}=none`,
        undefined,
        /none/
      ],
      ['POST', '/data_at_rest_encryption_certificates/svm_certificates/multi_file', {}, /./],
      ['GET', '/disks/alerts', undefined],
      ['GET', '/disks/events', undefined],
      ['GET', `/disks/${disk}`, undefined],
      ['GET', `/disks/${disk}/alerts`, undefined],
      ['GET', `/disks/${disk}/events`, undefined],
      ['GET', `/disks/${disk}/stats?metrics=storage.usage_bytes`, undefined],
      ['DELETE', `/disks/${disk}`, undefined],
      ['POST', '/file_groups/none/delete_files', ['a'], /none/],
      ['GET', '/hosts/alerts', undefined],
      ['GET', '/hosts/events', undefined],
      ['GET', `/hosts/${host}/alerts`, undefined],
      ['PUT', '/http_proxies', { name: 'none' }, /none/],
      ['PATCH', '/http_proxies', { generic_dto: { name: 'none' } }, /none/],
      ['GET', '/http_proxies/none', undefined, /none/],
      ['DELETE', '/http_proxies/none', undefined, /none/],
      ['GET', '/snmp', undefined],
      ['GET', '/snmp/status', undefined],
      ['GET', '/snmp/transports', undefined],
      ['PUT', '/snmp/traps', { trap_address: '10.9.9.9' }, /10\.9\.9\.9/],
      ['PATCH', '/snmp/traps', { generic_dto: { trap_address: '10.9.9.9' } }, /10\.9\.9\.9/],
      ['GET', '/snmp/traps/10.9.9.9', undefined, /10\.9\.9\.9/],
      ['DELETE', '/snmp/traps/10.9.9.9', undefined, /10\.9\.9\.9/],
      ['PUT', '/snmp/users', { username: 'none' }, /none/],
      ['PATCH', '/snmp/users', { generic_dto: { username: 'none' } }, /none/],
      ['GET', '/snmp/users/none', undefined, /none/],
      ['DELETE', '/snmp/users/none', undefined, /none/]
    ]
    const own: typeof calls =
      version === 'v1'
        ? [
            ['GET', '/protection_domains/health_check_summary', undefined],
            ['GET', '/remote_sites/health_check_summary', undefined],
            ['PUT', '/containers', { id: 'none' }, /none/],
            ['PATCH', '/containers', { generic_dto: { id: 'none' } }, /none/],
            ['GET', '/containers/alerts', undefined],
            ['GET', '/containers/events', undefined],
            ['GET', '/containers/none/alerts', undefined, /none/],
            ['GET', '/containers/none/events', undefined, /none/],
            ['PUT', '/storage_pools', { id: 'none' }, /none/],
            ['POST', '/storage_pools', { name: 'second' }, /second/],
            ['PATCH', '/storage_pools', { generic_dto: { id: 'none' } }, /none/],
            ['GET', '/storage_pools/alerts', undefined],
            ['DELETE', '/storage_pools/none', undefined, /none/],
            ['GET', '/storage_pools/none/events', undefined, /none/]
          ]
        : [
            ['PUT', '/storage_containers', { storage_container_uuid: 'none' }, /none/],
            ['PATCH', '/storage_containers', { generic_dto: { storage_container_uuid: 'none' } }, /none/],
            ['GET', '/storage_containers/alerts', undefined],
            ['GET', '/storage_containers/events', undefined],
            ['GET', '/storage_containers/none/alerts', undefined, /none/],
            ['GET', '/storage_containers/none/events', undefined, /none/],
            ['GET', '/hosts/gpu_profiles', undefined],
            ['GET', '/hosts/host_gpus', undefined],
            ['GET', `/hosts/${host}/host_gpus`, undefined],
            ['GET', `/hosts/${host}/host_gpus/none`, undefined, /no GPU none/],
            ['PUT', '/iscsi_clients/none', {}, /none/],
            ['POST', '/volume_groups', { name: 'lone' }],
            ['POST', '/volume_groups/none/clone', { name: 'copy' }, /none/],
            ['POST', '/volume_groups/none/attach', { vm_uuid: 'none' }, /none/],
            ['POST', '/volume_groups/none/detach', { vm_uuid: 'none' }, /none/],
            ['POST', '/volume_groups/none/open', { iscsi_client: { client_address: '10.0.0.7' } }, /none/],
            ['POST', '/volume_groups/none/close', { iscsi_client: { client_address: '10.0.0.7' } }, /none/],
            ['POST', '/volume_groups/none/disks', { create_spec: { size_mb: 1 } }, /none/],
            ['PUT', '/volume_groups/none/disks', { index: 0 }, /none/],
            ['DELETE', '/volume_groups/none/disks/0', undefined, /none/],
            ['DELETE', '/volume_groups/none/disks/first', undefined, /integer/],
            ['GET', '/volume_groups/none', undefined, /none/],
            ['GET', '/volume_groups/none/stats?metrics=controller_user_bytes', undefined, /none/],
            ['DELETE', '/volume_groups/none', undefined, /none/]
          ]
    for (const [method, url, body, refused] of [...calls, ...own]) {
      if (refused === undefined) await good(method, url, body)
      else t.match(await bad(method, url, body), refused, `${method} ${url}`)
    }
  })
}
