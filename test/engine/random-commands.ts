/** Commands by chance: of every kind that can be given, mostly about things that are there, sometimes about nothing. */
import type {
  Command,
  ControlCommand,
  ClientCommand,
  NetworkRequest,
  RemoteSiteRequest,
  ScheduleRequest,
  VmRequest
} from '../../server/domain/commands.js'
import { alertTypes } from '../../server/domain/alerts.js'
import { snapshotName } from '../../server/domain/lookup.js'
import { transitions } from '../../server/domain/power.js'
import { instant, seconds } from '../../server/domain/time.js'
import type { Instant } from '../../server/domain/time.js'
import type {
  Cluster,
  Keep,
  ProtectionDomain,
  RetentionUnit,
  Secret,
  View,
  VmWork,
  World
} from '../../server/domain/world.js'
import { randomBreakage, randomLength, randomTrigger } from './random-incidents.js'
import type { Random } from './random.js'
import { workFits, workGivers } from './random-work.js'
import type { WorkPlace } from './random-work.js'

type Giver = (about: About) => Command

/** Where the command is given, and the means to choose its arguments. */
interface About {
  random: Random
  world: View<World>
  here: View<Cluster>
  on: { cluster: string; user: string }
  /** A domain of the cluster, mostly; its name is used even where it is not there. */
  name: string
  domain: View<ProtectionDomain> | undefined
}

const DOMAINS = ['gold', 'silver', 'bronze']
const JUNK = ['', 'nothing', 'constructor', '__proto__', 'a/b', ' gold', '42']
/** How rarely an argument names nothing that is there. */
const JUNK_SHARE = 0.05
/** After so many kinds of command that nothing fits, one is given that does not. */
const TRIES_MAX = 10

/** Whether a command can be about a domain. */
type Fits = (domain: View<ProtectionDomain>, here: View<Cluster>) => boolean

const anything: Fits = () => true
const active: Fits = domain => domain.active && domain.removedAt === null
const scheduled: Fits = domain => domain.schedules.length > 0
const snapped: Fits = domain => domain.snapshots.length > 0
const metro: Fits = domain => domain.metro !== null
const sending: Fits = domain => Object.values(domain.outgoing).some(({ current }) => current !== null)

const grouped: Fits = (_, here) => Object.keys(here.volumeGroups).length > 0

interface Kind {
  /** How often it is given, among the others. */
  weight: number
  fits?: Fits
  give: Giver
}

type Givers = { [K in (ClientCommand | ControlCommand)['type']]: Kind }

const workKinds = Object.fromEntries(
  (Object.keys(workGivers) as VmWork['type'][]).map(type => [
    type,
    {
      weight: 1,
      fits: (_, here) => workFits(type, here),
      give: a => ({ ...workGivers[type](workPlace(a)), ...a.on })
    } satisfies Kind
  ])
) as Record<VmWork['type'], Kind>

const givers: Givers = {
  ...workKinds,
  'switch-guest-tools': {
    weight: 1,
    give: a => ({ type: 'switch-guest-tools', ...a.on, vm: vmUuid(a), enabled: a.random.chance(0.5) })
  },
  'set-flash-mode': {
    weight: 1,
    give: a => ({ type: 'set-flash-mode', ...a.on, disk: someDisk(a), pinned: a.random.chance(0.5) })
  },
  'add-remote-site': { weight: 3, give: a => ({ type: 'add-remote-site', ...a.on, site: siteRequest(a) }) },
  'update-remote-site': {
    weight: 2,
    give: a => ({ type: 'update-remote-site', ...a.on, site: { ...partOf(a, siteRequest(a)), name: siteName(a) } })
  },
  'remove-remote-site': { weight: 1, give: a => ({ type: 'remove-remote-site', ...a.on, name: siteName(a) }) },
  'create-protection-domain': {
    weight: 5,
    give: a => ({ type: 'create-protection-domain', ...a.on, name: orJunk(a, a.random.pick(DOMAINS)), annotations: [] })
  },
  'remove-protection-domain': {
    weight: 1,
    give: a => ({ type: 'remove-protection-domain', ...a.on, name: a.name, skipRemoteCheck: a.random.chance(0.7) })
  },
  'protect-vms': {
    weight: 6,
    fits: active,
    give: a => ({
      type: 'protect-vms',
      ...a.on,
      name: a.name,
      names: a.random
        .some(
          Object.values(a.here.vms).map(vm => vm.name),
          0.3
        )
        .concat(a.random.chance(JUNK_SHARE) ? ['ghost'] : []),
      uuids: a.random.some(Object.keys(a.here.vms), 0.2),
      consistencyGroup: a.random.chance(0.2) ? orJunk(a, 'group') : null,
      appConsistent: a.random.chance(0.2),
      ignoreDuplicateOrMissing: a.random.chance(0.6),
      volumeGroupUuids: a.random.some(Object.keys(a.here.volumeGroups), 0.4),
      relatedEntities: a.random.chance(0.3)
    })
  },
  'unprotect-vms': {
    weight: 2,
    fits: domain => domain.active && domain.members.length > 0,
    give: a => ({
      type: 'unprotect-vms',
      ...a.on,
      name: a.name,
      names: a.random.chance(0.1)
        ? null
        : a.random
            .some(a.domain?.members.map(member => member.name) ?? [], 0.4)
            .concat(a.random.chance(JUNK_SHARE) ? ['ghost'] : []),
      volumeGroupUuids: a.random.some(a.domain?.volumeGroups.map(({ uuid }) => uuid) ?? [], 0.3)
    })
  },
  'add-schedule': {
    weight: 8,
    fits: domain => domain.active && domain.members.length > 0 && domain.schedules.length < 2,
    give: a => ({ type: 'add-schedule', ...a.on, name: a.name, schedule: scheduleRequest(a) })
  },
  'replace-schedule': {
    weight: 2,
    fits: scheduled,
    give: a => ({ type: 'replace-schedule', ...a.on, name: a.name, id: scheduleId(a), schedule: scheduleRequest(a) })
  },
  'remove-schedule': {
    weight: 1,
    fits: scheduled,
    give: a => ({ type: 'remove-schedule', ...a.on, name: a.name, id: scheduleId(a) })
  },
  'clear-schedules': {
    weight: 1,
    fits: scheduled,
    give: a => ({ type: 'clear-schedules', ...a.on, name: a.name })
  },
  'set-retention': {
    weight: 2,
    fits: scheduled,
    give: a => ({ type: 'set-retention', ...a.on, name: a.name, id: scheduleId(a), retention: retention(a) })
  },
  'add-one-time-schedule': {
    weight: 14,
    fits: domain => domain.active && domain.members.length > 0,
    give: a => ({
      type: 'add-one-time-schedule',
      ...a.on,
      name: a.name,
      at: a.random.chance(0.7) ? null : someInstant(a),
      appConsistent: a.random.chance(0.2),
      remoteSites: a.random.some(siteNames(a), 0.7).concat(a.random.chance(JUNK_SHARE) ? ['nowhere'] : []),
      retentionSeconds: a.random.pick([null, null, 60, 600, 86_400, 0])
    })
  },
  'remove-one-time-schedule': {
    weight: 3,
    fits: domain => domain.oneTimeSchedules.length > 0,
    give: a => ({
      type: 'remove-one-time-schedule',
      ...a.on,
      name: a.name,
      id: oneOf(
        a,
        a.domain?.oneTimeSchedules.map(({ id }) => id),
        7
      )
    })
  },
  'remove-snapshot': {
    weight: 3,
    fits: snapped,
    give: a => ({ type: 'remove-snapshot', ...a.on, name: a.name, snapshotId: snapshotId(a) })
  },
  'retain-snapshot': {
    weight: 2,
    fits: snapped,
    give: a => ({
      type: 'retain-snapshot',
      ...a.on,
      name: a.name,
      snapshotId: snapshotId(a),
      until: a.random.chance(0.3) ? null : someInstant(a)
    })
  },
  'suspend-schedules': {
    weight: 3,
    fits: scheduled,
    give: a => ({ type: 'suspend-schedules', ...a.on, name: a.name, suspended: a.random.chance(0.5) })
  },
  'set-min-snapshots': {
    weight: 1,
    give: a => ({ type: 'set-min-snapshots', ...a.on, name: a.name, count: a.random.pick([null, 1, 2, 5, 0, -1]) })
  },
  'change-consistency-group': {
    weight: 1,
    fits: (domain, here) => active(domain, here) && domain.members.length > 0,
    give: a => ({
      type: 'change-consistency-group',
      ...a.on,
      name: a.name,
      group: orJunk(a, a.domain?.members[0]?.consistencyGroup ?? ''),
      appConsistent: a.random.chance(0.5)
    })
  },
  'enable-metro': {
    weight: 6,
    fits: (domain, here) => active(domain, here) && here.hypervisor === 'kVMware',
    give: a => ({
      type: 'enable-metro',
      ...a.on,
      name: a.name,
      container: a.random.pick([null, 'pool', 'spare', 'spare', orJunk(a, 'spare')]),
      remoteSite: a.random.chance(0.1) ? null : siteName(a),
      failureHandling: a.random.pick([null, 'None', 'Automatic', 'Manual', 'Witness', 'Witness']),
      breakAfterSeconds: a.random.pick([null, 10, 30, 31]),
      reEnable: a.random.chance(JUNK_SHARE) !== (a.domain?.metro != null),
      force: a.random.chance(0.5)
    })
  },
  'disable-metro': {
    weight: 2,
    fits: metro,
    give: a => ({ type: 'disable-metro', ...a.on, name: a.name, skipRemoteCheck: a.random.chance(0.5) })
  },
  'promote-metro': {
    weight: 3,
    fits: metro,
    give: a => ({
      type: 'promote-metro',
      ...a.on,
      name: a.name,
      skipRemoteCheck: a.random.chance(0.2),
      force: a.random.chance(0.3)
    })
  },
  'set-metro-failure-handling': {
    weight: 1,
    fits: metro,
    give: a => ({
      type: 'set-metro-failure-handling',
      ...a.on,
      name: a.name,
      mode: a.random.pick(['None', 'Automatic', 'Manual', 'Witness']),
      localOnly: a.random.chance(0.3)
    })
  },
  'set-metro-break-timeout': {
    weight: 1,
    fits: metro,
    give: a => ({ type: 'set-metro-break-timeout', ...a.on, name: a.name, seconds: a.random.pick([10, 20, 30, 9, 31]) })
  },
  'protect-vstore': {
    weight: 1,
    give: a => ({ type: 'protect-vstore', ...a.on, uuid: vstore(a), vmLevel: a.random.chance(0.5) })
  },
  'unprotect-vstore': { weight: 1, give: a => ({ type: 'unprotect-vstore', ...a.on, uuid: vstore(a) }) },
  'regroup-vstore': {
    weight: 1,
    give: a => ({ type: 'regroup-vstore', ...a.on, uuid: vstore(a), vmLevel: a.random.chance(0.5) })
  },
  'set-sra-state': { weight: 1, give: a => ({ type: 'set-sra-state', ...a.on, name: a.name, state: 'noted' }) },
  'remove-remote-snapshot': {
    weight: 2,
    fits: (_, here) => Object.keys(here.remoteSites).length > 0,
    give: a => ({ type: 'remove-remote-snapshot', ...a.on, name: a.name, ...remoteSnapshot(a) })
  },
  'retrieve-snapshot': {
    weight: 4,
    fits: (_, here) => Object.keys(here.remoteSites).length > 0,
    give: a => ({ type: 'retrieve-snapshot', ...a.on, name: a.name, ...remoteSnapshot(a) })
  },
  'control-replication': {
    weight: 8,
    fits: sending,
    give: a => ({
      type: 'control-replication',
      ...a.on,
      name: a.name,
      id: oneOf(
        a,
        Object.values(a.domain?.outgoing ?? {}).flatMap(({ current }) => (current === null ? [] : [current.id])),
        7
      ),
      action: orJunk(a, a.random.pick(['pause', 'resume', 'resume', 'abort']))
    })
  },
  'migrate-protection-domain': {
    weight: 8,
    fits: (domain, here) => active(domain, here) && Object.keys(here.remoteSites).length > 0,
    give: a => ({ type: 'migrate-protection-domain', ...a.on, name: a.name, remoteSite: siteName(a) })
  },
  'activate-protection-domain': {
    weight: 3,
    fits: domain => !domain.active && domain.snapshots.length > 0,
    give: a => ({
      type: 'activate-protection-domain',
      ...a.on,
      name: a.name,
      snapshotId: a.random.chance(0.7) ? null : snapshotId(a)
    })
  },
  'deactivate-protection-domain': {
    weight: 1,
    fits: active,
    give: a => ({ type: 'deactivate-protection-domain', ...a.on, name: a.name })
  },
  'restore-entities': {
    weight: 5,
    fits: snapped,
    give: a => {
      const held = a.domain?.snapshots.flatMap(snapshot => snapshot.vms) ?? []
      return {
        type: 'restore-entities',
        ...a.on,
        name: a.name,
        snapshotId: snapshotId(a),
        vmNames: a.random.some([...new Set(held.map(vm => vm.name))], 0.3),
        vmUuids: a.random.some([...new Set(held.map(vm => vm.uuid))], 0.3),
        volumeGroupUuids: a.random.some(
          [...new Set(a.domain?.snapshots.flatMap(each => each.volumeGroups.map(({ uuid }) => uuid)))],
          0.3
        ),
        volumeGroupPrefix: a.random.pick(['', 'copy-']),
        replace: a.random.chance(0.5),
        namePrefix: a.random.pick(['', '', 'copy-'])
      }
    }
  },
  'roll-back-protection-domain': {
    weight: 2,
    fits: (domain, here) => active(domain, here) && snapped(domain, here),
    give: a => ({ type: 'roll-back-protection-domain', ...a.on, name: a.name, snapshotId: snapshotId(a) })
  },
  'set-power-state': {
    weight: 10,
    fits: (_, here) => Object.keys(here.vms).length > 0,
    give: a => {
      const vm = vmUuid(a)
      const off = a.here.vms[vm]?.powerState === 'off'
      return {
        type: 'set-power-state',
        ...a.on,
        vm,
        transition: orJunk(a, a.random.chance(off ? 0.9 : 0.3) ? 'ON' : a.random.pick(Object.keys(transitions))),
        host: a.random.chance(0.8) ? null : orJunk(a, a.here.hosts[0]?.uuid ?? '')
      }
    }
  },
  'create-network': { weight: 1, give: a => ({ type: 'create-network', ...a.on, network: networkRequest(a) }) },
  'update-network': {
    weight: 1,
    give: a => ({
      type: 'update-network',
      ...a.on,
      ...networkSeen(a),
      network: Object.fromEntries(a.random.some(Object.entries(networkRequest(a)), 0.4))
    })
  },
  'remove-network': { weight: 1, give: a => ({ type: 'remove-network', ...a.on, ...networkSeen(a) }) },
  'update-ha': {
    weight: 1,
    give: a => ({
      type: 'update-ha',
      ...a.on,
      enabled: a.random.pick([null, true, false]),
      hostFailuresToTolerate: a.random.pick([null, 0, 1, 2]),
      reservation: a.random.pick([null, 'RESERVE_HOSTS', 'RESERVE_SEGMENTS', 'NO_RESERVATIONS', 'constructor']),
      evacuation: a.random.pick([null, 'LIVE_MIGRATE']),
      logicalTimestamp: a.random.pick([null, null, a.here.ha.logicalTimestamp, 1])
    })
  },
  'reserve-address': {
    weight: 4,
    give: a => ({ type: 'reserve-address', ...a.on, uuid: networkSeen(a).uuid, address: someAddress(a) })
  },
  'unreserve-address': {
    weight: 3,
    fits: (_, here) => here.networks.some(({ ipam }) => ipam !== null && ipam.reserved.length > 0),
    give: a => {
      const network = a.here.networks.find(({ ipam }) => ipam !== null && ipam.reserved.length > 0)
      const address = orJunk(a, network?.ipam?.reserved[0] ?? '')
      return { type: 'unreserve-address', ...a.on, uuid: network?.uuid ?? '', address }
    }
  },
  'create-volume-group': {
    weight: 3,
    give: a => ({
      type: 'create-volume-group',
      ...a.on,
      request: {
        name: orJunk(a, a.random.pick(['logs', 'data', 'shared'])),
        uuid: a.random.chance(0.9) ? null : orJunk(a, 'given-uuid'),
        description: null,
        shared: a.random.chance(0.5),
        flashMode: false,
        iscsiTarget: null,
        authentication: 'NONE',
        disks: Array.from({ length: a.random.below(3) }, () => volumeDisk(a)),
        clients: a.random.chance(0.2) ? ['iqn.client'] : [],
        changeBytesPerSecond: a.random.pick([0, 500])
      }
    })
  },
  'clone-volume-group': {
    weight: 1,
    fits: grouped,
    give: a => ({
      type: 'clone-volume-group',
      ...a.on,
      group: groupUuid(a),
      name: `copy-${a.random.below(5)}`,
      iscsiTarget: null,
      seen: seen(a)
    })
  },
  'remove-volume-group': {
    weight: 1,
    fits: grouped,
    give: a => ({ type: 'remove-volume-group', ...a.on, group: groupUuid(a), seen: seen(a) })
  },
  'attach-volume-group': {
    weight: 2,
    fits: grouped,
    give: a => ({ type: 'attach-volume-group', ...a.on, group: groupUuid(a), vm: vmUuid(a), seen: seen(a) })
  },
  'detach-volume-group': {
    weight: 1,
    fits: grouped,
    give: a => ({ type: 'detach-volume-group', ...a.on, group: groupUuid(a), vm: vmUuid(a), seen: seen(a) })
  },
  'add-volume-disk': {
    weight: 1,
    fits: grouped,
    give: a => ({ type: 'add-volume-disk', ...a.on, group: groupUuid(a), disk: volumeDisk(a) })
  },
  'remove-volume-disk': {
    weight: 1,
    fits: grouped,
    give: a => ({ type: 'remove-volume-disk', ...a.on, group: groupUuid(a), index: a.random.below(2), seen: seen(a) })
  },
  'change-volume-group': {
    weight: 1,
    fits: grouped,
    give: a => ({
      type: 'change-volume-group',
      ...a.on,
      group: groupUuid(a),
      seen: seen(a),
      change: a.random.pick([{ name: 'renamed' }, { shared: false }, { clients: ['a', 'b'] }, { clients: [] }])
    })
  },
  'change-volume-disk': {
    weight: 1,
    fits: grouped,
    give: a => ({
      type: 'change-volume-disk',
      ...a.on,
      group: groupUuid(a),
      index: a.random.below(2),
      change: { sizeBytes: a.random.pick([1, 90_000_000, 0.5]) }
    })
  },
  'open-volume-group': {
    weight: 1,
    fits: grouped,
    give: a => ({ type: 'open-volume-group', ...a.on, group: groupUuid(a), client: orJunk(a, 'iqn.a'), seen: null })
  },
  'close-volume-group': {
    weight: 2,
    fits: grouped,
    give: a => ({ type: 'close-volume-group', ...a.on, group: groupUuid(a), client: orJunk(a, 'iqn.a'), seen: null })
  },
  'change-iscsi-client': {
    weight: 1,
    fits: (_, here) => Object.keys(here.iscsiClients).length > 0,
    give: a => ({
      type: 'change-iscsi-client',
      ...a.on,
      client: oneOf(a, Object.keys(a.here.iscsiClients), 'none'),
      change: { authentication: 'CHAP' }
    })
  },
  'create-storage-container': {
    weight: 1,
    give: a => ({
      type: 'create-storage-container',
      ...a.on,
      change: { name: orJunk(a, a.random.pick(['spare', 'cold', 'warm'])), replicationFactor: a.random.pick([1, 2, 3]) }
    })
  },
  'change-storage-container': {
    weight: 1,
    give: a => ({
      type: 'change-storage-container',
      ...a.on,
      container: containerUuid(a),
      change: a.random.pick([
        { compression: false },
        { name: 'renamed' },
        { advertisedBytes: a.random.pick([null, 1, 10 ** 15]) },
        { replicationFactor: a.random.pick([1, 2]) },
        { erasureCoding: true }
      ])
    })
  },
  'remove-storage-container': {
    weight: 1,
    give: a => ({ type: 'remove-storage-container', ...a.on, container: containerUuid(a) })
  },
  'mount-datastore': {
    weight: 3,
    give: a => ({ type: 'mount-datastore', ...a.on, name: 'nfs', container: 'spare', readOnly: false, hosts: [] })
  },
  'unmount-datastore': { weight: 3, give: a => ({ type: 'unmount-datastore', ...a.on, name: 'nfs', hosts: [] }) },
  'create-storage-pool': { weight: 1, give: a => ({ type: 'create-storage-pool', ...a.on, name: 'second' }) },
  'change-storage-pool': {
    weight: 1,
    give: a => ({ type: 'change-storage-pool', ...a.on, change: { downMigratePercent: a.random.pick([0, 75, 101]) } })
  },
  'remove-storage-pool': { weight: 1, give: a => ({ type: 'remove-storage-pool', ...a.on }) },
  'remove-disk': {
    weight: 2,
    give: a => ({
      type: 'remove-disk',
      ...a.on,
      disk: oneOf(
        a,
        a.here.hosts.flatMap(({ disks }) => disks.map(({ uuid }) => uuid)),
        'none'
      )
    })
  },
  'acknowledge-alerts': {
    weight: 1,
    fits: (_, here) => here.alerts.length > 0,
    give: a => ({
      type: 'acknowledge-alerts',
      ...a.on,
      ids: [
        oneOf(
          a,
          a.here.alerts.map(({ id }) => id),
          'none'
        )
      ]
    })
  },
  'resolve-alerts': {
    weight: 1,
    fits: (_, here) => here.alerts.length > 0,
    give: a => ({
      type: 'resolve-alerts',
      ...a.on,
      ids: [
        oneOf(
          a,
          a.here.alerts.map(({ id }) => id),
          'none'
        )
      ]
    })
  },
  'dismiss-progress-monitor': {
    weight: 1,
    fits: (_, here) => here.monitors.length > 0,
    give: a => ({
      type: 'dismiss-progress-monitor',
      ...a.on,
      id: oneOf(
        a,
        a.here.monitors.map(({ id }) => id),
        'none'
      )
    })
  },
  'add-user': {
    weight: 1,
    fits: (_, here) => Object.keys(here.users).length < 5,
    give: a => ({
      type: 'add-user',
      ...a.on,
      username: userName(a),
      request: { roles: userRoles(a), ...(a.random.chance(0.5) && { enabled: a.random.chance(0.5) }) },
      secret: someSecret(a)
    })
  },
  'change-user': {
    weight: 1,
    fits: (_, here) => Object.keys(here.users).length > 0,
    give: a => ({
      type: 'change-user',
      ...a.on,
      username: userName(a),
      request: {
        ...(a.random.chance(0.5) && { roles: userRoles(a) }),
        ...(a.random.chance(0.5) && { enabled: a.random.chance(0.5) }),
        ...(a.random.chance(0.5) && { profile: { firstName: 'Ada' } })
      }
    })
  },
  'set-user-secret': {
    weight: 1,
    fits: (_, here) => Object.keys(here.users).length > 0,
    give: a => ({ type: 'set-user-secret', ...a.on, username: userName(a), secret: someSecret(a) })
  },
  'remove-user': {
    weight: 1,
    fits: (_, here) => Object.keys(here.users).length > 0,
    give: a => ({ type: 'remove-user', ...a.on, username: userName(a) })
  },
  'appoint-administrator': {
    weight: 1,
    give: a => ({ type: 'appoint-administrator', cluster: a.on.cluster, username: 'admin', secret: someSecret(a) })
  },
  'acknowledge-events': {
    weight: 1,
    fits: (_, here) => here.audits.length > 0,
    give: a => ({
      type: 'acknowledge-events',
      ...a.on,
      ids: [
        oneOf(
          a,
          a.here.audits.map(({ id }) => id),
          'none'
        )
      ]
    })
  },
  'add-to-configuration': {
    weight: 1,
    give: a => ({ type: 'add-to-configuration', ...a.on, list: 'ntpServers', entries: [ntpServer(a)] })
  },
  'replace-in-configuration': {
    weight: 1,
    fits: (_, here) => here.configuration.ntpServers.length > 0,
    give: a => ({ type: 'replace-in-configuration', ...a.on, list: 'ntpServers', entry: ntpServer(a) })
  },
  'remove-from-configuration': {
    weight: 1,
    fits: (_, here) => here.configuration.ntpServers.length > 0,
    give: a => ({ type: 'remove-from-configuration', ...a.on, list: 'ntpServers', keys: [ntpServer(a)] })
  },
  configure: {
    weight: 2,
    give: a => ({
      type: 'configure',
      ...a.on,
      settings: {
        ...(a.random.chance(0.3) && { displayName: orJunk(a, `${a.here.name}-two`) }),
        ...(a.random.chance(0.5) && {
          disabledChecks: a.random.some([...Object.keys(alertTypes), ...(a.random.chance(JUNK_SHARE) ? JUNK : [])], 0.1)
        }),
        ...(a.random.chance(0.3) && { heldAlerts: a.random.some(Object.keys(alertTypes), 0.1) })
      },
      ...(a.random.chance(0.1) && { vip: orJunk(a, a.random.pick([a.here.vip, `10.9.0.${a.here.name.length}`])) }),
      ...(a.random.chance(0.2) && { timezone: orJunk(a, a.random.pick(['Europe/Paris', 'UTC', 'America/Montreal'])) })
    })
  },
  'enter-maintenance': {
    weight: 3,
    give: a => ({
      type: 'enter-maintenance',
      ...a.on,
      host: hostUuid(a),
      evacuation: orJunk(a, a.random.pick(['LIVE_MIGRATE', 'COLD_MIGRATE', 'POWER_OFF'])),
      nonMigratable: orJunk(a, 'BLOCK')
    })
  },
  'exit-maintenance': {
    weight: 3,
    fits: (_, here) => here.hosts.some(host => host.inMaintenance),
    give: a => ({ type: 'exit-maintenance', ...a.on, host: hostUuid(a) })
  },
  'name-addresses': {
    weight: 1,
    give: a => ({
      type: 'name-addresses',
      cluster: a.on.cluster,
      addresses: a.random.some([`10.0.0.${a.here.name.length}`, `${a.here.name}.test`], 0.7)
    })
  },
  'create-vms': {
    weight: 2,
    give: a => ({
      type: 'create-vms',
      cluster: a.on.cluster,
      vms: Array.from({ length: a.random.below(3) }, () => vmRequestOf(a))
    })
  },
  'create-volume-groups': {
    weight: 1,
    give: a => ({
      type: 'create-volume-groups',
      cluster: a.on.cluster,
      groups: [
        {
          name: orJunk(a, a.random.pick(['logs', 'seeded'])),
          spec: {
            description: null,
            disks: [
              {
                uuid: 'd',
                index: 0,
                sizeBytes: 9_000,
                usedBytes: 5_000,
                container: orJunk(a, 'spare'),
                flashMode: false
              }
            ],
            shared: false,
            flashMode: false,
            iscsiTarget: 'iqn.seeded',
            authentication: 'NONE'
          },
          changeBytesPerSecond: a.random.pick([0, 500]),
          attachedTo: a.random.chance(0.5) ? [] : ['web']
        }
      ]
    })
  },
  'write-mark': {
    weight: 6,
    fits: (_, here) => Object.keys(here.vms).length > 0,
    give: a => ({
      type: 'write-mark',
      cluster: a.on.cluster,
      vm: vmUuid(a),
      mark: `mark-${a.random.below(1000)}`,
      bytes: a.random.below(10_000_000)
    })
  },
  'set-power': {
    weight: 4,
    give: a => ({
      type: 'set-power',
      cluster: a.on.cluster,
      power: a.random.chance(a.here.power === 'lost' ? 0.95 : 0.75) ? 'on' : 'lost'
    })
  },
  'set-pack': {
    weight: 1,
    give: a => ({ type: 'set-pack', cluster: a.on.cluster, pack: a.random.pick(['starter', 'pro', 'ultimate']) })
  },
  'change-link': {
    weight: 6,
    give: a => ({
      type: 'change-link',
      a: a.on.cluster,
      b: otherName(a),
      change: {
        from: a.random.chance(0.75) ? null : orJunk(a, a.on.cluster),
        ...(a.random.chance(0.9) && { up: a.random.chance(isCut(a) ? 0.95 : isBusy(a) ? 0.3 : 0.8) }),
        ...(a.random.chance(0.3) && {
          bandwidthBytesPerSecond: a.random.pick([0, 50_000, 333_333, 1_000_000, 5_000_000])
        }),
        ...(a.random.chance(0.2) && { latencyUsecs: a.random.pick([0, 1, 85_000, -1]) }),
        ...(a.random.chance(0.2) && { loss: a.random.pick([0, 0.1, 0.9, 1]) })
      }
    })
  },
  'plan-incident': {
    weight: 5,
    give: a => ({
      type: 'plan-incident',
      what: randomBreakage(a),
      begins: randomTrigger(a),
      lastsUsecs: a.random.chance(0.9) ? randomLength(a) : null
    })
  },
  'withdraw-incident': {
    weight: 2,
    give: a => ({
      type: 'withdraw-incident',
      id: orJunk(a, a.random.pick([...Object.keys(a.world.incidents), 'incident-0']))
    })
  }
}

export const givenTypes = Object.keys(givers) as (keyof Givers)[]

const weights = Object.values(givers).flatMap((kind: Kind) => Array.from({ length: kind.weight }, () => kind))

/** The next command of a walk through a world: mostly one that finds what it is about. */
export function randomCommand(random: Random, world: View<World>): Command {
  for (let tries = 0; ; tries++) {
    const { give, fits = anything } = random.pick(weights)
    const carelessly = random.chance(JUNK_SHARE) || tries === TRIES_MAX
    const about = carelessly ? anywhere(random, world) : somewhere(random, world, fits)
    if (about === undefined) continue
    const cluster = random.chance(0.01) ? random.pick(JUNK) : about.here.name
    return give({ ...about, random, world, on: { cluster, user: 'walker' } })
  }
}

type Place = Pick<About, 'here' | 'name' | 'domain'>

function somewhere(random: Random, world: View<World>, fits: Fits): Place | undefined {
  const places: Place[] = []
  for (const here of Object.values(world.clusters)) {
    const domains = Object.values(here.protectionDomains)
    for (const domain of domains) if (fits(domain, here)) places.push({ here, name: domain.name, domain })
    if (domains.length === 0 && fits === anything) places.push({ here, name: 'gold', domain: undefined })
  }
  return places.length === 0 ? undefined : random.pick(places)
}

function anywhere(random: Random, world: View<World>): Place {
  const here = random.pick(Object.values(world.clusters))
  const name = random.pick([...Object.keys(here.protectionDomains), ...DOMAINS, ...JUNK])
  return { here, name, domain: Object.hasOwn(here.protectionDomains, name) ? here.protectionDomains[name] : undefined }
}

function orJunk(a: About, value: string): string {
  return a.random.chance(JUNK_SHARE) ? a.random.pick(JUNK) : value
}

function oneOf<T>(a: About, values: readonly T[] | undefined, otherwise: T): T {
  return values === undefined || values.length === 0 || a.random.chance(JUNK_SHARE) ? otherwise : a.random.pick(values)
}

/** One that another cluster holds of the domain, preferably one that this one does not. */
function remoteSnapshot(a: About): { site: string; snapshotId: string } {
  const site = siteName(a)
  const others = Object.values(a.world.clusters).filter(({ name }) => name !== a.here.name)
  const held = others.flatMap(({ protectionDomains }) => protectionDomains[a.name]?.snapshots ?? [])
  const lost = held.filter(({ id, origin }) => !a.domain?.snapshots.some(own => own.id === id && own.origin === origin))
  const ids = (lost.length > 0 ? lost : held).map(({ id }) => String(id))
  return { site, snapshotId: oneOf(a, ids, '7') }
}

function workPlace(a: About): WorkPlace {
  return {
    random: a.random,
    here: a.here,
    oneOf: (values, otherwise) => oneOf(a, values, otherwise),
    orJunk: value => orJunk(a, value)
  }
}

function someDisk(a: About): string {
  const disks = Object.values(a.here.vms).flatMap(({ spec }) => spec.disks.map(({ uuid }) => uuid))
  return oneOf(a, disks, 'none')
}

function vstore(a: About): string {
  return oneOf(
    a,
    a.here.containers.map(({ uuid }) => uuid),
    'nothing'
  )
}

function otherName(a: About): string {
  return oneOf(
    a,
    Object.keys(a.world.clusters).filter(name => name !== a.here.name),
    'atlantis'
  )
}

function isCut(a: About): boolean {
  return Object.values(a.world.links).some(link => Object.values(link.lanes).some(lane => !lane.up))
}

function isBusy(a: About): boolean {
  return Object.values(a.world.links).some(link => Object.values(link.lanes).some(lane => lane.flows.async.running > 0))
}

function siteNames(a: About): string[] {
  return Object.keys(a.here.remoteSites)
}

function siteName(a: About): string {
  return oneOf(a, siteNames(a), 'nowhere')
}

function hostUuid(a: About): string {
  return oneOf(
    a,
    a.here.hosts.map(({ uuid }) => uuid),
    'ghost'
  )
}

function ntpServer(a: About): string {
  return orJunk(a, a.random.pick(['0.pool.ntp.test', '1.pool.ntp.test', '10.0.0.123']))
}

function vmUuid(a: About): string {
  return oneOf(a, Object.keys(a.here.vms), 'ghost')
}

function userName(a: About): string {
  return oneOf(a, [...Object.keys(a.here.users), 'ada', 'bob'], a.random.pick(JUNK))
}

function userRoles(a: About): string[] {
  return a.random.some(['ROLE_CLUSTER_ADMIN', 'ROLE_USER_ADMIN', 'ROLE_CLUSTER_VIEWER', 'ROLE_OF_NOBODY'], 0.3)
}

function someSecret(a: About): Secret {
  return { salt: `salt-${a.random.below(3)}`, hash: `hash-${a.random.below(3)}` }
}

function groupUuid(a: About): string {
  return oneOf(a, Object.keys(a.here.volumeGroups), 'ghost')
}

function seen(a: About): number | null {
  return a.random.chance(0.9) ? null : a.random.below(4)
}

function volumeDisk(a: About) {
  return {
    index: a.random.chance(0.8) ? null : a.random.below(3),
    sizeBytes: a.random.chance(JUNK_SHARE) ? null : 50_000_000,
    source: a.random.chance(0.5)
      ? null
      : oneOf(
          a,
          Object.values(a.here.vms).flatMap(vm => vm.spec.disks.map(({ uuid }) => uuid)),
          'no disk'
        ),
    container: a.random.chance(0.7) ? null : containerUuid(a)
  }
}

function containerUuid(a: About): string {
  return oneOf(
    a,
    a.here.containers.map(({ uuid }) => uuid),
    'none'
  )
}

function scheduleId(a: About): string {
  return oneOf(
    a,
    a.domain?.schedules.map(({ id }) => id),
    'hourly-7'
  )
}

function snapshotId(a: About): string {
  return oneOf(a, a.domain?.snapshots.map(snapshotName), '7')
}

/** Mostly near, on either side of now. */
function someInstant(a: About): Instant {
  return instant(a.world.now + seconds(a.random.pick([-86_400, -600, -1, 0, 1, 59, 600, 3600, 40_000, 2_000_000])))
}

function keep(a: About): Keep {
  const unit: RetentionUnit = a.random.pick([
    'NUM_SNAPSHOTS',
    'NUM_SNAPSHOTS',
    'NUM_SNAPSHOTS',
    'DAYS',
    'WEEKS',
    'MONTHS'
  ])
  return { count: a.random.pick([1, 1, 2, 3, a.random.chance(JUNK_SHARE) ? 0 : 2]), unit }
}

function retention(a: About): ScheduleRequest['retention'] {
  const sites = a.random.some(siteNames(a), 0.8).concat(a.random.chance(JUNK_SHARE) ? ['nowhere'] : [])
  return {
    local: a.random.chance(0.2) ? null : keep(a),
    remote: Object.fromEntries(sites.map(site => [site, keep(a)]))
  }
}

function scheduleRequest(a: About): ScheduleRequest {
  const type = orJunk(
    a,
    a.random.chance(0.5)
      ? 'HOURLY'
      : a.random.pick(['MINUTELY', 'MINUTELY', 'MINUTELY', 'SECONDLY', 'DAILY', 'WEEKLY', 'MONTHLY'])
  )
  const startAt = a.random.chance(0.7) ? null : someInstant(a)
  return {
    recurrence: {
      type,
      everyNth: a.random.pick([
        1,
        1,
        2,
        5,
        type === 'MINUTELY' ? 60 : 1,
        type === 'SECONDLY' ? 600 : 1,
        a.random.chance(JUNK_SHARE) ? 0 : 3
      ]),
      startAt,
      endAt: a.random.chance(0.85) ? null : someInstant(a),
      values:
        type === 'WEEKLY' || type === 'MONTHLY'
          ? a.random.some(
              [1, 2, 5, 7, 15, 31].filter(value => type === 'MONTHLY' || value <= 7),
              0.4
            )
          : [],
      timezoneOffsetSeconds: a.random.pick([0, 0, 3600, -18_000, 50_401])
    },
    suspended: a.random.chance(0.1),
    appConsistent: a.random.chance(0.1),
    retention: retention(a)
  }
}

function siteRequest(a: About): RemoteSiteRequest {
  const peer = a.world.clusters[otherName(a)]
  const containers = peer === undefined ? [] : [[a.here.containers[0]?.name ?? '', a.random.pick(peer.containers).name]]
  return {
    name: orJunk(a, peer === undefined ? 'nowhere' : a.random.pick([peer.name, peer.name, `to-${peer.name}`])),
    addresses: Object.fromEntries(
      (peer === undefined ? a.random.pick([[], ['192.0.2.1'], [a.here.vip]]) : [peer.vip]).map(address => [
        address,
        2020
      ])
    ),
    capabilities: a.random.pick([null, null, null, ['BACKUP']]),
    containerMap: a.random.chance(0.7) ? Object.fromEntries(containers) : null,
    networkMap: a.random.pick([
      null,
      [{ source: 'base', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }],
      [{ source: 'lost', sourceHypervisor: 'kKvm', destination: 'base', destinationHypervisor: 'kKvm' }]
    ]),
    compression: a.random.pick([null, true, false]),
    proxy: null,
    ssh: null,
    bandwidthPolicyEnabled: a.random.pick([null, true, true, false]),
    bandwidthPolicy: a.random.pick([
      null,
      null,
      {
        name: 'night',
        uuid: 'policy',
        defaultBytesPerSecond: a.random.pick([null, 50_000]),
        windows: Array.from({ length: a.random.pick([0, 1, 1, 2, 3]) }, () => ({
          uuid: 'window',
          days: a.random.pick([127, 127, 31, 4]),
          startMs: a.random.below(24) * 3_600_000,
          endMs: a.random.below(24) * 3_600_000,
          bytesPerSecond: a.random.pick([0, 20_000, 90_000])
        }))
      }
    ]),
    maxBytesPerSecond: a.random.pick([null, null, 250_000, -1])
  }
}

function networkSeen(a: About): { uuid: string; logicalTimestamp: number | null } {
  const network = a.here.networks.length === 0 ? undefined : a.random.pick(a.here.networks)
  return {
    uuid: orJunk(a, network?.uuid ?? ''),
    logicalTimestamp: a.random.pick([null, null, network?.logicalTimestamp ?? 1, 1])
  }
}

/** Few names and fewer addresses, so that requests meet. */
function networkRequest(a: About): NetworkRequest {
  const dhcp = {
    bootFileName: null,
    domainName: 'lan',
    domainNameServers: null,
    domainSearch: null,
    tftpServerName: null
  }
  return {
    name: orJunk(a, a.random.pick(['base', 'extra', 'managed', 'lost'])),
    vlanId: a.random.pick([0, 5, 60, 5000]),
    annotation: null,
    bridge: a.random.pick([null, 'br1']),
    type: a.random.pick([null, 'EXTERNAL']),
    ipam: a.random.chance(0.4)
      ? null
      : {
          networkAddress: a.random.pick(['10.9.0.0', '10.9.0.0', '10.8.0.3']),
          prefixLength: a.random.pick([29, 28]),
          gateway: a.random.pick([null, '10.9.0.1']),
          dhcpServer: null,
          dhcp,
          ranges: a.random.pick([[], ['10.9.0.2 10.9.0.4'], ['10.9.0.2 10.9.0.4', '10.9.0.5 10.9.0.6']])
        }
  }
}

function someAddress(a: About): string {
  return orJunk(a, a.random.pick(['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.5']))
}

function vmRequestOf(a: About): VmRequest {
  const name = a.random.pick(['new', 'web', 'odd?'])
  const disk = {
    uuid: 'disk',
    bus: 'scsi',
    index: 0,
    cdrom: false,
    sizeBytes: 100_000_000,
    usedBytes: 40_000_000
  } as const
  const spec = {
    description: null,
    vcpus: 1,
    coresPerVcpu: 1,
    memoryMb: 512,
    guestOs: null,
    timezone: 'UTC',
    guestTools: false
  }
  const disks = [{ ...disk, container: orJunk(a, 'spare') }]
  const nics = [{ uuid: 'nic', mac: '50:6b:8d:00:00:01', network: orJunk(a, 'base'), ip: null }]
  return {
    name,
    spec: { ...spec, disks, nics },
    changeBytesPerSecond: 1000,
    powerState: a.random.pick(['on', 'off', 'paused'])
  }
}

/** What an update leaves out stays as it is. */
function partOf(a: About, request: RemoteSiteRequest): Partial<RemoteSiteRequest> {
  return Object.fromEntries(a.random.some(Object.entries(request), 0.3))
}
