/** A cluster with users of every role. */
import type { Test } from 'tap'
import { emulator } from '../support/emulator.js'
import type { Emulator } from '../support/emulator.js'

const V1 = '/PrismGateway/services/rest/v1'

/** Of everybody whom the tests add. */
export const PASSWORD = 'first/Secret'

export async function withUsers(t: Test): Promise<Emulator> {
  const running = await emulator(t, { fixture: 'france-canada-protected' })
  for (const [username, roles] of [
    ['viewer', ['ROLE_CLUSTER_VIEWER']],
    ['nobody', []],
    ['operator', ['ROLE_CLUSTER_ADMIN']],
    ['keeper', ['ROLE_USER_ADMIN']]
  ] as const) {
    const made = await running.ask('france', 'POST', `${V1}/users`, {
      profile: { username, password: PASSWORD, firstName: 'Ada', locale: 'en-US' },
      enabled: false,
      roles
    })
    t.match(made, { status: 200, body: { profile: { username, password: null }, roles, enabled: true } })
  }
  return running
}
