/** A cluster as a monitoring client meets it, and its question that has to be answered. */
import type { Test } from 'tap'
import { emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

export const V1 = '/PrismGateway/services/rest/v1'
export const V2 = '/PrismGateway/services/rest/v2.0'

export interface ClientWorld extends Pick<Emulator, 'ask' | 'send' | 'advance'> {
  /** The body of an answer of france; any status but 200 fails the test. */
  get(path: string): Promise<Awaited<ReturnType<Emulator['ask']>>['body']>
}

export async function clientWorld(t: Test): Promise<ClientWorld> {
  const { ask, send, advance } = await emulator(t, { fixture: 'france-canada-protected' })
  const get: ClientWorld['get'] = async path => {
    const { status, body } = await ask('france', 'GET', path)
    t.equal(status, 200, path)
    return body
  }
  return { ask, send, get, advance }
}
