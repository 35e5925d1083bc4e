/** Identifiers are version 5 UUIDs, whatever the seed and the name are. */
import t from 'tap'
import { v5 } from 'uuid'
import { derivedUuid, seededIds } from '../../server/engine/ids.js'

const NAMESPACE = 'c1f3a6a4-5a0e-5d3b-9d0e-7e51a1f0a5e1'

t.test('an identifier is what the library of UUIDs makes of seed and name', async t => {
  for (const seed of ['', 'pesim', 'grün', 'x'.repeat(300), '💾']) {
    const ids = seededIds(seed)(70)
    for (let number = 0; number < 20; number += 1) t.equal(ids.uuid(), v5(`70:${number}`, v5(seed, NAMESPACE)))
    for (const name of ['', 'vm', 'host/a/1', 'é'.repeat(81), 'y'.repeat(80), 'y'.repeat(81), 'z'.repeat(5_000), '💾'])
      t.equal(derivedUuid(seed, name), v5(name, v5(seed, NAMESPACE)), `${seed} ${name}`)
  }
})
