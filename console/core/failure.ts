/** What can go wrong with a request: the server says no, or nobody answers. */

/** The server said no; the message is its own. */
export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
  }
}

/** Nobody answered. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
  constructor() {
    super('The server does not answer')
  }
}

interface Answer<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/** The data of an answer. Rejects with `Refused` or `Unanswered`. */
export async function dataOf<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch {
    throw new Unanswered()
  }
  const { data, error, response } = answer
  if (response.ok) return data as T
  throw new Refused(response.status, messageIn(error) ?? `The server answered ${response.status}`)
}

/** In the forms of v2.0, of v1 and of the control API. */
export function messageIn(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const { message, detailed_message, error } = body as Record<string, unknown>
  const text = message ?? detailed_message
  if (typeof text === 'string' && text !== '') return text
  return messageIn(error)
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
