/**
 * Goal: no order of commands, incidents and time breaks a promise of the world, and a walk that does becomes a short story.
 * Method: `pesim explore` from many seeds; SEED=<n> npx tap test/explore/explore.test.ts walks from one alone.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { apply } from '../../server/domain/apply.js'
import { cluster } from '../../server/domain/core/context.js'
import { decide } from '../../server/domain/decide.js'
import type { Rules } from '../../server/engine/engine.js'
import { runExplore, scenarioOf } from '../../server/cli/explore.js'
import { shrinkWalk, walk } from '../../server/explore/explore.js'
import type { Broken } from '../../server/explore/explore.js'
import { externalCommandTypes } from '../../server/explore/random-commands.js'
import { simplifyItems, shrink } from '../../server/explore/shrink.js'
import { replay, startWorld } from '../../server/explore/fuzz-run.js'
import type { WalkStep } from '../../server/explore/fuzz-run.js'
import { main } from '../../server/main.js'
import { playAlone } from '../../server/scenarios/play-alone.js'
import { parseScenario } from '../../server/scenarios/scenario.js'
import { foundWalks } from './found-walks.js'

const SEEDS = 50
const STEPS = 400

/** A cluster has one pool of all its disks: neither another, nor none. */
const neverAccepted = new Set<string>(['create-storage-pool', 'remove-storage-pool'])

const printed = (steps: readonly WalkStep[]): string[] => steps.map(step => JSON.stringify(step))

// Twenty thousand commands, in half a minute or more.
t.setTimeout(0)

t.test('no order of commands, incidents and time breaks a promise', t => {
  const only = process.env['SEED']
  const seeds = only === undefined ? Array.from({ length: SEEDS }, (_, seed) => seed) : [Number(only)]
  const accepted = new Set<string>()
  for (const seed of seeds) {
    const broken = walk(seed, {
      steps: STEPS,
      onEngine: engine => engine.subscribe(({ command }) => accepted.add(command.type))
    })
    if (broken === null) continue
    const { fault, steps } = shrinkWalk(broken)
    t.fail(`SEED=${seed} npx tap test/explore/explore.test.ts: "${fault.promise}": ${fault.detail}`, {
      steps: printed(steps)
    })
    t.end()
    return
  }
  t.pass(`${seeds.length} walks of ${STEPS} commands`)
  if (only === undefined) {
    const missing = externalCommandTypes.filter(type => !accepted.has(type) && !neverAccepted.has(type))
    t.same(missing, [], 'and every kind of command was accepted somewhere')
  }
  t.end()
})

t.test('what walks have found before stays found', t => {
  for (const { found, start, steps } of foundWalks) {
    const broken = replay(JSON.stringify(startWorld(start)), steps)
    t.equal(broken === null ? '' : `${broken.fault.promise}: ${broken.fault.detail}`, '', found)
  }
  t.end()
})

/** Whoever loses power keeps it: what `pesim explore` finds of it is written down below. */
const darkness: Rules = {
  decide,
  apply: (draft, event) => {
    const movement = apply(draft, event)
    if (event.type !== 'power-lost') return movement
    const vms = draft.table(cluster(draft, event), 'vms')
    for (const [uuid, { content }] of Object.entries(vms))
      draft.row(vms, uuid).content = { ...content, bytesPerSecond: content.bytesPerSecond + 1 }
    return movement
  }
}

let found: { readonly broken: Broken; readonly least: Broken } | undefined

/** The first walk that breaks under these rules, and the shortest that shows the same: looked for once. */
function foundInDarkness(): { readonly broken: Broken; readonly least: Broken } {
  if (found !== undefined) return found
  for (let seed = 0; seed < 20; seed += 1) {
    const broken = walk(seed, { steps: 200, rules: darkness })
    if (broken !== null) return (found = { broken, least: shrinkWalk(broken, darkness) })
  }
  throw new Error('nothing was found')
}

t.test('a walk that breaks a promise becomes short, and others can play it', async t => {
  const { broken, least } = foundInDarkness()
  t.ok(least.steps.length <= 3, `${broken.steps.length} steps become ${printed(least.steps).join()}`)
  t.equal(least.fault.promise, broken.fault.promise, 'that show the same fault')
  const scenario = parseScenario(JSON.stringify(scenarioOf(1, least)), 'a walk')
  t.match(
    await playAlone(scenario),
    { steps: least.steps.length, fault: undefined },
    'where the rules are whole it plays'
  )
})

t.test('making a walk short ends with what it may replay, with the shortest that it has by then', t => {
  const { broken, least } = foundInDarkness()
  const whole = broken.steps.length
  t.equal(shrinkWalk(broken, darkness, whole - 1).steps.length, whole, 'too little for the walk as it is')
  const some = shrinkWalk(broken, darkness, 40 * whole)
  t.ok(some.steps.length < whole, `${whole} steps become ${some.steps.length}`)
  t.ok(least.steps.length <= some.steps.length, 'more makes it no longer')
  t.equal(some.fault.promise, broken.fault.promise)
  t.end()
})

t.test('a list shrinks to what shows the fault, and its items become simple', t => {
  const shows = (items: readonly number[]): boolean => items.includes(3) && items.includes(17)
  t.same(shrink([...Array(40).keys()], shows), [3, 17])
  const above = (items: readonly number[]): boolean => items.every(item => item > 4)
  t.same(
    simplifyItems([20, 5], item => [1, item / 2], above),
    [10, 5]
  )
  t.end()
})

t.test('pesim explore tells what it found by its exit code', async t => {
  let text = ''
  const stream = { write: (more: string) => (text += more) }
  const io = { stdout: stream, stderr: stream, env: {}, stop: new AbortController().signal }
  const run = async (...args: string[]) => {
    text = ''
    return { code: await main(['explore', ...args], io), text }
  }
  t.match(await run('--seed', '5', '--seeds', '2', '--steps', '10'), {
    code: 0,
    text: /^seed 5: 10 steps.*\nseed 6: 10 steps.*\n$/
  })
  for (const [flag, value] of [
    ['--seed', 'x'],
    ['--steps', '0'],
    ['--seeds', '1.5'],
    ['--steps', '-1']
  ] as const)
    t.match(await run(`${flag}=${value}`), { code: 2, text: `pesim: ${flag} "${value}" is not a whole number` })
  t.match(await run('--sede', '1'), { code: 2 })

  const folder = mkdtempSync(join(tmpdir(), 'pesim-explore-'))
  t.teardown(() => {
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'found.json')
  t.equal(await runExplore({ seeds: '20', steps: '200', write: file }, io, darkness), 1)
  t.match(text, `written to ${file}; pesim scenario ${file} plays it`)
  t.match(parseScenario(readFileSync(file, 'utf8'), file), { title: /breaks a promise/ })
})
