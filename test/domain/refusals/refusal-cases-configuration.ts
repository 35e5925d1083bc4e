/** Settings that a cluster does not take: each list with entries that break its rules, and each single setting. */
import type { ListName } from '../../../server/domain/core/world.js'
import type { ClientRequest } from '../../support/two-sites.js'
import type { ListedEntries } from '../../../server/domain/settings/index.js'
import type { CommandOf } from '../../../server/domain/core/tables/vocabulary.js'

const proxy = { name: 'squid', address: '10.0.0.9', port: 3128, types: ['HTTP'], username: null }
const trap = {
  address: '10.0.0.9',
  username: 'nms',
  port: 162,
  protocol: 'UDP',
  version: 'SNMPv3',
  engineId: null,
  inform: false,
  receiver: null,
  community: null
}
const directory = {
  name: 'ad',
  domain: 'corp.test',
  url: 'ldap://dc.corp.test:389',
  type: 'ACTIVE_DIRECTORY',
  connection: 'LDAP',
  groupSearch: 'RECURSIVE',
  username: 'svc',
  openLdap: null
}
const policy = {
  id: 'p',
  title: 'Policy',
  description: null,
  enabled: true,
  autoResolve: false,
  createdBy: 'admin',
  changedAt: 0 as never,
  filter: null,
  impactTypes: [],
  waitSeconds: null,
  conditions: []
}
const smtp = { address: 'mail.test', port: 25, username: null, secureMode: 'NONE', sender: null }

type Wrong = { [L in ListName]?: readonly Extract<ListedEntries, { list: L }>['entries'][number][] }

const entries: Wrong = {
  nameServers: ['', '10.0.0.256', '-dash', 'a b', '10.0.0'],
  nfsWhitelist: ['', '10.0.0.0', '10.0.0.0/33', '10.0.0/24', '10.0.0.0/24/1'],
  publicKeys: [
    { name: '', key: 'ssh-rsa AAAA' },
    { name: 'ops', key: 'AAAA' }
  ],
  httpProxies: [
    { ...proxy, name: ' ' },
    { ...proxy, address: 'a b' },
    { ...proxy, port: 0 },
    { ...proxy, port: 65_536 },
    { ...proxy, types: [] },
    { ...proxy, types: ['GOPHER'] }
  ],
  proxyExceptions: [
    { target: '', targetType: 'HOST_NAME' },
    { target: 'a', targetType: 'PLANET' }
  ],
  snmpUsers: [
    { username: '', authType: null, privType: null },
    { username: 'nms', authType: 'MD4', privType: null },
    { username: 'nms', authType: 'SHA', privType: 'ROT13' }
  ],
  snmpTraps: [
    { ...trap, address: '' },
    { ...trap, port: -1 },
    { ...trap, protocol: 'SCTP' },
    { ...trap, version: 'SNMPv1' },
    { ...trap, username: null }
  ],
  snmpTransports: [
    { protocol: 'SCTP', port: 161 },
    { protocol: 'UDP', port: 1.5 }
  ],
  authTypes: ['SAML'],
  directories: [
    { ...directory, name: '' },
    { ...directory, domain: '' },
    { ...directory, url: 'http://dc' },
    { ...directory, type: 'NIS' },
    { ...directory, connection: 'TELNET' },
    { ...directory, groupSearch: 'SOMETIMES' }
  ],
  cloudCredentials: [
    { cloud: 'GEOCITIES', name: 'a', number: 1, isDefault: false },
    { cloud: 'AWS', name: '', number: 1, isDefault: false }
  ],
  alertPolicies: [
    { ...policy, title: '' },
    { ...policy, conditions: [{ condition: 'x', type: 'FEELING', severity: 'INFO' }] },
    { ...policy, conditions: [{ condition: 'x', type: 'ANOMALY', severity: 'MILD' }] }
  ]
}

const settings: Omit<CommandOf<'configure'>, 'type' | 'cluster' | 'user'>[] = [
  { settings: { displayName: '' } },
  { settings: { displayName: 'a/b' } },
  { settings: {}, vip: 'nowhere' },
  { settings: {}, vip: '10.0.1.1' },
  { settings: {}, timezone: 'Mars/Olympus' },
  { settings: {}, timezone: '+02:00' },
  { settings: { dataServicesAddress: 'x' } },
  { settings: { externalSubnet: '10.0.0.0' } },
  { settings: { supportVerbosity: 'LOUD' } },
  { settings: { smtp: { ...smtp, address: '' } } },
  { settings: { smtp: { ...smtp, port: 0 } } },
  { settings: { smtp: { ...smtp, secureMode: 'MAGIC' } } },
  { settings: { disabledChecks: ['constructor'] } },
  { settings: { heldAlerts: ['nothing'] } }
]

export const invalidConfigurations: readonly [because: string, command: ClientRequest][] = [
  ...Object.entries(entries).flatMap(([list, wrong]) =>
    wrong.map((entry): [string, ClientRequest] => [
      `${list} takes no ${JSON.stringify(entry)}`,
      { type: 'add-to-configuration', list, entries: [entry] } as ClientRequest
    ])
  ),
  ...settings.map((wrong): [string, ClientRequest] => [
    `no cluster is set to ${JSON.stringify(wrong)}`,
    { type: 'configure', ...wrong }
  ]),
  [
    'a list has a limit',
    {
      type: 'add-to-configuration',
      list: 'nameServers',
      entries: Array.from({ length: 101 }, (_, index) => `10.1.0.${index}`)
    }
  ]
]
