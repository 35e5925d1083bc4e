/** A lab as small as one can be, for tests of where labs are kept: it is told by its revision. */
import { createHash } from 'node:crypto'
import { instant } from '../../server/domain/core/time.js'
import type { World } from '../../server/domain/core/world.js'
import { worldOf } from '../../server/seed/world.js'
import { DocumentWriter } from '../../server/storage/document-writer.js'
import type { Saveable, SavedLab } from '../../server/storage/port.js'

const world = worldOf(
  {
    clusters: [
      { name: 'a', vip: '10.0.0.1', subnet: '10.0.0.0/24', hosts: 1, vms: [{ name: 'ä€', disks: [{ sizeBytes: 9 }] }] }
    ]
  },
  instant(1_705_312_800_000_000)
)

export function smallLab(revision: number): SavedLab & { world: World } {
  return { lab: 'default', world: { ...structuredClone(world), revision }, clock: { mode: 'frozen', rate: 1 } }
}

/** A lab in the bytes of its file. */
export async function written(lab: Saveable): Promise<Buffer> {
  return Buffer.concat(await new DocumentWriter({ yieldTurn: () => Promise.resolve() }).write(lab))
}

/** What a first line says, and the rest of a document as JSON, changed, with a first line that vouches for it. */
export function forged(document: Buffer, change: (rest: Record<string, unknown>) => void): Buffer {
  const end = document.indexOf('\n')
  const { pesim } = JSON.parse(document.subarray(0, end).toString()) as { pesim: { format: number } }
  const rest = JSON.parse(document.subarray(end + 1).toString()) as Record<string, unknown>
  change(rest)
  return withChecksum(pesim.format, Buffer.from(JSON.stringify(rest)))
}

/** Of format 4 all bytes are summed up at once, of later ones line by line. */
export function withChecksum(format: number, rest: Buffer): Buffer {
  const lines = rest.toString('latin1').split(/(?<=\n)/)
  const sums = lines.map(line => createHash('sha256').update(line, 'latin1').digest())
  const sha256 = createHash('sha256')
    .update(format === 4 ? rest : Buffer.concat(sums))
    .digest('hex')
  return Buffer.concat([Buffer.from(`${JSON.stringify({ pesim: { format, length: rest.length, sha256 } })}\n`), rest])
}
