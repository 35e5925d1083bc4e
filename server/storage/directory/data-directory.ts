/** Data directory of saved labs, locked by one process at a time. */

import { realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { entriesIn, makeFolder, nodeFiles } from '../../files/index.js'
import type { Files } from '../../files/index.js'
import { UnreadableData } from '../faults.js'
import { labFolder, listed } from './lab-folder.js'
import type { LabFolder } from './lab-folder.js'
import { lockDirectory } from '../lock/lock.js'
import type { Lock } from '../lock/lock.js'
import { lowdbStorage } from '../lowdb.js'
import {
  FIRST_LAB_FILE,
  LAB_FILE,
  clearHalfMade,
  clearUnfinishedFirst,
  clearUnfinishedLab,
  isDeleted,
  removeLabFiles
} from './own-files.js'
import type { Storage } from '../port.js'

const LABS = 'labs'

/** Names of what lies where the labs do, in order. */
interface KeptLabs {
  readonly names: readonly string[]
  /** Folders that are no labs. They are left alone. */
  readonly others: readonly string[]
}

export interface DataDirectory {
  readonly path: string
  storage(lab: string): Storage
  /** Of the first lab. */
  readonly first: LabFolder
  /** Of another lab, which need not be there yet. Its name can be the name of a folder. */
  folder(lab: string): LabFolder
  /** The other labs that are saved here. What a killed process left of making or deleting one is cleared away. */
  labs(): Promise<KeptLabs>
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
    await clearUnfinishedFirst(await realpath(path), files)
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

async function labsIn(path: string, files: Files): Promise<KeptLabs> {
  const [names, others]: [string[], string[]] = [[], []]
  const mayClear = (await entriesIn(path)) !== undefined
  for (const name of (await listed(path, files)).sort()) {
    const folder = join(path, name)
    if (isDeleted(name)) {
      if (mayClear) await removeLabFiles(folder, files)
      if (await isFolder(folder)) others.push(name)
    } else if ((await listed(folder, files)).includes(LAB_FILE)) {
      if (mayClear) await clearUnfinishedLab(folder, files)
      names.push(name)
    } else if (!(mayClear && (await clearHalfMade(folder, files))) && (await isFolder(folder))) others.push(name)
  }
  return { names, others: others.filter(name => !name.startsWith('.')) }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false
  )
}
