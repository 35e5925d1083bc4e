/**
 * The lock of a directory: numbered entries, of which the highest says whose it is. The highest is never removed, only
 * followed by the next, and to make the next is an act of the file system that one of all who try it achieves.
 */
import { randomBytes } from 'node:crypto'
import { open, readdir, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Server } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { nodeFiles } from '../../files/index.js'
import { StorageFailure, UnreadableData } from '../faults.js'
import { BEAT_MS, entryAt, isOwnerAlive } from './alive.js'
import { textOf } from './entry.js'
import type { Entry, Holder } from './entry.js'
import { listenIn, removeSocket, thisKernel } from './socket.js'
import type { OpenDirectory } from './socket.js'

/** Each time that somebody else was faster he is the owner, or has gone meanwhile. */
const ATTEMPTS_MAX = 100

export interface Lock {
  /** Throws `StorageFailure` where the directory is no longer ours. */
  check(): Promise<void>
  /** Lets another process use the directory. */
  release(): Promise<void>
}

/** Throws `UnreadableData` where somebody has the directory, and else what the system says. */
export async function lockDirectory(path: string): Promise<Lock> {
  const directory: OpenDirectory = { path, handle: await open(path, 'r') }
  const id = randomBytes(8).toString('hex')
  // It listens before anybody can read of it: whoever then finds it silent knows that it has gone.
  const listening = await listenIn(directory, id)
  const holder = { id, pid: process.pid, host: hostname(), kernel: thisKernel(), socket: listening?.name ?? null }
  const claim = join(path, `pesim.lock.${id}.claim`)
  try {
    const number = await elect(directory, claim, holder)
    await removeSuperseded(path, number)
    return await acquiredLock(directory, number, holder, listening?.server)
  } catch (error) {
    listening?.server.close()
    await directory.handle.close()
    throw error
  } finally {
    await rm(claim, { force: true })
  }
}

/** The number of the entry that makes the holder the owner. */
async function elect(directory: OpenDirectory, claim: string, holder: Holder): Promise<number> {
  const { path } = directory
  const file = await nodeFiles.create(claim)
  try {
    await file.write([Buffer.from(textOf(holder, 'held', 0))])
  } finally {
    await file.close()
  }
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const highest = await highestIn(path)
    const entry = await entryAt(entryPath(path, highest))
    if (entry !== undefined && (await isOwnerAlive(directory, entryPath(path, highest), entry, claim))) {
      throw new UnreadableData(path, inUseMessage(entry, entryPath(path, highest)))
    }
    const mine = highest + 1
    try {
      await nodeFiles.link(claim, entryPath(path, mine))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue // somebody was faster
      throw error
    }
    if ((await highestIn(path)) === mine) return mine
    // The entries were further on than they seemed, and this number had been cleared away.
    await rm(entryPath(path, mine), { force: true })
  }
  throw new UnreadableData(path, 'cannot be locked: its owner changes each time that it is looked at')
}

function inUseMessage({ pid, host }: Entry, entry: string): string {
  const where = host === hostname() ? '' : ` on ${host}`
  return `is in use by process ${pid}${where}; if that is not so, delete ${entry}`
}

async function acquiredLock(
  directory: OpenDirectory,
  number: number,
  holder: Holder,
  server: Server | undefined
): Promise<Lock> {
  const { path } = directory
  const entry = entryPath(path, number)
  const heartbeatFile = await open(entry, 'r+')
  let beats = 0
  let released: Promise<void> | undefined
  const beat = async (state: Entry['state']): Promise<void> => {
    beats += 1
    await heartbeatFile.write(textOf(holder, state, beats), 0)
  }
  const timer = setInterval(() => {
    beat('held').catch(() => undefined) // a save finds out what is wrong
  }, BEAT_MS).unref()
  return {
    check: () => check(path, number, holder),
    release: () =>
      (released ??= (async () => {
        clearInterval(timer)
        await beat('free').catch(() => undefined) // then its silence says so
        await releaseLock(directory, heartbeatFile, server)
      })())
  }
}

async function releaseLock(
  { handle }: OpenDirectory,
  heartbeatFile: FileHandle,
  server: Server | undefined
): Promise<void> {
  if (server !== undefined) await new Promise(resolve => server.close(resolve))
  await heartbeatFile.close()
  await handle.close()
}

/** Looks at what stands in the directory of that name now: it may have been taken away, or over. */
async function check(path: string, number: number, { id }: Holder): Promise<void> {
  const highest = await highestIn(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new StorageFailure(path, 'ENOENT', 'the directory is gone') : error
  })
  const entry = await entryAt(entryPath(path, highest))
  if (highest === number && entry?.id === id) return
  throw new StorageFailure(
    path,
    'ELOCK',
    entry === undefined || entry.state === 'free'
      ? 'the directory was emptied or made anew, and is not ours any more'
      : `the directory is in use by process ${entry.pid} on ${entry.host} now`
  )
}

const entryPath = (path: string, number: number): string => join(path, `pesim.lock.${number}`)

function numberOf(name: string): number {
  return Number(/^pesim\.lock\.(\d{1,15})$/.exec(name)?.[1] ?? 0)
}

/** 0 where there is no entry. */
async function highestIn(path: string): Promise<number> {
  return Math.max(0, ...(await readdir(path)).map(numberOf))
}

/** Entries of those who went before, and their sockets; also the lock of pesim as it was, which nobody asks any more. */
async function removeSuperseded(path: string, number: number): Promise<void> {
  const names = await readdir(path)
  for (const name of names.filter(each => numberOf(each) > 0 && numberOf(each) < number)) {
    const entry = await entryAt(join(path, name))
    if (entry !== undefined) await removeSocket(path, entry)
    await rm(join(path, name), { force: true })
  }
  if (names.includes('pesim.lock')) await rm(join(path, 'pesim.lock'), { force: true })
}
