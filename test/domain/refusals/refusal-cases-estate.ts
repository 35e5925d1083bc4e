/** Every way in which a command about clusters, links, VMs or remote sites is refused. */
import { USERS_MAX } from '../../../server/domain/core/limits.js'
import { invalidConfigurations } from './refusal-cases-configuration.js'
import { staleCases } from './refusal-cases-inventory.js'
import type { Cases } from './refusal-labs.js'
import {
  addSite,
  address,
  alone,
  also,
  changeSite,
  changed,
  create,
  cut,
  fresh,
  ha,
  link,
  managed,
  migrate,
  name,
  network,
  onLan,
  oneTime,
  plan,
  power,
  row,
  schedule,
  uuidOf
} from './refusal-labs.js'
import { TwoSites, keep, protecting, siteRequest } from '../../support/two-sites.js'
import type { Command } from '../../../server/domain/core/tables/vocabulary.js'

const secret = { salt: 'salt', hash: 'hash' }

const newUser = (username: string) => ({ type: 'add-user' as const, username, request: {}, secret })

const administered = also(lab => {
  lab.engine.dispatch({ type: 'appoint-administrator', cluster: 'france', username: 'admin', secret })
  lab.france.do(newUser('ada'))
})
const hostIn = (lab: TwoSites, index = 0): string => lab.france.cluster.hosts[index]?.uuid ?? ''
const enter = (host: string, change: object = {}) =>
  ({ type: 'enter-maintenance', host, evacuation: 'LIVE_MIGRATE', nonMigratable: 'BLOCK', ...change }) as const

/** A policy of one window, every day from eight to nine. */
function oneWindow(change: object): object {
  const window = { uuid: 'w', days: 127, startMs: 28_800_000, endMs: 32_400_000, bytesPerSecond: 5, ...change }
  return { name: 'p', uuid: 'p', defaultBytesPerSecond: null, windows: [window] }
}

export const estateCases: Cases = {
  'request/invalid': [
    { because: 'no VM is named', command: protecting([]) },
    {
      because: 'the note of a storage adapter is too long',
      command: { type: 'set-sra-state', name, state: 'x'.repeat(256) }
    }
  ],
  'cluster/not-found': [
    {
      because: 'there is no such cluster',
      command: { ...create('silver'), cluster: 'spain', user: 'admin' } as Command
    },
    { because: 'a link has no such end', command: link({ up: false }, 'france', 'spain') }
  ],
  'vm/not-found': [
    { because: 'no VM has the UUID', command: power({ vm: 'x' }) },
    { because: 'a record inherits that name', command: power({ vm: 'constructor' }) },
    { because: 'a change rate needs a VM', command: { type: 'set-change-rate', vm: 'x', bytesPerSecond: 1 } },
    { because: 'a mark needs a VM', command: { type: 'write-mark', vm: 'x', mark: 'm', bytes: 1 } },
    { because: 'one name of two is unknown', command: protecting(['app', 'nobody']) },
    { because: 'one UUID is unknown', command: protecting([], name, { uuids: ['x'] }) }
  ],
  'vm/already-protected': [
    { because: 'one of two is in the domain already', command: protecting(['app', 'web']) },
    {
      because: 'it is in another domain',
      command: protecting(['web'], 'silver'),
      in: also(lab => lab.france.protect([], undefined, 'silver'))
    }
  ],
  'vm/not-protected': [
    { because: 'one of two is not a member', command: { type: 'unprotect-vms', name, names: ['web', 'app'] } }
  ],
  'vm/invalid-transition': [
    { because: 'there is no such word', command: power({ transition: 'EXPLODE' }) },
    { because: 'a record inherits that word', command: power({ transition: 'constructor' }) },
    {
      because: 'a VM that is off writes nothing',
      command: lab => ({ type: 'write-mark', vm: lab.france.vm('web').uuid, mark: 'm', bytes: 1 }),
      in: also(lab => {
        lab.france.power('web', 'OFF')
        lab.pass(2)
      })
    },
    {
      because: 'a VM in the dark writes nothing',
      command: lab => ({ type: 'write-mark', vm: lab.france.vm('web').uuid, mark: 'm', bytes: 1 }),
      in: also(lab => lab.do({ type: 'set-power', cluster: 'france', power: 'lost' }))
    }
  ],
  'host/not-found': [
    { because: 'no host has the UUID', command: power({ host: 'x' }) },
    { because: 'none can go into maintenance', command: () => enter('x') },
    { because: 'none can come back', command: { type: 'exit-maintenance', host: 'x' } }
  ],
  'host/invalid': [
    { because: 'there is no such evacuation', command: lab => enter(hostIn(lab), { evacuation: 'THROW_OUT' }) },
    { because: 'there is no such last resort', command: lab => enter(hostIn(lab), { nonMigratable: 'PRAY' }) }
  ],
  'host/in-maintenance': [
    {
      because: 'it is in maintenance',
      command: lab => enter(hostIn(lab)),
      in: also(lab => {
        lab.france.do(enter(hostIn(lab)))
        lab.pass(2)
      })
    },
    {
      because: 'it is about to be',
      command: lab => enter(hostIn(lab)),
      in: also(lab => lab.france.do(enter(hostIn(lab))))
    },
    { because: 'it is not', command: lab => ({ type: 'exit-maintenance', host: hostIn(lab) }) },
    {
      because: 'it is the last',
      command: lab => enter(hostIn(lab, 2)),
      in: also(lab => {
        for (const index of [0, 1]) lab.france.do(enter(hostIn(lab, index)))
        lab.pass(2)
      })
    }
  ],
  'network/not-found': [
    { because: 'one VM of two is on no network of the cluster', command: fresh({ networks: ['base', 'other'] }) },
    { because: 'no network has the UUID', command: { type: 'remove-network', uuid: 'x', logicalTimestamp: null } },
    { because: 'an address is on no network', command: { type: 'reserve-address', uuid: 'x', address: '10.9.0.9' } }
  ],
  'network/exists': [
    { because: 'the name is taken', command: network({ name: 'base' }) },
    { because: 'the name is taken by another', command: changed('lan', { name: 'base' }), in: managed },
    { because: 'the VLAN is managed', command: network({ name: 'second', vlanId: 60, ipam: plan({}) }), in: managed }
  ],
  'network/invalid': [
    { because: 'it has no name', command: network({ name: ' ' }) },
    { because: 'the name is long', command: network({ name: 'x'.repeat(65) }) },
    { because: 'the annotation is long', command: network({ annotation: 'x'.repeat(1001) }) },
    { because: 'the VLAN is too high', command: network({ vlanId: 4095 }) },
    { because: 'the VLAN is negative', command: network({ vlanId: -1 }) },
    { because: 'there is no such type', command: network({ type: 'constructor' }) },
    { because: 'the prefix is long', command: network({ ipam: plan({ prefixLength: 30 }) }) },
    { because: 'the prefix is short', command: network({ ipam: plan({ prefixLength: 7 }) }) },
    { because: 'the subnet is no address', command: network({ ipam: plan({ networkAddress: '10.9.0' }) }) },
    { because: 'the subnet has host bits', command: network({ ipam: plan({ networkAddress: '10.9.0.1' }) }) },
    { because: 'the gateway is elsewhere', command: network({ ipam: plan({ gateway: '10.8.0.1' }) }) },
    { because: 'the gateway is the broadcast', command: network({ ipam: plan({ gateway: '10.9.0.255' }) }) },
    { because: 'the DHCP server is no address', command: network({ ipam: plan({ dhcpServer: '10.9.0.256' }) }) },
    { because: 'a pool has one end', command: network({ ipam: plan({ ranges: ['10.9.0.10'] }) }) },
    { because: 'a pool has three ends', command: network({ ipam: plan({ ranges: ['10.9.0.1 10.9.0.2 10.9.0.3'] }) }) },
    { because: 'a pool ends before it begins', command: network({ ipam: plan({ ranges: ['10.9.0.9 10.9.0.8'] }) }) },
    { because: 'a pool leaves the subnet', command: network({ ipam: plan({ ranges: ['10.9.0.9 10.9.1.8'] }) }) },
    {
      because: 'pools overlap',
      command: network({ ipam: plan({ ranges: ['10.9.0.20 10.9.0.30', '10.9.0.10 10.9.0.20'] }) })
    },
    {
      because: 'there are too many pools',
      command: network({
        ipam: plan({ ranges: Array.from({ length: 33 }, (_, n) => `10.9.0.${n + 2} 10.9.0.${n + 2}`) })
      })
    },
    {
      because: 'its addresses are not managed',
      command: lab => ({ type: 'reserve-address', uuid: uuidOf(lab, 'base'), address: '10.9.0.9' })
    }
  ],
  'network/in-use': [
    {
      because: 'a VM is on it',
      command: lab => ({ type: 'remove-network', uuid: uuidOf(lab, 'lan'), logicalTimestamp: null }),
      in: also(lab => {
        lab.france.do(network({}))
        lab.france.do(onLan)
      })
    },
    { because: 'an address is kept back on it', command: changed('lan', { ipam: null }), in: managed },
    {
      because: 'an address would fall out',
      command: changed('lan', { ipam: plan({ networkAddress: '10.8.0.0', gateway: null, ranges: [] }) }),
      in: managed
    },
    {
      because: 'the gateway would be an address that is kept back',
      command: changed('lan', { ipam: plan({ gateway: '10.9.0.9' }) }),
      in: managed
    }
  ],
  'address/invalid': [
    { because: 'it is none', command: address('reserve-address', 'x'), in: managed },
    { because: 'it is elsewhere', command: address('reserve-address', '10.8.0.9'), in: managed }
  ],
  'address/taken': [
    { because: 'it is the gateway', command: address('reserve-address', '10.9.0.1'), in: managed },
    { because: 'it is the DHCP server', command: address('reserve-address', '10.9.0.254'), in: managed },
    { because: 'it is the subnet', command: address('reserve-address', '10.9.0.0'), in: managed },
    { because: 'it is the broadcast', command: address('reserve-address', '10.9.0.255'), in: managed },
    { because: 'it is kept back', command: address('reserve-address', '10.9.0.9'), in: managed }
  ],
  'address/exhausted': [
    {
      because: 'three VMs have the three addresses of the pool',
      command: fresh({ networks: ['lan'] }),
      in: also(lab => {
        lab.france.do(network({ ipam: plan({}) }))
        for (let n = 0; n < 3; n++) lab.france.do(onLan)
      })
    }
  ],
  'address/not-reserved': [
    { because: 'it is free', command: address('unreserve-address', '10.9.0.10'), in: managed },
    { because: 'it is the gateway', command: address('unreserve-address', '10.9.0.1'), in: managed }
  ],
  'ha/invalid': [
    { because: 'nothing is to change', command: ha({}) },
    { because: 'there is no such reservation', command: ha({ reservation: 'constructor' }) },
    { because: 'there is no such evacuation', command: ha({ enabled: true, evacuation: 'ABANDON' }) },
    { because: 'no host would be left', command: ha({ hostFailuresToTolerate: 3 }) },
    { because: 'a number is negative', command: ha({ hostFailuresToTolerate: -1 }) },
    {
      because: 'nothing is reserved for failures',
      command: ha({ hostFailuresToTolerate: 1, reservation: 'NO_RESERVATIONS' })
    },
    { because: 'it reserves for no failure', command: ha({ hostFailuresToTolerate: 0, reservation: 'RESERVE_HOSTS' }) }
  ],
  'logical-timestamp/stale': [
    { because: 'high availability is at another', command: ha({ enabled: false, logicalTimestamp: 7 }) },
    ...staleCases,
    { because: 'the network has changed', command: changed('lan', { vlanId: 7 }, 1), in: managed },
    {
      because: 'the network has changed',
      command: lab => ({ type: 'remove-network', uuid: uuidOf(lab, 'lan'), logicalTimestamp: 1 }),
      in: managed
    }
  ],
  'storage-container/not-found': [
    { because: 'one VM of two is in no container of the cluster', command: fresh({ container: 'other' }) }
  ],
  'progress-monitor/not-found': [{ because: 'there is none', command: { type: 'dismiss-progress-monitor', id: 'x' } }],
  'alert/not-found': [
    {
      because: 'one of two is unknown',
      command: lab => ({ type: 'acknowledge-alerts', ids: [lab.france.cluster.alerts[0]?.id ?? '', 'x'] })
    },
    {
      because: 'one of two is unknown',
      command: lab => ({ type: 'resolve-alerts', ids: [lab.france.cluster.alerts[0]?.id ?? '', 'x'] })
    }
  ],
  'event/not-found': [{ because: 'there is none', command: { type: 'acknowledge-events', ids: ['x'] } }],
  'configuration/not-found': [
    {
      because: 'no entry has the key',
      command: { type: 'replace-in-configuration', list: 'nameServers', entry: '10.0.0.1' }
    },
    {
      because: 'one key of two is unknown',
      command: { type: 'remove-from-configuration', list: 'authTypes', keys: ['LOCAL', 'OTHER'] }
    }
  ],
  'configuration/exists': [
    {
      because: 'an entry is given twice',
      command: { type: 'add-to-configuration', list: 'nameServers', entries: ['10.0.0.1', '10.0.0.1'] }
    },
    {
      because: 'it is there',
      command: { type: 'add-to-configuration', list: 'authTypes', entries: ['DIRECTORY_SERVICE', 'LOCAL'] }
    }
  ],
  'configuration/invalid': invalidConfigurations.map(([because, command]) => ({ because, command })),
  'consistency-group/invalid': [
    {
      because: 'there is no such group',
      command: { type: 'change-consistency-group', name, group: 'x', appConsistent: true }
    },
    { because: 'a group has a name', command: protecting(['app'], name, { consistencyGroup: '' }) },
    { because: 'the name is too long', command: protecting(['app'], name, { consistencyGroup: 'x'.repeat(256) }) },
    {
      because: 'two application-consistent VMs share a new group',
      command: protecting(['web', 'app'], 'silver', { consistencyGroup: 'both', appConsistent: true }),
      in: () => {
        const lab = new TwoSites()
        lab.france.protect([], undefined, 'silver')
        return lab
      }
    },
    {
      because: 'the group holds a VM already',
      command: protecting(['app'], name, { consistencyGroup: 'web', appConsistent: true })
    },
    {
      because: 'the one that the group holds is application-consistent',
      command: protecting(['app'], 'silver', { consistencyGroup: 'web' }),
      in: () => {
        const lab = new TwoSites()
        lab.france.protect([], undefined, 'silver')
        lab.france.do(protecting(['web'], 'silver', { appConsistent: true }))
        return lab
      }
    },
    {
      because: 'two VMs of one name would share the group of that name',
      command: protecting(['web'], 'silver', { appConsistent: true }),
      in: () => {
        const lab = new TwoSites({ vms: [{ name: 'web' }, { name: 'web' }] })
        lab.france.protect([], undefined, 'silver')
        return lab
      }
    }
  ],
  'remote-site/not-found': [
    {
      because: 'no snapshot can be had from it',
      command: { type: 'retrieve-snapshot', name, site: 'mars', snapshotId: '1' }
    },
    { because: 'nothing can be changed', command: { type: 'update-remote-site', site: { name: 'spain' } } },
    { because: 'nothing can be removed', command: { type: 'remove-remote-site', name: 'spain' } },
    { because: 'nothing can be migrated there', command: migrate('spain') },
    { because: 'nothing can be sent there', command: oneTime({ remoteSites: ['canada', 'spain'] }) },
    { because: 'nothing can be kept there', command: schedule({}, { remote: { canada: keep(1), spain: keep(1) } }) }
  ],
  'remote-site/exists': [
    { because: 'the name is taken', command: { type: 'add-remote-site', site: siteRequest('canada', '10.0.1.1') } }
  ],
  'remote-site/in-use': [
    { because: 'a schedule names it', command: { type: 'remove-remote-site', name: 'canada' } },
    {
      because: 'something is on its way there',
      command: { type: 'remove-remote-site', name: 'canada' },
      in: also(lab => {
        lab.france.do({ type: 'clear-schedules', name })
        lab.france.snapshot(['canada'])
        lab.france.mark('web', 'much', 9_000)
        lab.pass(2)
      })
    },
    {
      because: 'a migration goes there',
      command: { type: 'remove-remote-site', name: 'canada' },
      in: also(lab => {
        lab.france.do({ type: 'clear-schedules', name })
        lab.france.do(migrate())
        lab.pass(5)
      })
    }
  ],
  'remote-site/invalid': [
    { because: 'it has no name', command: addSite({ name: '' }) },
    { because: 'it has no address', command: addSite({ addresses: {} }) },
    { because: 'it loses its address', command: changeSite({ addresses: {} }) },
    { because: 'its limit is below zero', command: addSite({ maxBytesPerSecond: -1 }) },
    {
      because: 'the limit of its policy is below zero',
      command: changeSite({ bandwidthPolicy: { name: 'p', uuid: 'p', defaultBytesPerSecond: -1, windows: [] } })
    },
    {
      because: 'a window opens after the day is over',
      command: changeSite({ bandwidthPolicy: oneWindow({ startMs: 86_400_001 }) })
    },
    { because: 'a window closes before midnight', command: changeSite({ bandwidthPolicy: oneWindow({ endMs: -1 }) }) },
    { because: 'a window has no day', command: changeSite({ bandwidthPolicy: oneWindow({ days: 0 }) }) },
    { because: 'a window has an eighth day', command: changeSite({ bandwidthPolicy: oneWindow({ days: 128 }) }) },
    {
      because: 'the limit of a window is below zero',
      command: changeSite({ bandwidthPolicy: oneWindow({ bytesPerSecond: -1 }) })
    },
    {
      because: 'the limit of a window has more than 32 bits', // Evidence C [C: Swagger]
      command: changeSite({ bandwidthPolicy: oneWindow({ bytesPerSecond: 2_147_483_648 }) })
    },
    { because: 'it is the cluster itself', command: addSite({ addresses: { '10.0.1.1': 2020, '10.0.0.1': 2020 } }) },
    { because: 'it becomes the cluster itself', command: changeSite({ addresses: { france: 2020 } }) },
    { because: 'two containers go into one', command: addSite({ containerMap: { pool: 'pool', other: 'pool' } }) },
    {
      because: 'one network goes to two',
      command: addSite({ networkMap: [row('base', 'base'), row('base', 'other')] })
    },
    {
      because: 'two networks go to one',
      command: changeSite({ networkMap: [row('base', 'base'), row('other', 'base')] })
    },
    { because: 'the container is not here', command: changeSite({ containerMap: { other: 'pool' } }) },
    { because: 'the container is not there', command: addSite({ containerMap: { pool: 'other' } }) }
  ],
  'remote-site/unreachable': [
    {
      because: 'nothing can be brought back over a cut link',
      command: { type: 'retrieve-snapshot', name, site: 'canada', snapshotId: '1' },
      in: cut
    },
    {
      because: 'nothing can be removed over a cut link',
      command: { type: 'remove-remote-snapshot', name, site: 'canada', snapshotId: '1' },
      in: cut
    },
    {
      because: 'containers of a peer that is cut off cannot be mapped',
      command: addSite({ containerMap: { pool: 'pool' } }),
      in: cut
    },
    {
      because: 'containers of nobody cannot be mapped',
      command: addSite({ addresses: { '10.9.9.9': 2020 }, containerMap: { pool: 'pool' } })
    },
    { because: 'the link is cut', command: migrate(), in: cut },
    {
      because: 'the peer is dark',
      command: migrate(),
      in: also(lab => lab.do({ type: 'set-power', cluster: 'canada', power: 'lost' }))
    },
    {
      because: 'nobody is at the address',
      command: migrate(),
      in: also(lab => lab.france.do(changeSite({ addresses: { '10.9.9.9': 2020 } })))
    }
  ],
  'remote-site/not-established': [{ because: 'the peer does not know this cluster', command: migrate(), in: alone }],
  'remote-site/backup-only': [
    {
      because: 'the site only keeps copies',
      command: migrate(),
      in: also(lab => lab.france.do(changeSite({ capabilities: ['BACKUP'] })))
    },
    {
      because: 'what came from a site that is for backup is not activated',
      command: { type: 'activate-protection-domain', cluster: 'canada', user: 'admin', name, snapshotId: null },
      in: also(lab => lab.canada.do({ type: 'update-remote-site', site: { name: 'france', capabilities: ['BACKUP'] } }))
    }
  ],
  'link/not-found': [{ because: 'a cluster has no link to itself', command: link({ up: false }, 'france', 'france') }],
  'link/invalid': [
    { because: 'the direction starts at neither end', command: link({ from: 'spain', up: false }) },
    { because: 'a line without bandwidth is a cut', command: link({ bandwidthBytesPerSecond: 0 }) },
    { because: 'a line that loses everything is a cut', command: link({ loss: 1 }) },
    { because: 'a line loses no less than nothing', command: link({ loss: -0.1 }) },
    { because: 'no answer comes before the question', command: link({ latencyUsecs: -1 }) },
    { because: 'latency is in whole microseconds', command: link({ latencyUsecs: 0.5 }) }
  ],
  'user/not-found': [
    { because: 'nobody has the name', command: { type: 'remove-user', username: 'ghost' } },
    { because: 'a record inherits that name', command: { type: 'set-user-secret', username: 'constructor', secret } },
    { because: 'there is nobody to change', command: { type: 'change-user', username: 'ghost', request: {} } }
  ],
  'user/exists': [{ because: 'the name is taken', command: newUser('admin'), in: administered }],
  'user/invalid': [
    { because: 'the name is empty', command: newUser('') },
    { because: 'the name does not fit into a path', command: newUser('a/b') },
    { because: 'the name does not fit into a header', command: newUser('a:b') },
    { because: 'the name is too long', command: newUser('a'.repeat(65)) },
    { because: 'the name is the prototype', command: newUser('__proto__') },
    { because: 'there is no such role', command: { ...newUser('ada'), request: { roles: ['ROLE_OF_NOBODY'] } } },
    {
      because: 'there is no such role to be given',
      command: { type: 'change-user', username: 'admin', request: { roles: ['constructor'] } },
      in: administered
    },
    {
      because: 'the cluster has as many users as it can have',
      command: newUser('one-more'),
      in: also(lab => {
        for (let n = 0; n < USERS_MAX; n += 1) lab.france.do(newUser(`user-${n}`))
      })
    }
  ],
  'user/last-administrator': [
    { because: 'nobody else administers', command: { type: 'remove-user', username: 'admin' }, in: administered },
    {
      because: 'it would be disabled',
      command: { type: 'change-user', username: 'admin', request: { enabled: false } },
      in: administered
    },
    {
      because: 'it would lose the role',
      command: { type: 'change-user', username: 'admin', request: { roles: ['ROLE_CLUSTER_ADMIN'] } },
      in: administered
    }
  ]
}
