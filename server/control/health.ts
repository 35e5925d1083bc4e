/** Whether the emulator serves, and what it is. */
import type { HandlersFor } from './handlers.js'

export const health: HandlersFor<'getHealth' | 'getVersion'> = {
  getHealth: () => ({ status: 'ok', ready: true }),
  getVersion: ({ ctx }) => ({ name: 'pesim', version: ctx.version, api: { ...ctx.api } })
}
