/** Data directory of saved labs, locked by one process at a time. */

import { join, resolve } from 'node:path'
import { makeFolder, nodeFiles } from '../files/index.js'
import type { Files } from '../files/index.js'
import { UnreadableData } from './faults.js'
import { lockDirectory } from './lock/lock.js'
import type { Lock } from './lock/lock.js'
import { lowdbStorage } from './lowdb.js'
import type { Storage } from './port.js'

export interface DataDirectory {
  readonly path: string
  storage(lab: string): Storage
  /** Lets another process use the directory. */
  close(): Promise<void>
}

/** Makes the directory where there is none. Throws `UnreadableData` when it is in use or cannot be written. */
export async function openDataDirectory(directory: string, files: Files = nodeFiles): Promise<DataDirectory> {
  const path = resolve(directory)
  let lock: Lock | undefined
  try {
    await makeFolder(path)
    lock = await lockDirectory(path)
    await removeUnfinished(path, files)
  } catch (error) {
    await lock?.release()
    throw error instanceof UnreadableData
      ? error
      : new UnreadableData(path, `cannot be used: ${(error as Error).message}`)
  }
  const { check, release } = lock
  return {
    path,
    storage: lab => lowdbStorage(join(path, `${encodeURIComponent(lab)}.json`), { files, mayWrite: check }),
    close: release
  }
}

/** What a killed process had begun to write; it was never part of anything acknowledged. */
async function removeUnfinished(path: string, files: Files): Promise<void> {
  const left = (await files.list(path)).filter(name => /\.unfinished$|\.json\.\d+$/.test(name))
  await Promise.all(left.map(name => files.remove(join(path, name))))
}
