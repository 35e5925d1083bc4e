/** What rules decide with: the world as it is, and what of it a command is about. */
import type { IdSource } from '../ids.js'
import { clusterOf, domainOf } from '../lookup.js'
import type { CommandOf, CommandType, DomainEvent, EventType, ResultOf } from './vocabulary.js'
import type { Cluster, ProtectionDomain, View, World } from '../world.js'

export interface Scene {
  readonly world: View<World>
  /** Identifiers of this command. */
  readonly ids: IdSource
}

export interface ClusterScene extends Scene {
  readonly here: View<Cluster>
}

export interface DomainScene extends ClusterScene {
  readonly domain: View<ProtectionDomain>
}

/** What a command brings about, where there is a result to answer with. */
export interface Decision<R> {
  readonly events: readonly DomainEvent[]
  readonly result: R
}

/** What a rule answers with: the events alone, most often. */
export type Decided = readonly DomainEvent[] | Decision<unknown>

/** What a command brings about. */
export function eventsOf(decided: Decided): readonly DomainEvent[] {
  return isDecision(decided) ? decided.events : decided
}

/** What a command answers with; undefined for most. */
export function resultOf(decided: Decided): unknown {
  return isDecision(decided) ? decided.result : undefined
}

function isDecision(decided: Decided): decided is Decision<unknown> {
  return !Array.isArray(decided)
}

/**
 * A rule for each type of command: the events, with a result where the room's vocabulary has one for the type. A rule refuses
 * before its first event, by throwing a `Refusal`.
 */
export type Rules<T extends CommandType> = {
  readonly [K in T]: (
    scene: Scene,
    command: CommandOf<K>
  ) => ResultOf<K> extends undefined ? readonly DomainEvent[] : Decision<ResultOf<K>>
}

/** What follows from facts that others state, whatever command they come from; none of them has been applied yet. */
export interface Reaction<T extends EventType = EventType> {
  /** The facts that something follows from. Where there is none of them, it is not asked. */
  readonly to: readonly T[]
  /** Sees all facts of the command. */
  readonly react: (scene: Scene, events: readonly DomainEvent[]) => readonly DomainEvent[]
}

/** Refuses where there is no such cluster. */
export function openCluster({ world, ids }: Scene, target: { readonly cluster: string }): ClusterScene {
  return { world, ids, here: clusterOf(world, target.cluster) }
}

/** Refuses where there is no such cluster, or no such protection domain on it. */
export function openDomain(
  { world, ids }: Scene,
  target: { readonly cluster: string; readonly name: string }
): DomainScene {
  const here = clusterOf(world, target.cluster)
  return { world, ids, here, domain: domainOf(here, target.name) }
}
