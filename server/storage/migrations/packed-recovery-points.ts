/** Migration 4 to 5: the ledger keeps protections by domain, and the recovery points of each as numbers, written round and round. */
import type { OlderDocument } from './step.js'

interface OlderProtection {
  domain: string
  source: string
  target: string
  since: number
  points: { snapshotId: number; takenAt: number; reachedAt: number; promisedUsecs: number | null }[]
  count: number
}

/** What formats 4 and 5 have in common: so many are kept. */
const POINTS_MAX = 200

export function packedRecoveryPoints(document: OlderDocument): OlderDocument {
  const world = document['world'] as { ledger?: { protections?: Record<string, OlderProtection> } } | undefined
  const older = world?.ledger?.protections
  if (world === undefined || older === undefined) return document // no world: whoever checks it says so
  const protections: Record<string, object[]> = {}
  for (const { domain, source, target, since, points, count } of Object.values(older)) {
    const packed = { source, target, since, points: numbersOf(points, count), count }
    protections[domain] = [...(protections[domain] ?? []), packed]
  }
  return { ...document, world: { ...world, ledger: { ...world.ledger, protections } } }
}

/** In a list that is full the oldest stands where the next will be written. */
function numbersOf(points: OlderProtection['points'], count: number): number[] {
  const oldest = points.length < POINTS_MAX ? 0 : count % POINTS_MAX
  const turned = [...points.slice(points.length - oldest), ...points.slice(0, points.length - oldest)]
  return turned.flatMap(({ snapshotId, takenAt, reachedAt, promisedUsecs }) => [
    snapshotId,
    takenAt,
    reachedAt,
    promisedUsecs ?? 0
  ])
}
