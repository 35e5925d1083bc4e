/**
 * Goal: no published field is accepted and silently does nothing, unless it says why in unread-fields.ts or older-unread-fields.ts.
 * Method: every emulated operation of a version is asked with every field that it publishes, alone beside a good request, all together
 * and by chance, each from the same world. A field is unread when it was in a request that succeeded, and no handler has read it in
 * any. What v1 and v0.8 have of v2.0 is unread there for v2.0's reason.
 */
import t from 'tap'
import { v08Inputs } from '../every-operation/v08-inputs.js'
import { v1Inputs } from '../every-operation/v1-inputs.js'
import { v2Inputs } from '../every-operation/v2-inputs.js'
import { runFields } from './field-run.js'
import type { FieldOutcome } from './field-run.js'
import { olderUnreadFields } from './older-unread-fields.js'
import { unreadFields } from './unread-fields.js'
import type { UnreadReason } from './unread-fields.js'

const SEED = 1

const labelOf = ({ call, field }: FieldOutcome): string => `${call.operation.id} ${field.name}`

const listedIn = (reasons: readonly UnreadReason[]): string[] =>
  reasons.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([ids, names]) =>
      ids.split(' ').flatMap(id => names.split(' ').map(name => `${id} ${name}`))
    )
  )

/** A label as it would be of v2.0, but for the spelling. */
function labelInV2({ call: { operation }, field }: FieldOutcome): string {
  const origin = operation.extra['x-v2'] as { operation: string } | undefined
  return unspelled(`${origin?.operation ?? operation.id} ${field.name}`)
}

const unspelled = (label: string): string =>
  label.toLowerCase().replaceAll('_', '').replaceAll('storagecontainer', 'container')

const reasonsOfV2 = new Set(listedIn(unreadFields).map(unspelled))

/** By version: its requests, its reasons, and how many pairs of operation and field have to be sent to say anything. */
const versions = [
  ['v2.0', v2Inputs, unreadFields, 1_800],
  ['v1', v1Inputs, olderUnreadFields.v1, 1_600],
  ['v0.8', v08Inputs, olderUnreadFields['v0.8'], 340]
] as const

for (const [version, inputs, reasons, sentMin] of versions)
  t.test(`every published field of ${version} is read, or is unread for a reason`, { timeout: 0 }, async t => {
    const outcomes = await runFields(t, version, inputs, SEED)
    const labels = (wanted: FieldOutcome['outcome']): string[] =>
      outcomes.filter(({ outcome }) => outcome === wanted).map(labelOf)
    const listed = listedIn(reasons)
    const [unread, read, unsent] = [labels('unread'), new Set(labels('read')), labels('unsent')]
    t.comment(`${outcomes.length} fields are published: ${read.size} are read, ${unread.length} are not,`)
    t.comment(`${labels('below').length} are within such, and ${unsent.length} were in no request that succeeded`)
    t.ok(read.size + unread.length >= sentMin, `${read.size + unread.length} pairs of operation and field were sent`)
    const ofV2 = new Set(
      version === 'v2.0' ? [] : outcomes.filter(each => reasonsOfV2.has(labelInV2(each))).map(labelOf)
    )
    t.same(
      unread.filter(label => !listed.includes(label) && !ofV2.has(label)),
      [],
      'published, sent and not read: make it do something, or give a reason'
    )
    t.same(
      listed.filter(label => read.has(label)),
      [],
      'listed with a reason, and read'
    )
    t.same(
      listed.filter(label => ofV2.has(label)),
      [],
      'listed, though it has its reason of v2.0'
    )
    const known = new Set(outcomes.map(labelOf))
    t.same(
      listed.filter(label => !known.has(label)),
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
