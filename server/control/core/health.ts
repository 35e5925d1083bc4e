/** The emulator itself: index of this API, version, state of storage and API coverage. */
import { HttpRefusal } from '../../http/contract/index.js'
import type { HandlersFor } from './handlers.js'

/** Paths of the pages beside this API. */
const links = { console: '/console/', reference: '/docs', document: '/docs/control.json' }

export const health: HandlersFor<'getIndex' | 'getHealth' | 'getReady' | 'getVersion' | 'getCoverage' | 'getMetrics'> =
  {
    getIndex: ({ ctx }) => ({ name: 'pesim', version: ctx.version, links, topics: ctx.topics() }),
    getHealth: ({ ctx }) => {
      const state = ctx.storage()
      return { status: 'ok', ready: state.storage === 'ok', ...state }
    },
    getReady: ({ ctx }) => {
      const state = ctx.storage()
      if (state.storage === 'ok') return { ready: true }
      throw new HttpRefusal('storage-failing', 503, `What changes cannot be saved: ${state.reason}`)
    },
    getVersion: ({ ctx }) => ({ name: 'pesim', version: ctx.version, api: { ...ctx.api } }),
    getCoverage: ({ ctx }) => ({ versions: ctx.coverage() }),
    getMetrics: async ({ ctx, reply }) => {
      const { contentType, text } = await ctx.metrics.scrape()
      void reply.type(contentType).send(text)
      return undefined
    }
  }
