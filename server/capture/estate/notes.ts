/** What is noted beside an estate: what was not told, what is not carried, what is assumed. */
export interface Notes {
  readonly notRead: string[]
  readonly notCarried: string[]
  readonly assumed: string[]
}

export const noNotes = (): Notes => ({ notRead: [], notCarried: [], assumed: [] })
