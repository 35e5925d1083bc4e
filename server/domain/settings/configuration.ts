/** Rules that change the configuration of a cluster: entries of lists, and single settings. */
import type {
  Cluster,
  CommandOf,
  Configuration,
  ConfigurationEntries,
  ConfigurationSettings,
  Directory,
  DomainEvent,
  ListName,
  Scene,
  View,
  World
} from '../core/index.js'
import { isHost, isIpv4, isPort, isSubnet } from '../networks/index.js'
import { alertTypes } from '../notices/index.js'
import {
  CONFIGURATION_LIST_MAX,
  Refusal,
  brief,
  clusterAt,
  clusterTitle,
  nameFault,
  openCluster,
  getOwn,
  refuseUnless,
  zoneExists
} from '../core/index.js'
import { isStanding } from '../links/index.js'
import { aboutCluster, recordAudit } from '../notices/rules.js'
import { configurationLists } from './configuration-lists.js'

interface AnyList {
  noun: string
  keyOf(entry: unknown): string
  fault(entry: unknown): string | null
}

/** The checks of a list and its present entries, whose type the caller knows. */
function listOf(here: View<Cluster>, name: ListName): { rule: AnyList; entries: readonly unknown[] } {
  return { rule: configurationLists[name], entries: here.configuration[name] ?? [] }
}

function setEntries(here: View<Cluster>, list: ListName, entries: readonly unknown[]): DomainEvent[] {
  const change = { [list]: entries, ...(list === 'directories' && rolesIn(here, entries)) }
  checkWhole({ ...here.configuration, ...change })
  return [{ type: 'configuration-changed', cluster: here.name, change }]
}

/** The roles of a directory's users go with the directory. */
function rolesIn({ configuration }: View<Cluster>, entries: readonly unknown[]): Partial<View<ConfigurationEntries>> {
  const { roleMappings } = configuration
  if (roleMappings === undefined) return {}
  const names = new Set((entries as readonly View<Directory>[]).map(({ name }) => name))
  return { roleMappings: roleMappings.filter(({ directory }) => names.has(directory)) }
}

function checkEntry({ noun, keyOf, fault }: AnyList, entry: unknown): string {
  const key = keyOf(entry)
  const wrong = fault(entry)
  if (wrong !== null) throw new Refusal('configuration/invalid', `${noun} ${brief(key)} ${wrong}`)
  return key
}

/** Refuses a configuration whose lists do not fit together. */
function checkWhole({ authTypes, snmpTraps, snmpUsers, directories, roleMappings = [] }: View<Configuration>): void {
  refuseUnless(
    authTypes.includes('LOCAL'),
    'configuration/invalid',
    () => 'Authentication type LOCAL cannot be removed'
  )
  const orphan = snmpTraps.find(
    trap => trap.username !== null && !snmpUsers.some(({ username }) => username === trap.username)
  )
  refuseUnless(
    orphan === undefined,
    'configuration/invalid',
    () => `SNMP trap ${orphan?.address} needs SNMP user ${orphan?.username}`
  )
  const stray = roleMappings.find(({ directory }) => !directories.some(({ name }) => name === directory))
  refuseUnless(stray === undefined, 'configuration/not-found', () => `Directory ${stray?.directory} does not exist`)
}

/** Adds entries to a list. Refuses one that is there already. */
export function addToConfiguration(scene: Scene, command: CommandOf<'add-to-configuration'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { rule, entries } = listOf(here, command.list)
  checkAdded(rule, entries, command.entries)
  return setEntries(here, command.list, [...entries, ...command.entries])
}

function checkAdded(rule: AnyList, there: readonly unknown[], added: readonly unknown[]): void {
  const keys = new Set(there.map(rule.keyOf))
  for (const entry of added) {
    const key = checkEntry(rule, entry)
    refuseUnless(!keys.has(key), 'configuration/exists', () => `${rule.noun} ${key} already exists`)
    keys.add(key)
  }
  refuseUnless(
    keys.size <= CONFIGURATION_LIST_MAX,
    'configuration/invalid',
    () => `${rule.noun} ${[...keys].at(-1)} is one too many: there are ${CONFIGURATION_LIST_MAX} at most`
  )
}

/** Replaces an entry of a list. Refuses one that is not there. */
export function replaceInConfiguration(scene: Scene, command: CommandOf<'replace-in-configuration'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { rule, entries } = listOf(here, command.list)
  const key = checkEntry(rule, command.entry)
  const at = entries.findIndex(entry => rule.keyOf(entry) === key)
  refuseUnless(at >= 0, 'configuration/not-found', () => `${rule.noun} ${brief(key)} does not exist`)
  return setEntries(here, command.list, entries.with(at, command.entry))
}

/** Removes entries from a list by their keys. Refuses a key that is not there. */
export function removeFromConfiguration(scene: Scene, command: CommandOf<'remove-from-configuration'>): DomainEvent[] {
  const { here } = openCluster(scene, command)
  const { rule, entries } = listOf(here, command.list)
  const keys = new Set(entries.map(rule.keyOf))
  const missing = command.keys.find(key => !keys.has(key))
  refuseUnless(
    missing === undefined,
    'configuration/not-found',
    () => `${rule.noun} ${brief(missing ?? '')} does not exist`
  )
  const kept = entries.filter(entry => !command.keys.includes(rule.keyOf(entry)))
  return setEntries(here, command.list, kept)
}

/** Changes single settings, and those lists that the command gives whole; what it leaves out stays. */
export function configure(scene: Scene, command: CommandOf<'configure'>): DomainEvent[] {
  const opened = openCluster(scene, command)
  const { world, here } = opened
  const { settings, lists = {}, vip, timezone } = command
  for (const [fine, message] of checksOf(world, here, command))
    refuseUnless(fine, 'configuration/invalid', () => message)
  for (const [list, entries] of Object.entries(lists) as [ListName, readonly unknown[]][])
    checkAdded(configurationLists[list], [], entries)
  const events: DomainEvent[] = []
  if (vip !== undefined && vip !== here.vip) events.push({ type: 'vip-changed', cluster: here.name, vip })
  if (timezone !== undefined && timezone !== here.timezone)
    events.push({ type: 'timezone-changed', cluster: here.name, timezone })
  const requested = { ...settings, ...lists, ...(lists.directories && rolesIn(here, lists.directories)) }
  const change = Object.fromEntries(Object.entries(requested).filter(([key, value]) => differs(here, key, value)))
  checkWhole({ ...here.configuration, ...change })
  if (Object.keys(change).length > 0) events.push({ type: 'configuration-changed', cluster: here.name, change })
  if (events.length === 0) return []
  const parameters = [
    vip !== undefined && vip !== here.vip && 'vip',
    timezone !== undefined && timezone !== here.timezone && 'timezone',
    ...Object.keys(change)
  ]
  const values = [clusterTitle(here), parameters.filter(Boolean).join(', ')]
  return [
    ...events,
    recordAudit(opened, { type: 'cluster-changed', entity: aboutCluster(here), values, user: command.user })
  ]
}

/** Whether a setting differs from the present one: clients send back all that they read. */
function differs(here: View<Cluster>, key: string, value: unknown): boolean {
  return JSON.stringify(here.configuration[key as keyof Configuration]) !== JSON.stringify(value)
}

/** The metro relation whose remote site has an address, as part of a sentence. */
function metroRelationAt(world: View<World>, address: string): string | undefined {
  for (const peer of Object.values(world.clusters)) {
    for (const { name, metro } of Object.values(peer.protectionDomains)) {
      if (metro === null || !isStanding(metro)) continue
      if (getOwn(getOwn(peer.remoteSites, metro.site)?.addresses ?? {}, address) !== undefined)
        return `metro availability of protection domain ${name} on ${peer.name}`
    }
  }
  return undefined
}

function checksOf(
  world: View<World>,
  here: View<Cluster>,
  { settings, vip, timezone }: CommandOf<'configure'>
): (readonly [fine: boolean, message: string])[] {
  const name = settings.displayName ?? null
  const wrong = name === null ? null : nameFault(name)
  const owner = vip === undefined ? undefined : clusterAt(world, vip)
  const host =
    vip === undefined
      ? undefined
      : here.hosts.find(({ hypervisorAddress, controllerVmAddress }) =>
          [hypervisorAddress, controllerVmAddress].includes(vip)
        )
  const mirror = metroRelationAt(world, here.vip)
  return [
    [wrong === null, `Cluster name ${wrong}`],
    [vip === undefined || isIpv4(vip), `Virtual IP ${JSON.stringify(vip)} is not an address`],
    [owner === undefined || owner.name === here.name, `Virtual IP ${vip} is that of ${owner?.name}`],
    [vip === undefined || vip === here.vip || mirror === undefined, `Virtual IP ${here.vip} is in use by ${mirror}`],
    [host === undefined, `Virtual IP ${vip} is an address of host ${host?.name}`],
    [timezone === undefined || zoneExists(timezone), `Timezone ${JSON.stringify(timezone)} does not exist`],
    ...settingChecks(settings)
  ]
}

function settingChecks(settings: Partial<ConfigurationSettings>): (readonly [fine: boolean, message: string])[] {
  const { smtp, dataServicesAddress: services, externalSubnet: subnet, supportVerbosity: verbosity } = settings
  const kinds = [...(settings.disabledChecks ?? []), ...(settings.heldAlerts ?? [])]
  const unknown = kinds.find(kind => !Object.hasOwn(alertTypes, kind))
  const verbosities = ['NOTHING', 'BASIC', 'BASIC_COREDUMP']
  const modes = ['STARTTLS', 'SSL', 'NONE']
  const { clientAuth, eulaAcceptedBy: people = [] } = settings
  const nameless = people.find(({ name, company, jobTitle }) => [name, company, jobTitle].includes(''))
  return [
    [services == null || isIpv4(services), `Data services address ${JSON.stringify(services)} is not an address`],
    [
      subnet == null || isSubnet(subnet),
      `External subnet ${JSON.stringify(subnet)} is not written as <address>/<mask>`
    ],
    [
      verbosity === undefined || verbosities.includes(verbosity),
      `Support verbosity ${verbosity} is not one of ${verbosities.join(', ')}`
    ],
    [
      smtp == null || isHost(smtp.address),
      `SMTP server address ${JSON.stringify(brief(smtp?.address ?? ''))} is not an address`
    ],
    [smtp == null || isPort(smtp.port), `SMTP server port ${smtp?.port} is not between 1 and 65535`],
    [
      smtp == null || modes.includes(smtp.secureMode),
      `SMTP security mode ${brief(smtp?.secureMode ?? '')} is not one of ${modes.join(', ')}`
    ],
    [
      clientAuth === undefined || !clientAuth.enabled || clientAuth.chain !== null,
      'Client authentication needs a chain of certificates first'
    ],
    [unknown === undefined, `There is no alert ${unknown}`],
    [nameless === undefined, 'Whoever accepts the licence agreement tells a name, a company and a job title'],
    [people.length <= CONFIGURATION_LIST_MAX, `At most ${CONFIGURATION_LIST_MAX} accept the licence agreement`]
  ]
}
