/** Data directory of saved labs, locked by one process at a time. */

import { join, resolve } from 'node:path'
import { makeFolder, nodeFiles, removeFolder } from '../files/index.js'
import type { Files } from '../files/index.js'
import { UnreadableData } from './faults.js'
import { LAB_FILE, STATES, labFolder, listed } from './lab-folder.js'
import type { LabFolder } from './lab-folder.js'
import { lockDirectory } from './lock/lock.js'
import type { Lock } from './lock/lock.js'
import { lowdbStorage } from './lowdb.js'
import type { Storage } from './port.js'

/** The document of the first lab, whose folder is the directory itself. */
const FIRST_LAB_FILE = 'default.json'
const LABS = 'labs'

export interface DataDirectory {
  readonly path: string
  storage(lab: string): Storage
  /** Of the first lab. */
  readonly first: LabFolder
  /** Of another lab, which need not be there yet. Its name can be the name of a folder. */
  folder(lab: string): LabFolder
  /** Names of the other labs that are saved here. What else lies where they do was left by a deletion, and is cleared away. */
  labs(): Promise<string[]>
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
    await removeUnfinished(join(path, STATES), files)
  } catch (error) {
    await lock?.release()
    throw error instanceof UnreadableData ? error : new UnreadableData(path, reasonOf(error as NodeJS.ErrnoException))
  }
  const { check, release } = lock
  const options = { files, mayWrite: check }
  return {
    path,
    storage: lab => lowdbStorage(join(path, `${encodeURIComponent(lab)}.json`), options),
    first: labFolder(path, FIRST_LAB_FILE, options),
    folder: lab => labFolder(join(path, LABS, lab), LAB_FILE, options),
    labs: () => labsIn(join(path, LABS), files),
    close: release
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EEXIST') return 'is a file: labs are kept in a directory'
  if (code === 'ENOTDIR') return 'is below a file: labs are kept in a directory'
  return `cannot be used: ${message}`
}

async function labsIn(path: string, files: Files): Promise<string[]> {
  const found: string[] = []
  for (const name of (await listed(path, files)).sort()) {
    const inside = await listed(join(path, name), files)
    if (!inside.includes(LAB_FILE)) {
      await removeFolder(join(path, name))
      continue
    }
    await removeUnfinished(join(path, name), files)
    await removeUnfinished(join(path, name, STATES), files)
    found.push(name)
  }
  return found
}

/** What a killed process had begun to write; it was never part of anything acknowledged. */
async function removeUnfinished(path: string, files: Files): Promise<void> {
  const left = (await listed(path, files)).filter(name => /\.unfinished$|\.json\.\d+$/.test(name))
  await Promise.all(left.map(name => files.remove(join(path, name))))
}
