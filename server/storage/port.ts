/** Where a lab is kept: one document, loaded at the start and replaced whole at every save. */

/** Version of the document. A change that an older emulator would misread raises it. */
export const FORMAT = 3

export interface Document {
  readonly format: number
  readonly lab: string
  readonly world: unknown
  readonly clock: unknown
}

export interface Storage {
  /** Undefined when nothing has been saved yet. Throws `UnreadableData`. */
  load(): Promise<Document | undefined>
  /** Takes what it needs of the document before it first waits, so the caller may change it at once. */
  save(document: Document): Promise<void>
}

/** Saved data that cannot be used: broken, of another format, or held by another process. */
export class UnreadableData extends Error {
  override readonly name = 'UnreadableData'
  constructor(
    readonly path: string,
    reason: string
  ) {
    super(`${path} ${reason}`)
  }
}
