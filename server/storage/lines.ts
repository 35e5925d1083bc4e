/**
 * Lines of a saved document, which is cut where its JSON may have white space. The checksum of the whole is that of the checksums of its
 * lines in their order: a line that stays as it was is not summed up again.
 */
import { createHash } from 'node:crypto'

const LINE_FEED = 0x0a

export interface Line {
  /** With the line feed that ends it, and no other. */
  readonly bytes: Buffer
  /** SHA-256 of the bytes. */
  readonly digest: Buffer
}

export function lineOf(bytes: Buffer): Line {
  return { bytes, digest: createHash('sha256').update(bytes).digest() }
}

/** In hexadecimal. */
export function sumOfDigests(digests: Iterable<Buffer>): string {
  const sum = createHash('sha256')
  for (const digest of digests) sum.update(digest)
  return sum.digest('hex')
}

/** The same of a document in one piece, wherever its lines end. */
export function sumOfLines(document: Buffer): string {
  return sumOfDigests(digestsIn(document))
}

function* digestsIn(document: Buffer): Generator<Buffer, void, undefined> {
  let start = 0
  while (start < document.length) {
    const end = document.indexOf(LINE_FEED, start) + 1 || document.length
    yield lineOf(document.subarray(start, end)).digest
    start = end
  }
}
