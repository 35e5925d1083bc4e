/** What a refusal is to clients of the product, and the refusals that no room has to itself. */

export interface RefusalForm {
  /** The number that clients are told: 1101 and 1202 are the product's; those above 90000 are pesim's own (docs/fidelity.md). */
  readonly number: number
  /**
   * HTTP status; without it the 500 of every business error [C: Swagger]. 422 is of what is there already, in data protection
   * [C: clients, two versions of one portal and a second client tell it apart of a domain's name and of a protected VM; EMU:
   * its other uses].
   */
  readonly status?: 400 | 404 | 412 | 422
  /** Simple name of the product's exception; without it the one of business errors. */
  readonly exception?: string
  /** How well the status is known (docs/evidence.md); without it C, what the vendor publishes for every business error. */
  readonly grade?: 'A' | 'B' | 'D'
}

/** By code: what it is about, and what is wrong. */
export type Refusals = Readonly<Record<`${string}/${string}`, RefusalForm>>

export const coreRefusals = {
  'request/invalid': { number: 1101, status: 400, exception: 'ValidationException', grade: 'D' },
  'cluster/not-found': { number: 1202, grade: 'D' },
  'logical-timestamp/stale': { number: 90207 }
} as const satisfies Refusals
