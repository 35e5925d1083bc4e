/** Commands by chance: of every kind that can be given, mostly about things that are there, sometimes about nothing. */
import type { Command, View, VmWork, World } from '../domain/core/index.js'
import { DOMAINS, JUNK, JUNK_SHARE, anything, oneOf, orJunk } from './commands/about.js'
import type { About, Fits, GivenType, Kind } from './commands/about.js'
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
import { workFits, workGivers } from './random-work.js'
import type { WorkPlace } from './random-work.js'

/** After so many kinds of command that nothing fits, one is given that does not. */
const TRIES_MAX = 10
/** How many commands are about protection, failover, links and incidents: what a walk is for. */
const RECOVERY_SHARE = 0.6

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
const kinds: Record<GivenType, Kind> = { ...recovery, ...inventory }

export const givenTypes = Object.keys(kinds) as GivenType[]

const families = { recovery: weighted(recovery), inventory: weighted(inventory) }

function weighted(family: Readonly<Record<string, Kind>>): Kind[] {
  return Object.values(family).flatMap(kind => Array.from({ length: kind.weight }, () => kind))
}

/** The next command of a walk through a world: mostly one that finds what it is about. */
export function randomCommand(random: Random, world: View<World>): Command {
  const family = families[random.chance(RECOVERY_SHARE) ? 'recovery' : 'inventory']
  for (let tries = 0; ; tries++) {
    const { give, fits = anything } = random.pick(family)
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

function workPlace(a: About): WorkPlace {
  return {
    random: a.random,
    here: a.here,
    oneOf: (values, otherwise) => oneOf(a, values, otherwise),
    orJunk: value => orJunk(a, value)
  }
}
