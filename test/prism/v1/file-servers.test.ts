/** File servers over HTTP, as the scripts that fail Nutanix Files over use them: hand the domain over, activate, wait. */
import t from 'tap'
import type { Test } from 'tap'
import { emulator } from '../../support/emulator.js'
import type { Answer, Emulator } from '../../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'
const V2 = '/PrismGateway/services/rest/v2.0'
const DOMAIN = 'NTNX-fs1'

class Files {
  private constructor(
    readonly emulator: Emulator,
    readonly uuid: string
  ) {}

  static async start(t: Test): Promise<Files> {
    const answer = await emulator(t, { fixture: 'france-canada-files' })
    const { body } = await answer.ask('france', 'GET', `${V1}/vfilers/`)
    return new Files(answer, (body as { entities: { uuid: string }[] }).entities[0]?.uuid ?? '')
  }

  /** The file server as the cluster lists it, checked to be what it gets by UUID. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- compared, not typed
  async at(cluster: string): Promise<any> {
    const { body } = await this.emulator.ask(cluster, 'GET', `${V1}/vfilers`)
    return (body as { entities: { name: string }[] }).entities.find(({ name }) => name === 'fs1')
  }

  async stateAt(cluster: string): Promise<string> {
    const { fileServerState } = (await this.at(cluster)) as { fileServerState: string }
    return fileServerState
  }

  activate(cluster: string, body: object = {}, uuid = this.uuid): Promise<Answer> {
    return this.emulator.ask(cluster, 'POST', `${V1}/vfilers/${uuid}/activate`, body)
  }

  change(cluster: string, verb: string, body: object = {}): Promise<Answer> {
    return this.emulator.ask(cluster, 'POST', `${V2}/protection_domains/${DOMAIN}/${verb}`, body)
  }

  /** Seconds until the cluster tells of the state, which the script asks for every other second. */
  async wait(t: Test, cluster: string, state: string): Promise<void> {
    for (let polls = 0; polls < 300; polls += 1) {
      if ((await this.stateAt(cluster)) === state) return
      await this.emulator.advance(2)
    }
    t.fail(`${cluster} never came to ${state}`)
  }

  async powerAt(cluster: string): Promise<string[]> {
    const { body } = await this.emulator.ask(cluster, 'GET', `${V2}/vms`)
    const { entities } = body as { entities: { name: string; power_state: string }[] }
    return entities.filter(({ name }) => name.startsWith(DOMAIN)).map(({ power_state: power }) => power)
  }

  async networkAt(cluster: string, name: string): Promise<string> {
    const { body } = await this.emulator.ask(cluster, 'GET', `${V2}/networks`)
    const { entities } = body as { entities: { name: string; uuid: string }[] }
    return entities.find(network => network.name === name)?.uuid ?? ''
  }

  /** What both scripts send, for a cluster. */
  async place(cluster: string) {
    const network = async (name: string, net: string) => ({
      subnetMask: '255.255.255.0',
      defaultGateway: `${net}.1`,
      uuid: await this.networkAt(cluster, name),
      pool: [`${net}.10 ${net}.13`]
    })
    return {
      name: 'fs1',
      internalNetwork: await network('storage', '10.1.0'),
      externalNetworks: [await network('clients', '10.2.0')],
      dnsServerIpAddresses: ['10.2.0.53'],
      ntpServers: ['pool.ntp.test'],
      uuid: this.uuid
    }
  }

  /** Starts an activation and polls its task, which the script knows by `taskUuid`. */
  async activateAndWait(t: Test, cluster: string): Promise<void> {
    const { status, body } = await this.activate(cluster, await this.place(cluster))
    t.equal(status, 200)
    t.equal(await this.stateAt(cluster), 'FS_PD_ACTIVATED', 'not before the task has ended')
    const task = `${V2}/tasks/${(body as { taskUuid: string }).taskUuid}`
    t.match((await this.emulator.ask(cluster, 'GET', task)).body, { percentage_complete: 0, message: /file server/ })
    await this.emulator.advance(30)
    t.match((await this.emulator.ask(cluster, 'GET', task)).body, {
      percentage_complete: 100,
      progress_status: 'Succeeded',
      entity_list: [{ entity_id: this.uuid, entity_name: null }]
    })
    t.equal(await this.stateAt(cluster), 'FS_ACTIVATED_REACHABLE')
    t.same(await this.powerAt(cluster), ['on', 'on', 'on'])
  }
}

t.test('a file server serves on one side, and both sides know it by one UUID', async t => {
  const files = await Files.start(t)
  const storage = await files.networkAt('france', 'storage')
  t.match(await files.at('france'), {
    uuid: files.uuid,
    fileServerState: 'FS_ACTIVATED_REACHABLE',
    pdStatus: true,
    protectionDomainState: true,
    protectionDomainName: DOMAIN,
    internalNetwork: { uuid: storage, name: 'storage', isInternalNetwork: true },
    externalNetworks: [{ name: 'clients' }],
    nvms: [1, 2, 3].map(number => ({ name: `${DOMAIN}-${number}`, fileServerUuid: files.uuid, memoryGiB: 12 })),
    vms: [{ consistencyGroup: DOMAIN }, {}, {}]
  })
  t.match(await files.at('canada'), {
    uuid: files.uuid,
    fileServerState: 'FS_PD_DEACTIVATED',
    pdStatus: false,
    protectionDomainState: false,
    internalNetwork: null,
    nvms: []
  })
  const { ask } = files.emulator
  t.same((await ask('canada', 'GET', `${V1}/vfilers/${files.uuid}`)).body, await files.at('canada'))
  t.match((await ask('canada', 'GET', `${V1}/vfilers/nothing`)).body, { message: /File server nothing does not exist/ })
  t.match((await ask('france', 'GET', `${V1}/vfilers?searchString=other`)).body, { metadata: { count: 0 } })
})

t.test('a planned fail-over hands a file server over, and back', async t => {
  const files = await Files.start(t)
  for (const [from, to] of [
    ['france', 'canada'],
    ['canada', 'france']
  ] as const) {
    t.equal((await files.change(from, 'migrate', { value: to })).status, 201)
    t.equal(await files.stateAt(to), 'FS_PD_DEACTIVATED', 'while the domain is on its way')
    await files.wait(t, to, 'FS_PD_ACTIVATED')
    t.same(await files.powerAt(to), ['off', 'off', 'off'])
    await files.activateAndWait(t, to)
    t.equal(await files.stateAt(from), 'FS_PD_DEACTIVATED')
    t.match(await files.at(to), {
      internalNetwork: { subnetMask: '255.255.255.0', defaultGateway: '10.1.0.1', pool: ['10.1.0.10 10.1.0.13'] },
      externalNetworks: [{ uuid: await files.networkAt(to, 'clients'), name: 'clients' }],
      dnsServerIpAddresses: ['10.2.0.53'],
      ntpServers: ['pool.ntp.test']
    })
  }
})

t.test(
  'an unplanned fail-over leaves two that serve, until the domain is deactivated on the side that was lost',
  async t => {
    const files = await Files.start(t)
    const power = (state: string) =>
      files.emulator.ask('france', 'PUT', '/emulator/v1/clusters/france/power', { power: state })
    await power('lost')
    t.equal((await files.change('canada', 'activate')).status, 201)
    await files.wait(t, 'canada', 'FS_PD_ACTIVATED')
    await files.activateAndWait(t, 'canada')
    await power('on')
    t.equal((await files.at('france')).pdStatus, true)
    await files.change('france', 'deactivate')
    await files.wait(t, 'france', 'FS_PD_DEACTIVATED')
    t.equal(await files.stateAt('canada'), 'FS_ACTIVATED_REACHABLE')
  }
)

t.test('a file server with a VM that is off is not reachable', async t => {
  const files = await Files.start(t)
  const { ask, advance } = files.emulator
  const { nvms } = (await files.at('france')) as { nvms: { vmUuid: string }[] }
  await ask('france', 'POST', `${V2}/vms/${nvms[0]?.vmUuid}/set_power_state`, { transition: 'OFF' })
  await advance(5)
  t.equal(await files.stateAt('france'), 'FS_ACTIVATED_NOT_REACHABLE')
})

t.test('a file server whose domain is removed serves on where it served, and is forgotten elsewhere', async t => {
  const files = await Files.start(t)
  const { ask, advance } = files.emulator
  for (const cluster of ['france', 'canada']) {
    await ask(cluster, 'DELETE', `${V2}/protection_domains/${DOMAIN}?skipRemoteCheck=true`)
    await advance(600)
  }
  t.match(await files.at('france'), { fileServerState: 'REACHABLE', protectionDomainName: null, pdStatus: false })
  t.equal(await files.at('canada'), undefined)
})

t.test('an activation ends without effect where the domain has left in the meantime', async t => {
  const files = await Files.start(t)
  const { ask, advance } = files.emulator
  await files.change('canada', 'activate')
  await files.wait(t, 'canada', 'FS_PD_ACTIVATED')
  const { body } = await files.activate('canada')
  await files.change('canada', 'deactivate')
  await advance(60)
  const { taskUuid } = body as { taskUuid: string }
  t.match((await ask('canada', 'GET', `${V2}/tasks/${taskUuid}`)).body, { progress_status: 'Failed' })
  t.equal(await files.stateAt('canada'), 'FS_PD_DEACTIVATED')
  t.same((await files.activate('canada')).status, 500, 'and the domain has to be active again')
})

t.test('an activation is refused where it cannot be', async t => {
  const files = await Files.start(t)
  t.match((await files.activate('france')).body, { message: /is active on france already/ })
  t.match((await files.activate('canada')).body, { message: /NTNX-fs1 is not active on canada/ })
  t.match((await files.activate('canada', {}, 'nothing')).body, { message: /nothing does not exist on canada/ })
  await files.change('canada', 'activate')
  t.match((await files.activate('canada')).body, { message: /NTNX-fs1/ }, 'while the domain is changing sides')
  await files.wait(t, 'canada', 'FS_PD_ACTIVATED')

  const place = await files.place('canada')
  const network = place.internalNetwork
  const wrong: [object, RegExp][] = [
    [{ name: 'fs2' }, /is fs1, not fs2/],
    [{ uuid: 'nothing' }, /not nothing/],
    [{ pdName: 'gold' }, /in protection domain NTNX-fs1, not gold/],
    [{ internalNetwork: {} }, /no UUID/],
    [{ internalNetwork: { ...network, uuid: await files.networkAt('france', 'storage') } }, /etwork .* does not exist/],
    [{ externalNetworks: [{ ...network, subnetMask: '255.255.255' }] }, /255\.255\.255, given for file server fs1/],
    [{ internalNetwork: { ...network, networkAddress: 'here' } }, /is no IPv4 address/],
    [{ internalNetwork: { ...network, defaultGateway: '10.0.0.256' } }, /10\.0\.0\.256/],
    [{ internalNetwork: { ...network, pool: ['10.0.0.9 10.0.0.1'] } }, /the wrong way round/],
    [{ internalNetwork: { ...network, pool: ['10.0.0.1 10.0.0.2 10.0.0.3'] } }, /neither/],
    [{ internalNetwork: { ...network, pool: [''] } }, /is no IPv4 address/],
    [{ dnsServerIpAddresses: ['dns.test'] }, /dns\.test/],
    [{ ntpServers: [' '] }, /NTP server/],
    [{ ntpServers: 'pool.ntp.test' }, /./],
    [{ internalNetwork: { ...network, pool: 7 } }, /./]
  ]
  for (const [body, message] of wrong) {
    const { status, body: answer } = await files.activate('canada', { ...place, ...body })
    t.match(answer, { message }, JSON.stringify(body))
    t.ok(status >= 400)
  }
  const empty = { ...network, subnetMask: '', defaultGateway: '', pool: [] }
  t.equal((await files.activate('canada', { ...place, internalNetwork: empty })).status, 200, 'empty texts are none')
  t.match((await files.activate('canada')).body, { message: /is being activated on canada already/ })
})
