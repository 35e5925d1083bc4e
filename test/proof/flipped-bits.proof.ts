/** Every bit of a saved document, flipped by itself: each is noticed, and none in another way than by refusing the document. */
import t from 'tap'
import { unnoticedFlips } from '../storage/flipped-bits.js'
import { smallLab, written } from '../storage/small-lab.js'

t.test('no bit of a document can change unnoticed', async t => {
  const document = await written(smallLab(1))
  const { looked, unnoticed } = unnoticedFlips(document, 1)
  t.same(unnoticed, [])
  t.equal(looked, document.length * 8)
})
