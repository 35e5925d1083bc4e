/**
 * How much a world holds of what: written down beside it where it is kept, because a world that lacks some of its VMs is a
 * possible world too.
 */
import type { View, World } from '../domain/core/index.js'

/** How many there are in each list and collection: of the world itself under `/`, of its clusters by their names. */
export type Census = Readonly<Record<string, Readonly<Record<string, number>>>>

export type Count = (held: object) => number

const counted: Count = held => (Array.isArray(held) ? held.length : Object.keys(held).length)

/** `count` tells how many there are in one list or collection. */
export function censusOf(world: View<World>, count: Count = counted): Census {
  const { clusters, links, incidents, pastIncidents } = world
  const ofClusters = Object.entries(clusters).map(([name, cluster]) => [name, countsOf(cluster, count)])
  return { '/': countsOf({ clusters, links, incidents, pastIncidents }, count), ...Object.fromEntries(ofClusters) }
}

function countsOf(holder: object, count: Count): Record<string, number> {
  return Object.fromEntries(
    Object.entries(holder).flatMap(([key, held]: [string, unknown]) =>
      typeof held === 'object' && held !== null ? [[key, count(held)]] : []
    )
  )
}

/** The first count that is not as the census says, in words; undefined where all are. */
export function censusFault(world: View<World>, census: Census): string | undefined {
  const found = censusOf(world)
  for (const [place, counts] of Object.entries(census)) {
    for (const [key, count] of Object.entries(counts)) {
      const there = found[place]?.[key] ?? 0
      if (there !== count) return `there are ${there} ${key}${place === '/' ? '' : ` on ${place}`} instead of ${count}`
    }
  }
  return undefined
}
