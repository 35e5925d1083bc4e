/** Labs in which commands are refused, and those commands: gold protects web, hourly, and is sent from France to Canada. */
import type { Pack, World } from '../../../server/domain/core/world.js'
import { vmRequest } from '../../../server/seed/vms.js'
import type { ClientRequest, Options } from '../../support/two-sites.js'
import { HOUR, TwoSites, hourlySchedule, protecting, siteRequest } from '../../support/two-sites.js'
import type { IpamRequest, NetworkRequest } from '../../../server/domain/networks/index.js'
import type { LinkChange } from '../../../server/domain/links/index.js'
import type { ScheduleRequest } from '../../../server/domain/protection/index.js'
import type { Command, RefusalCode } from '../../../server/domain/core/tables/vocabulary.js'

/** A lab, brought to where the command is refused. */
export type Start = () => TwoSites

export type Cases = Partial<Record<RefusalCode, Case[]>>

export interface Case {
  because: string
  /** What is asked of France, or a whole command. */
  command: ClientRequest | Command | ((lab: TwoSites) => ClientRequest | Command)
  /** Where it is asked; `plain` without it. */
  in?: Start
}

export const name = 'gold'

/** Gold protects web, hourly, and is sent to Canada; app is not protected. Half a minute after the start nothing is under way. */
export function plain(options: Options = {}): TwoSites {
  const lab = new TwoSites({ bandwidthBytesPerSecond: 1_000, ...options })
  lab.france.protect(['web'], { local: 1, remote: 1 })
  lab.until(30)
  return lab
}

/** The same, and something more. */
export const also =
  (more: (lab: TwoSites) => void, options: Options = {}): Start =>
  () => {
    const lab = plain(options)
    more(lab)
    return lab
  }

/** The world edited by hand, for what no command brings about. */
export const edited = (edit: (world: World) => void): Start =>
  also(lab => {
    const world = structuredClone(lab.world) as World
    edit(world)
    lab.engine.replace(world)
  })

export const cut = also(lab => lab.cut())
export const alone = also(lab => lab.canada.do({ type: 'remove-remote-site', name: 'france' }))
export const sending = also(lab => {
  lab.france.snapshot(['canada'])
  lab.france.mark('web', 'much', 9_000)
  lab.pass(2)
})
export const migrating = also(lab => lab.france.do({ type: 'migrate-protection-domain', name, remoteSite: 'canada' }))
export const activating = also(lab => lab.canada.do({ type: 'activate-protection-domain', name, snapshotId: null }))
export const removing = also(lab => lab.france.do({ type: 'remove-protection-domain', name, skipRemoteCheck: true }))
export const removed = also(lab => {
  lab.france.do({ type: 'remove-protection-domain', name, skipRemoteCheck: true })
  lab.pass(6)
})
export const bothActive = also(lab => {
  lab.canada.do({ type: 'activate-protection-domain', name, snapshotId: null })
  lab.pass(10)
})
/** The snapshot of the start has expired at 3601 s, and the one of 3600 s is newer. */
export const expired = also(lab => lab.until(HOUR + 60))

export const oldest = (lab: TwoSites) => lab.france.snapshotNames()[0] ?? ''

export const migrate = (remoteSite = 'canada'): ClientRequest => ({
  type: 'migrate-protection-domain',
  name,
  remoteSite
})
export const create = (pack: string): ClientRequest => ({
  type: 'create-protection-domain',
  name: pack,
  annotations: []
})
export const oneTime = (change: object): ClientRequest => ({
  type: 'add-one-time-schedule',
  name,
  at: null,
  appConsistent: false,
  remoteSites: [],
  retentionSeconds: null,
  ...change
})
export const restore =
  (change: object) =>
  (lab: TwoSites): ClientRequest => ({
    type: 'restore-entities',
    name,
    snapshotId: oldest(lab),
    vmNames: [],
    vmUuids: [],
    replace: false,
    namePrefix: '',
    ...change
  })
export const power =
  (change: object) =>
  (lab: TwoSites): ClientRequest => ({
    type: 'set-power-state',
    vm: lab.france.vm('web').uuid,
    transition: 'OFF',
    host: null,
    ...change
  })
export const addSite = (change: object): ClientRequest => ({
  type: 'add-remote-site',
  site: siteRequest('third', '10.0.1.1', change)
})
export const changeSite = (change: object): ClientRequest => ({
  type: 'update-remote-site',
  site: { name: 'canada', ...change }
})
export const link = (change: Partial<LinkChange>, a = 'france', b = 'canada'): Command => ({
  type: 'change-link',
  a,
  b,
  change: { from: null, ...change }
})
export const row = (source: string, destination: string) => ({
  source,
  sourceHypervisor: 'kKvm',
  destination,
  destinationHypervisor: 'kKvm'
})
export const fresh = (spec: { container?: string; networks?: string[] }): ClientRequest => ({
  type: 'create-vms',
  vms: [vmRequest({ name: 'good' }, 'pool', 'good', 'test'), vmRequest({ name: 'bad', ...spec }, 'pool', 'bad', 'test')]
})

/** A schedule of gold whose recurrence, or whose retention, is changed. */
export function schedule(
  recurrence: Partial<ScheduleRequest['recurrence']>,
  retention: Partial<ScheduleRequest['retention']> = {}
): ClientRequest {
  const { schedule, ...rest } = hourlySchedule(name, 'canada', {})
  return {
    ...rest,
    schedule: {
      ...schedule,
      recurrence: { ...schedule.recurrence, ...recurrence },
      retention: { ...schedule.retention, ...retention }
    }
  }
}

/** One that asks for application-consistent snapshots. */
export function appConsistent(recurrence: Partial<ScheduleRequest['recurrence']>): ClientRequest {
  const command = schedule(recurrence) as Extract<ClientRequest, { type: 'add-schedule' }>
  return { ...command, schedule: { ...command.schedule, appConsistent: true } }
}

export const pack =
  (pack: Pack, options: Options = {}): Start =>
  () => {
    const lab = new TwoSites(options)
    lab.do({ type: 'set-pack', cluster: 'france', pack })
    lab.france.protect(['web'])
    return lab
  }

/** Gold of eleven VMs, where more than what is recommended is refused. */
export const crowded: Start = () => {
  const vms = Array.from({ length: 11 }, (_, index) => ({ name: `vm-${index}`, disks: [] }))
  const lab = new TwoSites({ vms, france: { pack: 'pro' }, settings: { limits: 'refuse' } })
  lab.france.protect(vms.map(({ name }) => name))
  return lab
}

/** Gold of nothing but a volume group. */
export const grouped: Start = () => {
  const lab = new TwoSites({ france: { pack: 'pro', volumeGroups: [{ name: 'logs', disks: [] }] } })
  lab.france.protect([])
  lab.france.do(protecting([], name, { volumeGroupUuids: groupsOf(lab) }))
  return lab
}

export const groupsOf = (lab: TwoSites): string[] => Object.keys(lab.france.cluster.volumeGroups)

export const nearSync: Start = () => {
  const lab = pack('pro', { france: { volumeGroups: [{ name: 'logs', disks: [] }] } })()
  lab.france.do(schedule({ type: 'MINUTELY', everyNth: 5 }))
  return lab
}

/** A subnet as it can be asked for, changed. */
export const plan = (change: Partial<IpamRequest>): IpamRequest => ({
  networkAddress: '10.9.0.0',
  prefixLength: 24,
  gateway: '10.9.0.1',
  dhcpServer: null,
  dhcp: { bootFileName: null, domainName: null, domainNameServers: null, domainSearch: null, tftpServerName: null },
  ranges: ['10.9.0.10 10.9.0.12'],
  ...change
})

/** A network that can be made, changed. */
export const network = (change: Partial<NetworkRequest>): ClientRequest => ({
  type: 'create-network',
  network: { name: 'lan', vlanId: 60, annotation: null, bridge: null, type: null, ipam: null, ...change }
})

/** Network lan is managed, and 10.9.0.9 is kept back on it. */
export const managed = also(lab => {
  lab.france.do(network({ ipam: plan({}) }))
  lab.france.do({ type: 'reserve-address', uuid: uuidOf(lab, 'lan'), address: '10.9.0.9' })
})

export function uuidOf(lab: TwoSites, network: string): string {
  return lab.france.cluster.networks.find(({ name }) => name === network)?.uuid ?? ''
}

export const changed =
  (name: string, change: Partial<NetworkRequest>, logicalTimestamp: number | null = null) =>
  (lab: TwoSites): ClientRequest => ({
    type: 'update-network',
    uuid: uuidOf(lab, name),
    network: change,
    logicalTimestamp
  })

export const address =
  (type: 'reserve-address' | 'unreserve-address', address: string) =>
  (lab: TwoSites): ClientRequest => ({ type, uuid: uuidOf(lab, 'lan'), address })

/** One more VM, on network lan. */
export const onLan: ClientRequest = {
  type: 'create-vms',
  vms: [vmRequest({ name: 'more', networks: ['lan'] }, 'pool', 'more', 'test')]
}

/** A change of high availability that says nothing else. */
export const ha = (change: object): ClientRequest => ({
  type: 'update-ha',
  enabled: null,
  hostFailuresToTolerate: null,
  reservation: null,
  evacuation: null,
  logicalTimestamp: null,
  ...change
})
