/**
 * Goal: no published field is accepted and silently does nothing, unless it says why in unread-fields.ts.
 * Method: every emulated operation of v2.0 is asked with every field that it publishes, alone beside a good request, all together
 * and by chance, each from the same world; v1 and v0.8 are answered by the same handlers. A field is unread when it was in a
 * request that succeeded, and no handler has read it in any.
 */
import t from 'tap'
import { v2Inputs } from '../every-operation/v2-inputs.js'
import { runFields } from './field-run.js'
import type { FieldOutcome } from './field-run.js'
import { unreadFields } from './unread-fields.js'

const SEED = 1
/** Pairs of operation and field that were sent, less than which the check would say little. */
const SENT_MIN = 1_800

const labelOf = ({ call, field }: FieldOutcome): string => `${call.operation.id} ${field.name}`

t.test('every published field of v2.0 is read, or is unread for a reason', { timeout: 0 }, async t => {
  const outcomes = await runFields(t, 'v2.0', v2Inputs, SEED)
  const labels = (wanted: FieldOutcome['outcome']): string[] =>
    outcomes.filter(({ outcome }) => outcome === wanted).map(labelOf)
  const listed = unreadFields.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([ids, names]) =>
      ids.split(' ').flatMap(id => names.split(' ').map(name => `${id} ${name}`))
    )
  )
  const [unread, read, unsent] = [labels('unread'), new Set(labels('read')), labels('unsent')]
  t.comment(`${outcomes.length} fields are published: ${read.size} are read, ${unread.length} are not,`)
  t.comment(`${labels('below').length} are within such, and ${unsent.length} were in no request that succeeded`)
  t.ok(read.size + unread.length >= SENT_MIN, `${read.size + unread.length} pairs of operation and field were sent`)
  t.same(
    unread.filter(label => !listed.includes(label)),
    [],
    'published, sent and not read: make it do something, or give a reason in unread-fields.ts'
  )
  t.same(
    listed.filter(label => read.has(label)),
    [],
    'listed in unread-fields.ts, and read'
  )
  const known = new Set(outcomes.map(labelOf))
  t.same(
    [...listed].filter(label => !known.has(label)),
    [],
    'listed and not published'
  )
  t.same(new Set(listed).size, listed.length, 'nothing is listed twice')
  t.same(
    outcomes.filter(({ unseen }) => unseen).map(labelOf),
    [],
    'copied or handed on with its object, so that nobody can tell whether it is used: see mapView'
  )
})
