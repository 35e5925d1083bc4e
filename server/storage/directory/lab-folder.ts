/** Folder of one lab: its document, and the files of its states in a folder below. */
import { dirname, join } from 'node:path'
import { makeFolder, makeLastFolder, writeBeside } from '../../files/index.js'
import type { Files } from '../../files/index.js'
import { UnreadableData, refuseTooLarge, storageFailureOf } from '../faults.js'
import { lowdbStorage } from '../lowdb.js'
import { STATES, STATE_ENDING, removeLab } from './own-files.js'
import { SAVED_BYTES_MAX } from '../port.js'
import type { Saveable, SavedLab, Storage } from '../port.js'
import { readStateFile, stateFileText } from '../state-file.js'

interface FolderOptions {
  /** Of a document, and of a state. */
  readonly bytesMax?: number
  readonly files: Files
  /** Throws where the directory is not ours any more. */
  readonly mayWrite: () => Promise<void>
}

export interface LabFolder {
  readonly path: string
  readonly storage: Storage
  readonly states: StateFolder
  /** Makes the folder, so that the lab can be saved. Throws `StorageFailure`. */
  make(): Promise<void>
  /** Not of the first lab. What pesim has not written stays. What a crash leaves is no lab. Throws `StorageFailure`. */
  remove(): Promise<void>
}

/** States as files, each written once. Names are letters, digits, hyphens and underscores. */
export interface StateFolder {
  names(): Promise<string[]>
  /** Throws `UnreadableData`. */
  load(name: string): Promise<SavedLab>
  /** Resolves when it is on the device. Throws `StorageFailure`, and then it is not there. */
  save(name: string, state: Saveable): Promise<void>
  /** Throws `StorageFailure`. */
  remove(name: string): Promise<void>
}

export function labFolder(path: string, document: string, options: FolderOptions): LabFolder {
  const { files } = options
  return {
    path,
    storage: lowdbStorage(join(path, document), options),
    states: stateFolder(join(path, STATES), options),
    make: () => asFailure(path, () => makeFolder(path)),
    remove: () => asFailure(path, () => removeLab(path, files))
  }
}

function stateFolder(path: string, { files, mayWrite, bytesMax = SAVED_BYTES_MAX }: FolderOptions): StateFolder {
  const fileOf = (name: string): string => join(path, `${escaped(name)}${STATE_ENDING}`)
  return {
    names: async () =>
      (await listed(path, files))
        .filter(file => file.endsWith(STATE_ENDING))
        .map(file => unescaped(file.slice(0, -STATE_ENDING.length))),
    load: async name => readStateFile(await valueIn(fileOf(name), files), fileOf(name)),
    save: (name, state) =>
      asFailure(fileOf(name), async () => {
        const text = Buffer.from(stateFileText(state)) // before anything is waited for
        refuseTooLarge(fileOf(name), text.length, bytesMax)
        await makeLastFolder(path) // not the lab's own, which may have been deleted meanwhile
        const beside = await writeBeside(fileOf(name), [text], { files })
        try {
          await mayWrite()
          await files.rename(beside, fileOf(name))
        } catch (error) {
          await files.remove(beside).catch(() => undefined) // the first error is the one to tell
          throw error
        }
        try {
          await files.syncDirectory(path)
          await files.syncDirectory(dirname(path))
        } catch (error) {
          await files.remove(fileOf(name)).catch(() => undefined)
          throw error
        }
      }),
    remove: name =>
      asFailure(fileOf(name), async () => {
        await files.remove(fileOf(name))
        await files.syncDirectory(path)
      })
  }
}

async function valueIn(path: string, files: Files): Promise<unknown> {
  try {
    return JSON.parse((await files.readFile(path)).toString())
  } catch (error) {
    throw new UnreadableData(path, `cannot be read: ${(error as Error).message}`)
  }
}

/** Names in a folder; none where there is no folder. */
export async function listed(path: string, files: Files): Promise<string[]> {
  try {
    return await files.list(path)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

/** Where a file system knows no capitals, two names that differ by them alone are two files all the same. */
const escaped = (name: string): string => name.replace(/[A-Z]/g, letter => `=${letter.toLowerCase()}`)
const unescaped = (file: string): string => file.replace(/=([a-z])/g, (_, letter: string) => letter.toUpperCase())

async function asFailure(path: string, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    throw storageFailureOf(path, error)
  }
}
