/** Whether the emulator serves, what it is, and how much of the product. */
import type { HandlersFor } from './handlers.js'

export const health: HandlersFor<'getHealth' | 'getVersion' | 'getCoverage'> = {
  getHealth: () => ({ status: 'ok', ready: true }),
  getVersion: ({ ctx }) => ({ name: 'pesim', version: ctx.version, api: { ...ctx.api } }),
  getCoverage: ({ ctx }) => ({ versions: ctx.coverage() })
}
