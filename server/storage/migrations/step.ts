/** Type of a migration step. */

/** A document as JSON says it: of a format that no type describes any more. */
export type OlderDocument = Readonly<Record<string, unknown>>

/** From one format to the next. It may throw anything where the document is not of its format. */
export type Step = (document: OlderDocument) => OlderDocument
