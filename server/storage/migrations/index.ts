/** Migrations of saved documents: one step from each format to the next, each with a sample in test/storage/samples. */
import { FORMAT } from '../port.js'
import { auditsByNumber } from './audits-by-number.js'
import { ownersOfRemoteSites } from './owners-of-remote-sites.js'
import { packedRecoveryPoints } from './packed-recovery-points.js'
import type { OlderDocument, Step } from './step.js'

/** Documents of formats before this one were never part of a release. */
export const OLDEST_FORMAT = 3

/**
 * By the format that a step begins with. A change of the world's types that makes something mandatory, or takes something
 * away, raises `FORMAT`, adds its step here, and keeps a sample of the format before.
 */
const steps: Readonly<Record<number, Step>> = {
  // The first line and the census came, which are no part of the document that is read, and addresses left the clusters.
  3: document => ({ ...ownersOfRemoteSites(document), format: 4 }),
  // The checksum of the first line came to be that of lines, and the ledger's recovery points became numbers.
  4: document => ({ ...packedRecoveryPoints(document), format: 5 }),
  // The identifiers of audits, which were text, became numbers.
  5: document => ({ ...auditsByNumber(document), format: 6 })
}

/** The document in the present format. Throws where one is not what its format says. */
export function migrateDocument(document: OlderDocument): OlderDocument {
  const format = Number(document['format'])
  if (format === FORMAT) return document
  const step = steps[format]
  if (step === undefined) throw new Error(`nothing leads on from format ${format}`)
  const next = step(document)
  if (next['format'] !== format + 1)
    throw new Error(`the step from format ${format} leads to ${String(next['format'])}`)
  return migrateDocument(next)
}

export type { OlderDocument } from './step.js'
