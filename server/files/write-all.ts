/** Writes pieces of memory one after the other, without copying them into one. */

/**
 * `write` tells how many bytes it took, as the system does, which may be fewer than it was given: then it is asked again with the
 * rest. One that takes nothing is asked no more, and whoever wants to know compares the size.
 */
export async function writeAll(
  pieces: readonly Uint8Array[],
  write: (left: readonly Uint8Array[]) => Promise<number>
): Promise<void> {
  let left = pieces.filter(piece => piece.length > 0)
  while (left.length > 0) {
    const taken = await write(left)
    if (taken === 0) return
    left = withoutFirst(left, taken)
  }
}

function withoutFirst(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let over = bytes
  const left: Uint8Array[] = []
  for (const piece of pieces) {
    if (over < piece.length) left.push(piece.subarray(over))
    over = Math.max(0, over - piece.length)
  }
  return left
}

export function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((total, piece) => total + piece.length, 0)
}
