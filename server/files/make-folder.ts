/** A folder made with those above it. Node's own way never comes back where a file system takes no folders, as in /proc. */
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Throws what the system says of the first one that cannot be made. */
export async function makeFolder(path: string): Promise<void> {
  try {
    if ((await stat(path)).isDirectory()) return
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const above = dirname(path)
    if (above !== path) await makeFolder(above)
  }
  await makeLastFolder(path)
}

/** The same where the folder above has to be there: ENOENT where it is not. */
export async function makeLastFolder(path: string): Promise<void> {
  await mkdir(path).catch(async (error: unknown) => {
    // Somebody else may have made it meanwhile.
    const made = await stat(path).catch(() => undefined)
    if (made?.isDirectory() !== true) throw error
  })
}
