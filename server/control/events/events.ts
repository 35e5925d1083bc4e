/** Event stream endpoint (server-sent events). */
import type { ServerResponse } from 'node:http'
import type { HandlersFor } from '../core/index.js'
import { WORLD_RESET, eventTypeNamed } from '../core/index.js'

export const events: HandlersFor<'streamEvents'> = {
  streamEvents: ({ ctx, query, request, reply }) => {
    const types = query.type && new Set(query.type.map(type => eventTypeNamed(type, [WORLD_RESET])))
    if (isHeadRequest(reply.raw)) return ''
    ctx.streams.open(ctx.lab, request, reply, types)
    return undefined
  }
}

/** Whether HEAD was asked, which routes see as GET: a stream that shows nothing would keep its connection for ever. */
function isHeadRequest(response: ServerResponse & { readonly _hasBody?: boolean }): boolean {
  return response._hasBody === false
}
