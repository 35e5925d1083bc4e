/** Which keys of answers hold words of the product, and which hold names; keys are v2.0's and v1's alike, in small letters. */

/** A key of either version. */
export const letters = (key: string): string => key.replaceAll('_', '').toLowerCase()

/** Texts that are the same on every cluster. A key that is not here hides what it has. */
export const keptKeys: ReadonlySet<string> = new Set([
  ...['type', 'state', 'status', 'severity', 'role', 'roles', 'category', 'categories', 'schedule', 'locale', 'region'],
  ...['powerstate', 'vmpowerstateonrecovery', 'vmtype', 'machinetype', 'protectiontype', 'vlanmode', 'devicebus'],
  ...['hypervisortype', 'hypervisortypes', 'hypervisorstate', 'hypervisorfullname', 'acropolisconnectionstate'],
  ...['srchypervisortype', 'desthypervisortype', 'hosttype', 'removalstatus', 'metadatastorestatus', 'cpumodel'],
  ...['version', 'fullversion', 'nccversion', 'targetversion', 'timezone', 'clusterarch', 'clusterfunctions'],
  ...[
    'storagetype',
    'operationmode',
    'faulttolerancedomaintype',
    'supportverbositytype',
    'licenseclass',
    'erasurecode'
  ],
  ...['fingerprintonwrite', 'ondiskdedup', 'randomiopreference', 'seqiopreference', 'storagetiername', 'diskstatus'],
  ...['diskaddress', 'disklabel', 'guestos', 'guestoperatingsystem', 'capabilities', 'failurehandling', 'biosversion'],
  ...['bmcversion', 'vendor', 'model', 'currentfirmwareversion', 'targetfirmwareversion', 'installedversion'],
  ...['clusterversion', 'redundancystatus', 'hastate', 'reservationtype', 'operationtype', 'progressstatus'],
  ...['localretentiontype', 'remoteretentiontype', 'networktype', 'allowancestype', 'allowancetype', 'violationaction'],
  ...['classifications', 'impacttypes', 'alerttypeuuid', 'checkid', 'errorcode', 'helpurl', 'exception']
])

/** Whether a key holds words of the product, such as a state. */
export const isProductWord = (key: string): boolean => keptKeys.has(letters(key))

/** What stands here names something, even where it is a number or looks like a word of the product. */
export const namingKeys = /name|serial|description|annotation|comment|email|display|title|message|text|username|user$/

/** What nobody may see, not even as a replacement. */
export const secretKeys = /password|secret|token|credential|privatekey|community/

/** Numbers that name a cluster. */
export const numberKeys: ReadonlySet<string> = new Set(['clusterid', 'clusterincarnationid'])

/** Maps whose keys are names or addresses, by their own key. */
const maps: ReadonlySet<string> = new Set([
  ...['remoteipports', 'remoteipaddressports', 'vstorenamemap', 'mappedremotecontainers', 'remotevstoreinfo'],
  ...['remotemaxsnapshots', 'remoteretentionperiod', 'remoteretentiontype', 'contextvalues']
])

export const isMapOf = (key: string): boolean => maps.has(letters(key))

/** Parts of paths and identifiers that every cluster has. */
export const structuralWords: ReadonlySet<string> = new Set(['.acropolis', 'vmdisk', 'snapshot', 'NFS', 'admin', 'br0'])

const kinds: readonly (readonly [RegExp, string])[] = [
  [/serial/, 'serial'],
  [/consistencygroup|cgname/, 'group'],
  [/protectiondomain|pdname/, 'domain'],
  [/remotesite|remotemaxsnapshots|remoteretention/, 'site'],
  [/hostname/, 'host'],
  [/networkname/, 'network'],
  [/vstore|container/, 'container'],
  [/vswitch/, 'bridge'],
  [/username/, 'user'],
  [/vmname/, 'vm']
]

const kindsOfLists: Readonly<Record<string, string>> = {
  cluster: 'cluster',
  clusters: 'cluster',
  hosts: 'host',
  containers: 'container',
  storage_containers: 'container',
  networks: 'network',
  vms: 'vm',
  configurations: 'vm',
  sites: 'site',
  remote_sites: 'site',
  domains: 'domain',
  protection_domains: 'domain',
  users: 'user'
}

/** What something is called by its replacement, from its key and, for a plain name, from the list that it stands in. */
export function kindOf(key: string, about: string): string {
  if (key === 'name') return kindsOfLists[about] ?? 'name'
  return kinds.find(([pattern]) => pattern.test(key))?.[1] ?? 'text'
}
