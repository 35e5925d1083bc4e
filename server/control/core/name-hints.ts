/** Refusals of the domain that say what is not there, with the nearest names: the control API is for people. */
import { Refusal } from '../../domain/core/index.js'
import { hintFor } from './closest.js'
import type { ControlContext } from './context.js'

/** What a refusal says of a name that no cluster has, and of a UUID that no VM of a cluster has. */
const NO_CLUSTER = /^There is no cluster (\S+)$/
const NO_VM = /^VM with UUID (.+) does not exist on (\S+)$/

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
  const { clusters } = lab.world
  const [, cluster] = NO_CLUSTER.exec(refusal.message) ?? []
  if (cluster !== undefined)
    return new Refusal(refusal.code, `${refusal.message}. ${hintFor(cluster, Object.keys(clusters))}`)
  const [, wanted = '', where = ''] = NO_VM.exec(refusal.message) ?? []
  const vms = Object.values(clusters[where]?.vms ?? {})
  const named = vms.find(({ name }) => name === wanted)
  if (named !== undefined) return new Refusal(refusal.code, `${refusal.message}. The VM ${wanted} has ${named.uuid}`)
  const near = hintFor(wanted, [...vms.map(({ uuid }) => uuid), ...vms.map(({ name }) => name)])
  return near.startsWith('Did') ? new Refusal(refusal.code, `${refusal.message}. ${near}`) : refusal
}
