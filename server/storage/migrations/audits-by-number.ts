/** Migration 5 to 6: audits have numbers for identifiers. */
import type { OlderDocument } from './step.js'

interface OlderCluster {
  readonly audits: readonly { readonly id: string }[]
}

/** Their values stay as they were: numbers among them are text where they were written down as text. */
export function auditsByNumber(document: OlderDocument): OlderDocument {
  const world = document['world'] as { clusters?: Record<string, OlderCluster> } | undefined
  if (world?.clusters === undefined) return document // no world: whoever checks it says so
  const clusters = Object.entries(world.clusters).map(([name, cluster]) => [
    name,
    { ...cluster, audits: cluster.audits.map(audit => ({ ...audit, id: Number(audit.id) })) }
  ])
  return { ...document, world: { ...world, clusters: Object.fromEntries(clusters) as object } }
}
