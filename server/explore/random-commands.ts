/** Random commands of every type, mostly on existing entities, sometimes with invalid arguments. */
import type { Command, View, VmWork, World } from '../domain/core/index.js'
import { DOMAINS, INVALID_VALUES, INVALID_SHARE, anything, oneOf, orInvalid } from './commands/context.js'
import type { CommandContext, Fits, ExternalCommandType, Kind } from './commands/context.js'
import { domainKinds } from './commands/domains.js'
import { failoverKinds } from './commands/failover.js'
import { fileServerKinds } from './commands/file-servers.js'
import { housekeepingKinds } from './commands/housekeeping.js'
import { metroKinds } from './commands/metro.js'
import { networkKinds } from './commands/networks.js'
import { siteKinds } from './commands/sites.js'
import { storageKinds } from './commands/storage.js'
import { vmKinds } from './commands/vms.js'
import { volumeGroupKinds } from './commands/volume-groups.js'
import type { Random } from './random.js'
import { workFits, workGenerators } from './random-work.js'
import type { WorkContext } from './random-work.js'

/** After so many kinds of command that nothing fits, one is given that does not. */
const TRIES_MAX = 10
/** How many commands are about protection, failover, links and incidents: what a walk is for. */
const RECOVERY_SHARE = 0.6

const workKinds = Object.fromEntries(
  (Object.keys(workGenerators) as VmWork['type'][]).map(type => [
    type,
    {
      weight: 1,
      fits: (_, here) => workFits(type, here),
      make: a => ({ ...workGenerators[type](workContext(a)), ...a.on })
    } satisfies Kind
  ])
) as Record<VmWork['type'], Kind>

const recovery = { ...domainKinds, ...failoverKinds, ...fileServerKinds, ...metroKinds, ...siteKinds }
const inventory = {
  ...workKinds,
  ...vmKinds,
  ...networkKinds,
  ...volumeGroupKinds,
  ...storageKinds,
  ...housekeepingKinds
}

/** Every type of command that can be given has its kind. */
const kinds: Record<ExternalCommandType, Kind> = { ...recovery, ...inventory }

export const externalCommandTypes = Object.keys(kinds) as ExternalCommandType[]

const families = { recovery: weighted(recovery), inventory: weighted(inventory) }

function weighted(family: Readonly<Record<string, Kind>>): Kind[] {
  return Object.values(family).flatMap(kind => Array.from({ length: kind.weight }, () => kind))
}

/** The next command of a walk through a world: mostly one that finds what it is about. */
export function randomCommand(random: Random, world: View<World>): Command {
  const family = families[random.chance(RECOVERY_SHARE) ? 'recovery' : 'inventory']
  for (let tries = 0; ; tries++) {
    const { make, fits = anything } = random.pick(family)
    const invalid = random.chance(INVALID_SHARE) || tries === TRIES_MAX
    const context = invalid ? anyTarget(random, world) : fittingTarget(random, world, fits)
    if (context === undefined) continue
    const cluster = random.chance(0.01) ? random.pick(INVALID_VALUES) : context.here.name
    return make({ ...context, random, world, on: { cluster, user: 'walker' } })
  }
}

type CommandTarget = Pick<CommandContext, 'here' | 'name' | 'domain'>

function fittingTarget(random: Random, world: View<World>, fits: Fits): CommandTarget | undefined {
  const places: CommandTarget[] = []
  for (const here of Object.values(world.clusters)) {
    const domains = Object.values(here.protectionDomains)
    for (const domain of domains) if (fits(domain, here)) places.push({ here, name: domain.name, domain })
    if (domains.length === 0 && fits === anything) places.push({ here, name: 'gold', domain: undefined })
  }
  return places.length === 0 ? undefined : random.pick(places)
}

function anyTarget(random: Random, world: View<World>): CommandTarget {
  const here = random.pick(Object.values(world.clusters))
  const name = random.pick([...Object.keys(here.protectionDomains), ...DOMAINS, ...INVALID_VALUES])
  return { here, name, domain: Object.hasOwn(here.protectionDomains, name) ? here.protectionDomains[name] : undefined }
}

function workContext(a: CommandContext): WorkContext {
  return {
    random: a.random,
    here: a.here,
    oneOf: (values, otherwise) => oneOf(a, values, otherwise),
    orInvalid: value => orInvalid(a, value)
  }
}
