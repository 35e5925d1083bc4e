/** Estates to capture: emulators in this process, of random worlds that have gone through something, or of a fixture. */
import type { Test } from 'tap'
import { compose } from '../../server/app/compose.js'
import type { Composition } from '../../server/app/compose.js'
import { captured } from '../../server/capture/run-capture.js'
import { readCluster } from '../../server/capture/read-cluster.js'
import type { ClusterAnswers } from '../../server/capture/answers.js'
import { readConfig } from '../../server/config/config.js'
import type { HttpClient } from '../../server/cli/core/http-client.js'
import { firstSecretOf } from '../../server/engine/secrets.js'
import { Refusal } from '../../server/domain/core/refusal.js'
import { after } from '../../server/domain/core/time.js'
import type { Instant } from '../../server/domain/core/time.js'
import { waitOf } from '../../server/explore/explore.js'
import { randomCommand } from '../../server/explore/random-commands.js'
import { randomOf } from '../../server/explore/random.js'
import type { Random } from '../../server/explore/random.js'
import { walkStart } from '../../server/explore/walk-worlds.js'
import { listClient } from '../../server/reading/lists.js'
import type { Fixture } from '../../server/seed/fixture.js'

export const BASE = '/PrismGateway/services/rest/'
/** Who captures a world that was walked. */
const READER = 'reader'
const PASSWORD = 'nutanix/4u'
const basic = (user: string): string => `Basic ${Buffer.from(`${user}:${PASSWORD}`).toString('base64')}`
/** One schedule of seconds must not be the whole walk. */
const COMMANDS_MAX = 400

export async function emulatorOf(t: Test, fixture: Fixture, atUsecs: Instant): Promise<Composition> {
  const config = { ...readConfig({}, {}), clock: 'frozen', atUsecs, logLevel: 'silent' } as const
  const composition = await compose(config, fixture)
  t.teardown(() => composition.close())
  return composition
}

/** A random world after so many random commands, and the time between them. */
export async function walkedEmulator(t: Test, seed: number, steps: number): Promise<Composition> {
  const random = randomOf(seed)
  const { fixture, begins } = walkStart(random)
  const composition = await emulatorOf(t, fixture, begins)
  const { engine } = composition.lab
  walk(composition, random, steps)
  // A walk may take the administrator's password, or the administrator.
  const secret = firstSecretOf(engine.world.seed, READER, PASSWORD)
  for (const cluster of Object.keys(engine.world.clusters))
    engine.dispatch({ type: 'appoint-administrator', cluster, username: READER, secret })
  return composition
}

/** So many random commands, and the time between them. */
export function walk({ lab: { engine } }: Composition, random: Random, steps: number): void {
  for (let step = 0; step < steps; step++) {
    engine.advanceTo(after(engine.world.now, waitOf(random)), { commandsMax: COMMANDS_MAX })
    engine.advanceTo(engine.world.now)
    try {
      engine.dispatch(JSON.parse(JSON.stringify(randomCommand(random, engine.world))))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

/** Speaks to one cluster without a listener. */
export function clientOf({ app, lab }: Composition, host: string): HttpClient {
  const walked = lab.world.clusters[host]?.users[READER]?.appointed != null
  const authorization = basic(walked ? READER : 'admin')
  return {
    request: async (method, url, body) => {
      const content = body === undefined ? {} : { payload: body as object }
      const { statusCode, payload } = await app.inject({
        method: method as 'GET',
        url,
        headers: { host, authorization },
        ...content
      })
      return { status: statusCode, text: payload, body: parsed(payload) }
    },
    [Symbol.dispose]: () => undefined
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The clusters that have power: the others answer nobody. */
export function clustersOf({ lab }: Composition): string[] {
  return Object.values(lab.world.clusters).flatMap(({ name, power }) => (power === 'on' ? [name] : []))
}

export async function answersOf(
  composition: Composition,
  clusters = clustersOf(composition)
): Promise<ClusterAnswers[]> {
  const answers: ClusterAnswers[] = []
  for (const cluster of clusters) answers.push(await readCluster(listClient(clientOf(composition, cluster), BASE)))
  return answers
}

/** As `pesim capture` reads it, at the lab's present. */
export async function captureOf(composition: Composition): Promise<Fixture> {
  return captured(await answersOf(composition), composition.lab.world.now).fixture
}

/** What has to be the same when it is captured again: all but what the capture says of itself. */
export function estateIn({ captured: _captured, ...estate }: Fixture): Omit<Fixture, 'captured'> {
  return estate
}
