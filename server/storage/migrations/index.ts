/** What older documents become: one step from each format to the next, every one of them with a sample of its format in test/storage/samples. */
import { FORMAT } from '../port.js'

/** A document as JSON says it: of a format that no type describes any more. */
export type OlderDocument = Readonly<Record<string, unknown>>

/** From one format to the next. It may throw anything where the document is not of its format. */
export type Step = (document: OlderDocument) => OlderDocument

/** Documents of formats before this one were never part of a release. */
export const OLDEST_FORMAT = 3

/**
 * By the format that a step begins with. A change of the world's types that makes something mandatory, or takes something
 * away, raises `FORMAT`, adds its step here, and keeps a sample of the format before.
 */
const steps: Readonly<Record<number, Step>> = {
  // The first line and the census came; neither is part of the document that is read.
  3: document => ({ ...document, format: 4 })
}

/** The document in the present format. Throws where one is not what its format says. */
export function migrated(document: OlderDocument): OlderDocument {
  const format = Number(document['format'])
  if (format === FORMAT) return document
  const step = steps[format]
  if (step === undefined) throw new Error(`nothing leads on from format ${format}`)
  const next = step(document)
  if (next['format'] !== format + 1)
    throw new Error(`the step from format ${format} leads to ${String(next['format'])}`)
  return migrated(next)
}
