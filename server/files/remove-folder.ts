/** A folder removed with all that is in it. */
import { rm } from 'node:fs/promises'

/** How often it is tried again where something was put into it meanwhile. */
const RETRIES_MAX = 3

/** Nothing where there is none. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: RETRIES_MAX })
}
