/** Mishap endpoints: fault injection on requests to the emulated API, by matcher and effect. */
import { MISHAPS_MAX } from '../../http/app/index.js'
import type { Mishap, Effect } from '../../http/app/index.js'
import { ControlFault, hintFor, invalidRequest, refuseUnknownCall } from '../core/index.js'
import type { ControlContext, HandlersFor, Model } from '../core/index.js'

/** Of the body of one answer, as JSON: mishaps are kept until they are removed. */
export const MISHAP_BODY_BYTES_MAX = 64 * 1024

type MishapIds = 'getMishaps' | 'addMishap' | 'removeMishaps' | 'getMishap' | 'removeMishap'
type Request = Model<'MishapRequest'>

export const mishaps: HandlersFor<MishapIds> = {
  getMishaps: ({ ctx }) => ({ mishaps: ctx.mishaps.all.map(mishapDto) }),

  addMishap: ({ ctx, body }) => {
    refuseUnknownCall(ctx, body)
    if (ctx.mishaps.all.length >= MISHAPS_MAX)
      throw new ControlFault('mishaps/too-many', `There are ${MISHAPS_MAX} mishaps: remove some`)
    const { cluster = null, method = null, path = null, operation = null, skip = 0, count = null } = body
    const suggestions = { site: cluster, method, path, operation }
    return mishapDto(ctx.mishaps.add({ matcher: suggestions, effect: effectOf(body), skip, count }))
  },

  removeMishaps: ({ ctx }) => {
    ctx.mishaps.clear()
    return { mishaps: [] }
  },

  getMishap: ({ ctx, path }) => mishapDto(mishapNamed(ctx, path.id)),

  removeMishap: ({ ctx, path }) => {
    const mishap = mishapNamed(ctx, path.id)
    ctx.mishaps.remove(mishap.id)
    return mishapDto(mishap)
  }
}

function effectOf({ delay_seconds = 0, status, headers, body, reset, afterwards = false }: Request): Effect {
  if (reset === true && status !== undefined) throw invalidRequest('body has both status and reset: which of them?')
  if (status === undefined && (headers !== undefined || body !== undefined))
    throw invalidRequest('body/headers and body/body need body/status')
  if (delay_seconds === 0 && status === undefined && reset !== true)
    throw invalidRequest('body says nothing that happens: delay_seconds, status or reset')
  if (body !== undefined && Buffer.byteLength(JSON.stringify(body)) > MISHAP_BODY_BYTES_MAX)
    throw invalidRequest(`body/body must have ${MISHAP_BODY_BYTES_MAX} bytes as JSON at most`)
  const answer = status === undefined ? null : { status, headers: headers ?? {}, body }
  return { delaySeconds: delay_seconds, replacement: reset === true ? 'reset' : answer, afterHandler: afterwards }
}

function mishapNamed({ mishaps: all }: ControlContext, id: string): Mishap {
  const found = all.find(id)
  if (found === undefined) {
    const ids = all.all.map(mishap => mishap.id)
    throw new ControlFault('mishap/not-found', `There is no mishap ${id}. ${hintFor(id, ids)}`)
  }
  return found
}

function mishapDto({ id, seen, hits, matcher: suggestions, effect, skip, count }: Mishap): Model<'Mishap'> {
  const { delaySeconds, replacement: instead, afterHandler: afterwards } = effect
  const { site, method, path, operation } = suggestions
  return {
    id,
    seen,
    hits,
    request: {
      ...(site !== null && { cluster: site }),
      ...(method !== null && { method: method as NonNullable<Request['method']> }),
      ...(path !== null && { path }),
      ...(operation !== null && { operation }),
      skip,
      ...(count !== null && { count }),
      delay_seconds: delaySeconds,
      ...(instead === 'reset' ? { reset: true as const } : instead),
      afterwards
    }
  }
}
