/** Reads a file, and refuses at once what could be read without end: a pipe, a socket, a device. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

/** Throws what the system says; for a folder that is EISDIR. */
export async function readRegular(path: string): Promise<Buffer> {
  // Without it the opening of a pipe waits for somebody to write into it, and no signal ends that.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = await file.stat()
    if (!found.isFile() && !found.isDirectory()) throw new Error(`${path} is no regular file`)
    return await file.readFile()
  } finally {
    await file.close()
  }
}
