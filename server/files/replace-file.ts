/** Replaces a file whole: whoever reads it finds the old content or the new, and after a power failure too. */
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { nodeFiles } from './files.js'
import type { Files } from './files.js'
import { lengthOf } from './write-all.js'

/** The system took fewer bytes than it was given, and said nothing. */
export class ShortWrite extends Error {
  override readonly name = 'ShortWrite'
  readonly code = 'ESHORT'
}

interface Replacement {
  /** Permissions of the new file, before the mask of the process. */
  readonly mode?: number
  readonly files?: Files
}

/** Rejects with what the system says, or `ShortWrite`; the old content then stands. */
export async function replaceFile(path: string, content: string, options: Replacement = {}): Promise<void> {
  const { files = nodeFiles } = options
  const beside = await writeBeside(path, [Buffer.from(content)], options)
  try {
    await files.rename(beside, path)
  } catch (error) {
    await files.remove(beside).catch(() => undefined) // the first error is the one to tell
    throw error
  }
  await files.syncDirectory(dirname(path))
}

/** Writes a file whole and brings it to the device, under a name of its own beside the one that it is for. */
export async function writeBeside(
  path: string,
  pieces: readonly Uint8Array[],
  { mode, files = nodeFiles }: Replacement = {}
): Promise<string> {
  const beside = unfinishedName(path)
  const file = await files.create(beside, mode)
  try {
    try {
      await file.write(pieces)
      const [size, length] = [await file.size(), lengthOf(pieces)]
      if (size !== length) throw new ShortWrite(`${size} of ${length} bytes were written`)
      await file.sync()
    } finally {
      await file.close()
    }
    return beside
  } catch (error) {
    await files.remove(beside).catch(() => undefined)
    throw error
  }
}

/** By chance, not by process: in a container its number is the same each time. */
export function unfinishedName(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.unfinished`
}

/** The file that an unfinished one was to become; undefined for a name that is not exactly one of those. */
export function finishedNameOf(name: string): string | undefined {
  return /^(.+)\.[0-9a-f]{12}\.unfinished$/.exec(name)?.[1]
}
