/** The few operations on files that pesim needs: a port, so that a test can let each of them fail. */
import { copyFile, link, open, readdir, rename, rm } from 'node:fs/promises'
import { constants } from 'node:fs'
import { readRegular } from './read-regular.js'
import { writeAll } from './write-all.js'

/** A new file that is being written. */
export interface OpenFile {
  /** One piece after the other, as they lie in memory: nobody may change them meanwhile. */
  write(pieces: readonly Uint8Array[]): Promise<void>
  size(): Promise<number>
  /** Resolves when what was written is on the device. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** Each rejects with what the system says: an error with a `code` such as ENOSPC. */
export interface Files {
  /** Makes a file; EEXIST where there is one. */
  create(path: string, mode?: number): Promise<OpenFile>
  readFile(path: string): Promise<Buffer>
  rename(from: string, to: string): Promise<void>
  /** Gives a file another name beside its own: EEXIST where there is one of it. */
  link(from: string, to: string): Promise<void>
  /** Nothing where there is none. */
  remove(path: string): Promise<void>
  list(directory: string): Promise<string[]>
  /** Resolves when the names in the directory are on the device. */
  syncDirectory(path: string): Promise<void>
}

/** What a file system says that has no second names for files. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])
/** What it says where directories cannot be synced, and need not be. */
const NO_DIRECTORY_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EISDIR'])

export const nodeFiles: Files = {
  create: async (path, mode = 0o666) => {
    const file = await open(path, 'wx', mode)
    return {
      write: pieces => writeAll(pieces, async left => (await file.writev(left)).bytesWritten),
      size: async () => (await file.stat()).size,
      sync: () => file.sync(),
      close: () => file.close()
    }
  },
  readFile: readRegular,
  rename: (from, to) => rename(from, to),
  link: async (from, to) => {
    await link(from, to).catch(async (error: NodeJS.ErrnoException) => {
      if (!NO_LINKS.has(error.code ?? '')) throw error
      await copyFile(from, to, constants.COPYFILE_EXCL)
    })
  },
  remove: path => rm(path, { force: true }),
  list: directory => readdir(directory),
  syncDirectory: async path => {
    const directory = await open(path, 'r')
    try {
      await directory.sync()
    } catch (error) {
      if (!NO_DIRECTORY_SYNC.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    } finally {
      await directory.close()
    }
  }
}
