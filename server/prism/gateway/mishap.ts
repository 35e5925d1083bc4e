/** Applies injected faults to requests to the emulated API. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '../../http/contract/index.js'
import { clientDisconnected } from '../../http/listen/index.js'
import { HttpRefusal } from '../../http/contract/index.js'
import { injectFault } from '../../http/app/index.js'
import type { MatchableRequest, Mishap } from '../../http/app/index.js'

export interface MishapHost {
  /** The mishap that a request meets, which counts as met. */
  mishapOf(request: MatchableRequest): Mishap | undefined
  /** Aborts when the emulator ends. */
  readonly closing: AbortSignal
}

const pathOf = (url: string): string => url.replace(/[?#].*$/s, '')

/** The mishap that a request meets, which counts as met. */
export function matchMishap(
  host: Pick<MishapHost, 'mishapOf'>,
  { originalUrl, url, method }: FastifyRequest,
  site: string,
  operation: Operation
): Mishap | undefined {
  return host.mishapOf({ site, method, paths: [pathOf(originalUrl), pathOf(url)], operation: operation.id })
}

/** Resolves with whether nothing is left to answer. `refused` gives the body of a refusal in the form of the API that was asked. */
export function injectMishap(
  { closing }: Pick<MishapHost, 'closing'>,
  { id, effect }: Mishap,
  reply: FastifyReply,
  refused: (error: HttpRefusal) => unknown
): Promise<boolean> {
  const abandoned = AbortSignal.any([clientDisconnected(reply), closing])
  return injectFault(effect, reply, abandoned, status =>
    refused(new HttpRefusal('mishap', status, `Mishap ${id} answers in the place of the API`))
  )
}

/** What the journal notes of a request that a mishap has answered; null where it broke the connection. */
export function statusOf({ effect: { replacement: instead } }: Mishap): number | null {
  return instead === null || instead === 'reset' ? null : instead.status
}
