/** A directory of saved labs that one process at a time may use. */
import { mkdir, open, readFile, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lowdbStorage } from './lowdb.js'
import { UnreadableData } from './port.js'
import type { Storage } from './port.js'

const LOCK = 'pesim.lock'
/** A process that ends between reading and removing a stale lock makes room; more rounds mean that something is wrong. */
const LOCK_ATTEMPTS_MAX = 5

interface DataDirectory {
  readonly path: string
  storage(lab: string): Storage
  /** Lets another process use the directory. */
  close(): Promise<void>
}

/** Locks that this process holds: its own number in a lock file proves nothing, in a container it is always the same. */
const heldHere = new Set<string>()

/** Makes the directory where there is none. Throws `UnreadableData` when it is in use or cannot be written. */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  const path = resolve(directory)
  const lock = join(path, LOCK)
  try {
    await mkdir(path, { recursive: true })
    await acquire(path, lock)
  } catch (error) {
    throw error instanceof UnreadableData
      ? error
      : new UnreadableData(path, `cannot be used: ${(error as Error).message}`)
  }
  await removeUnfinished(path)
  return {
    path,
    storage: lab => lowdbStorage(join(path, `${encodeURIComponent(lab)}.json`)),
    close: async () => {
      heldHere.delete(lock)
      await rm(lock, { force: true })
    }
  }
}

async function acquire(path: string, lock: string): Promise<void> {
  for (let attempt = 0; attempt < LOCK_ATTEMPTS_MAX; attempt += 1) {
    if (await create(lock)) {
      heldHere.add(lock)
      return
    }
    const text = await readFile(lock, 'utf8').catch(() => undefined)
    if (text === undefined) continue // released meanwhile
    const holder = Number(text)
    // Empty: its process is about to write its number.
    if (heldHere.has(lock) || text === '' || (holder !== process.pid && runs(holder))) {
      throw new UnreadableData(path, `is in use by process ${text.trim() || '?'}; if that is not pesim, delete ${lock}`)
    }
    await rm(lock, { force: true }) // its process was killed
  }
  throw new UnreadableData(path, `cannot be locked: ${lock} comes back each time it is removed`)
}

/** False when the file is there already. */
async function create(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx')
    await file.writeFile(`${process.pid}\n`)
    await file.close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function runs(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // it runs, as somebody else
  }
}

/** What a killed process had begun to write; it was never part of anything acknowledged. */
async function removeUnfinished(path: string): Promise<void> {
  const left = (await readdir(path)).filter(name => /\.json\.\d+$/.test(name))
  await Promise.all(left.map(name => rm(join(path, name), { force: true })))
}
