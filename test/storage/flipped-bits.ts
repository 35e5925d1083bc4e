/** Flips bits of a document, one at a time, and tells which of them the loader does not notice. */
import { decode } from '../../server/storage/document.js'
import { UnreadableData } from '../../server/storage/faults.js'

/** Every bit, or one in so many. */
export function unnoticedFlips(document: Buffer, every: number): { looked: number; unnoticed: string[] } {
  const unnoticed: string[] = []
  let looked = 0
  for (let bit = 0; bit < document.length * 8; bit += every) {
    // Another bit of each byte, so that all of them have their turn.
    const [byte, place] = [bit >> 3, every === 8 ? (bit >> 3) % 8 : bit % 8]
    const flipped = Buffer.from(document)
    flipped[byte] = (flipped[byte] ?? 0) ^ (1 << place)
    looked += 1
    try {
      decode(flipped, 'default.json')
      unnoticed.push(`bit ${place} of byte ${byte}`)
    } catch (error) {
      if (!(error instanceof UnreadableData)) unnoticed.push(`bit ${place} of byte ${byte}: ${String(error)}`)
    }
  }
  return { looked, unnoticed }
}
