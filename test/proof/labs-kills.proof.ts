/**
 * Labs and states that were acknowledged survive a SIGKILL at any instant, and those whose deletion was are gone, files and
 * all. SEED=<n> repeats what is asked, not when it is killed.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import supertest from 'supertest'
import t from 'tap'
import { randomOf } from '../../server/explore/random.js'
import { startProcess } from '../support/process.js'
import type { StartedProcess } from '../support/process.js'

const KILLS = Number(process.env['KILLS'] ?? 30)
const REQUESTS_MAX = 6
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const CONTROL = '/emulator/v1'
const DOMAINS = '/api/nutanix/v2.0/protection_domains'

/** What may be there: by its name, whether it has to be, may not be, or whether nobody can say. */
type Known = Map<string, 'there' | 'gone' | 'unknown'>

const folderOf = (data: string, name: string): string =>
  name.startsWith('s') ? `${data}/states/${name}.json` : `${data}/labs/${name}`

async function namesIn({ client }: StartedProcess): Promise<string[]> {
  const labs = (await client('GET', `${CONTROL}/labs`)).body.labs as { name: string }[]
  const states = (await client('GET', `${CONTROL}/states`)).body.states as { name: string }[]
  return [...labs, ...states].map(({ name }) => name).filter(name => name !== 'main')
}

t.test(`labs and states outlive ${KILLS} kills (SEED=${seed})`, { timeout: KILLS * 30_000 }, async t => {
  const random = randomOf(seed)
  const root = await mkdtemp(join(tmpdir(), 'pesim-labs-'))
  t.teardown(() => rm(root, { recursive: true, force: true }))
  const data = join(root, 'data')
  const known: Known = new Map()
  /** By lab, the domains that were acknowledged in it. */
  const domains = new Map<string, string[]>()
  let [made, certain] = [0, 0]
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const running = await startProcess(t, { args: ['--clock', 'frozen', '--data', data] })
    const { client } = running
    const present = new Set(await namesIn(running))
    for (const [name, state] of known) {
      if (state !== 'unknown') certain += 1
      if (state === 'there' && !present.has(name)) t.fail(`${name} is missing after kill ${kill}`)
      if (state === 'gone' && present.has(name)) t.fail(`${name} is there after kill ${kill}`)
      if (!present.has(name) && existsSync(folderOf(data, name))) t.fail(`${name} left ${folderOf(data, name)}`)
      known.set(name, present.has(name) ? 'there' : 'gone')
    }
    for (const [lab, names] of domains) {
      if (known.get(lab) !== 'there') continue
      const { body } = await client('GET', `${CONTROL}/labs/${lab}/world`)
      const there = Object.keys(body.clusters.france.protectionDomains as object)
      const lost = names.filter(name => !there.includes(name))
      if (lost.length > 0) t.fail(`${lab} has lost ${lost.join(', ')} after kill ${kill}`)
    }

    const asked: Promise<void>[] = []
    for (let left = 1 + random.below(REQUESTS_MAX); left > 0; left -= 1) {
      const request = act()
      asked.push(request)
      if (random.chance(0.5)) await request
    }
    for (let turns = random.below(2_000); turns > 0; turns -= 1) await setImmediate()
    await Promise.all([running.end('SIGKILL'), ...asked])

    function act(): Promise<void> {
      const there = [...known].flatMap(([name, state]) => (state === 'there' ? [name] : []))
      const labs = there.filter(name => name.startsWith('l'))
      if (labs.length > 0 && random.chance(0.4)) return createDomain(random.pick(labs))
      if (there.length > 3 && random.chance(0.4)) return remove(random.pick(there))
      made += 1
      return random.chance(0.5) ? create(`l${made}`, '/labs', { fork_of: 'main' }) : create(`s${made}`, '/states', {})
    }

    async function create(name: string, path: string, body: object): Promise<void> {
      known.set(name, 'unknown')
      const answer = await client('POST', CONTROL + path, { name, ...body }).catch(() => undefined)
      if (answer?.status === 200) known.set(name, 'there')
    }

    async function remove(name: string): Promise<void> {
      known.set(name, 'unknown')
      const path = `${CONTROL}/${name.startsWith('s') ? 'states' : 'labs'}/${name}`
      const answer = await client('DELETE', path).catch(() => undefined)
      if (answer?.status !== 200) return
      known.set(name, 'gone')
      if (existsSync(folderOf(data, name))) t.fail(`${name} was deleted, and ${folderOf(data, name)} is there`)
    }

    async function createDomain(lab: string): Promise<void> {
      made += 1
      const host = `france.${lab}.localhost`
      const value = `domain-${made}`
      const { url, login } = running
      const asked = supertest(url).post(DOMAINS).auth(login.username, login.password).set('Host', host).send({ value })
      const status = await asked.then(answer => answer.status).catch(() => undefined)
      if (status === 201) domains.set(lab, [...(domains.get(lab) ?? []), value])
    }
  }
  t.ok(certain > KILLS, `${certain} times it was certain what had to be there`)
  t.ok([...domains.values()].flat().length > 0)
})
