/**
 * The sisters of each kind of difference that clients found, counted where they stand: what is new among them has to be decided like
 * the others, so that a count that changes is a question, not a nuisance.
 */
import t from 'tap'
import { refusals } from '../../server/domain/refusals.js'
import { alertTypes } from '../../server/domain/notices/index.js'
import { namedTasks } from '../../server/prism/inventory/task-names.js'
import { served } from '../contract/operations.js'
import { emulator } from '../support/emulator.js'

const protectedSites = { fixture: 'france-canada-protected' }

/** How many there are of each kind. */
const CODES = 104
const CONFLICTS = 20
const CENTRAL = { answered: 59, refused: 116 }
const FILTERED = 26
const ALERTS = 46
const HEALTH_CHECKS = 4
const TASKS = 38

/** Refusals that say "there is one already", "is taken", or "is protected". */
const CONFLICT = /\/(exists|taken|in-use|already-[a-z]+|protected|busy|duplicate)$/

t.test('each refusal of what is there already has its status by decision', async t => {
  const conflicts = Object.entries(refusals).filter(([code]) => CONFLICT.test(code))
  // Evidence B [C: clients] of two, D of their sisters in data protection
  t.same(
    conflicts.filter(([, { status }]) => status === 422).map(([code]) => code),
    [
      'remote-site/exists',
      'vm/already-protected',
      'volume-group/already-protected',
      'protection-domain/exists',
      'vstore/protected',
      'witness/exists'
    ]
  )
  t.equal(Object.keys(refusals).length, CODES)
  t.equal(conflicts.length, CONFLICTS, conflicts.map(([code]) => code).join(' '))
})

t.test('each list of Prism Central is inventory, or refused in the product’s words', async t => {
  const { ask } = await emulator(t, protectedSites)
  const counts = { answered: 0, refused: 0 }
  for (const { contract, operation, emulated } of served) {
    if (!emulated || operation.method !== 'GET' || operation.path.includes('{')) continue
    if (contract.name !== 'v2.0' && contract.name !== 'v1') continue
    const { status, body } = await ask('central', 'GET', `${contract.bases[0]}${operation.path}`)
    if (status === 412) {
      // Evidence A [C: recorded]
      t.equal(body.message, 'This action is not supported on Prism Central', `${contract.name} ${operation.path}`)
      counts.refused += 1
    } else counts.answered += 1
  }
  t.same(counts, CENTRAL)
})

t.test('each list that takes a filter refuses an attribute that no row has', async t => {
  const { ask } = await emulator(t, protectedSites)
  const passed: string[] = []
  let lists = 0
  for (const { contract, operation, emulated } of served) {
    if (!emulated || operation.method !== 'GET' || operation.path.includes('{')) continue
    const filter = operation.parameters.find(({ name }) => /^filter(_?criteria)?$/i.test(name))
    if (filter === undefined) continue
    lists += 1
    const url = `${contract.bases[0]}${operation.path}?${filter.name}=nosuch%3D%3D1`
    const { status, text } = await ask('france', 'GET', url)
    // Evidence B [C: clients]: the text
    if (status !== 400 || !text.includes('Unrecognized field'))
      passed.push(`${contract.name} ${operation.path} ${status}`)
  }
  t.same(passed, [])
  t.equal(lists, FILTERED)
})

t.test('kinds of alerts and tasks', async t => {
  const kinds = Object.values(alertTypes)
  t.equal(kinds.length, ALERTS)
  // Evidence A [C: alert catalogue]: health checks have numbers like A110264; those of pesim begin with A9
  const checks = kinds.filter(({ uuid }) => /^A11\d{4}$/.test(uuid))
  t.equal(checks.length, HEALTH_CHECKS, 'with the versions and their entity in the context')
  t.equal(namedTasks.length, TASKS)
})
