/** A folder removed with all that is in it. */
import { rm } from 'node:fs/promises'

/** Nothing where there is none. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}
