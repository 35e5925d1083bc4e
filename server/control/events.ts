/** What happens, as it happens. */
import type { HandlersFor } from './handlers.js'
import { STREAM_TYPE, WORLD_RESET } from './streams.js'
import { eventTypeNamed } from './world-event.js'

export const events: HandlersFor<'streamEvents'> = {
  streamEvents: ({ ctx, query, request, reply }) => {
    const types = query.type && new Set(query.type.map(type => eventTypeNamed(type, [WORLD_RESET])))
    if (request.method === 'HEAD') void reply.type(STREAM_TYPE).send('')
    else ctx.streams.open(ctx.lab, request, reply, types)
    return undefined
  }
}
