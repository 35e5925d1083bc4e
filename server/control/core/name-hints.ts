/** Refusals of the domain that say what is not there, with the nearest names: the control API is for people. */
import { Refusal, getOwn } from '../../domain/core/index.js'
import type { Cluster, View, World } from '../../domain/core/index.js'
import { closest, hintFor } from './closest.js'
import type { ControlContext } from './context.js'

type Hint = (world: View<World>, wanted: string, where: string) => string | undefined

/** The names that there are, listed where none comes near. */
const listed =
  (names: (world: View<World>, where: string) => readonly string[]): Hint =>
  (world, wanted, where) =>
    hintFor(wanted, [...new Set(names(world, where))])

/** On all clusters. */
const everywhere =
  (names: (cluster: View<Cluster>) => readonly string[]) =>
  (world: View<World>): string[] =>
    Object.values(world.clusters).flatMap(names)

/** On the cluster that the refusal names. */
const there =
  (names: (cluster: View<Cluster>) => readonly string[]) =>
  (world: View<World>, where: string): readonly string[] => {
    const cluster = getOwn(world.clusters, where)
    return cluster === undefined ? [] : names(cluster)
  }

const vmsOf = ({ vms }: View<Cluster>): string[] => Object.values(vms).map(({ name }) => name)

/** By what a refusal says of a name that nothing has. */
const hints: readonly (readonly [RegExp, Hint])[] = [
  [/^There is no cluster (\S+)$/, listed(world => Object.keys(world.clusters))],
  [/^VM with UUID (.+) does not exist on (\S+)$/, vmHint],
  [/^There is no VM (.+) on any cluster$/, nearOnly(everywhere(vmsOf))],
  [/^Protection domain (.+) does not exist(?: on any cluster)?$/, listed(everywhere(domainsOf))],
  [/^Remote site (.+) does not exist$/, listed(everywhere(({ remoteSites }) => Object.keys(remoteSites)))],
  [/^Host (.+) does not exist on (\S+)$/, listed(there(({ hosts }) => hosts.map(({ name }) => name)))],
  [/^Network (.+) does not exist on (\S+)$/, listed(there(({ networks }) => networks.map(({ name }) => name)))],
  [
    /^Storage container (.+) does not exist on (\S+)$/,
    listed(there(({ containers }) => containers.map(({ name }) => name)))
  ],
  [/^There is no open incident (.+)$/, listed(({ incidents }) => Object.keys(incidents))],
  [
    /^There is no incident (.+)$/,
    listed(({ incidents, pastIncidents }) => [...Object.keys(incidents), ...pastIncidents.map(({ id }) => id)])
  ]
]

/** What an action throws or rejects with, with a hint where it is about a name. */
export function withHints(ctx: ControlContext, action: () => unknown): unknown {
  const hint = (error: unknown): never => {
    throw error instanceof Refusal ? hinted(ctx, error) : error
  }
  try {
    const made = action()
    return made instanceof Promise ? made.catch(hint) : made
  } catch (error) {
    return hint(error)
  }
}

function hinted({ lab }: ControlContext, refusal: Refusal): Refusal {
  for (const [says, hint] of hints) {
    const [, wanted, where = ''] = says.exec(refusal.message) ?? []
    const found = wanted === undefined ? undefined : hint(lab.world, wanted, where)
    if (found !== undefined) return new Refusal(refusal.code, `${refusal.message}. ${found}`)
  }
  return refusal
}

/** A VM that is named where its UUID is needed is told with that. Nobody wants to read all of them. */
function vmHint({ clusters }: View<World>, wanted: string, where: string): string | undefined {
  const vms = Object.values(getOwn(clusters, where)?.vms ?? {})
  const named = vms.find(({ name }) => name === wanted)
  if (named !== undefined) return `The VM ${wanted} has ${named.uuid}`
  const near = closest(wanted, [...vms.map(({ uuid }) => uuid), ...vms.map(({ name }) => name)])
  return near.length === 0 ? undefined : `Did you mean ${near.join(' or ')}?`
}

function nearOnly(names: (world: View<World>) => readonly string[]): Hint {
  return (world, wanted) => {
    const near = closest(wanted, [...new Set(names(world))])
    return near.length === 0 ? undefined : `Did you mean ${near.join(' or ')}?`
  }
}

function domainsOf({ protectionDomains }: View<Cluster>): string[] {
  return Object.keys(protectionDomains)
}
