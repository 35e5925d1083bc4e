/** Health of the emulator: version, state of storage and API coverage. */
import { HttpRefusal } from '../../http/contract/index.js'
import type { HandlersFor } from './handlers.js'

export const health: HandlersFor<'getHealth' | 'getReady' | 'getVersion' | 'getCoverage' | 'getMetrics'> = {
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
