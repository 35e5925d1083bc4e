/** Checks whether the owner named by a lock entry is alive, by its socket or its heartbeat; a process id proves nothing. */
import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { nodeFiles } from '../../files/index.js'
import { entryIn } from './entry.js'
import type { Entry } from './entry.js'
import { answers, thisKernel } from './socket.js'
import type { OpenDirectory } from './socket.js'

export const BEAT_MS = 1_000
/** An owner on another machine that shows no beat for so long has gone. */
const SILENCE_MS = 8_000
const LOOK_MS = 200

/** An entry that is only just being made, where a file system cannot make it at once. */
const UNWRITTEN_LOOKS = 5

/** The entry at a path; undefined where there is none, or nothing that is one. */
export async function entryAt(path: string): Promise<Entry | undefined> {
  for (let look = 0; look < UNWRITTEN_LOOKS; look += 1) {
    const text = await nodeFiles.readFile(path).then(String, () => undefined)
    if (text !== '') return text === undefined ? undefined : entryIn(text)
    await wait(LOOK_MS / UNWRITTEN_LOOKS)
  }
  return undefined
}

/**
 * A socket of this kernel tells at once. Else the heart must have beaten lately, by the clock of the file system, on which
 * `freshFile` was just written; where that is not clear, it is waited for.
 */
export async function isOwnerAlive(
  directory: OpenDirectory,
  path: string,
  entry: Entry,
  freshFile: string
): Promise<boolean> {
  if (entry.state === 'free') return false
  if (entry.kernel === thisKernel() && entry.socket !== null) return answers(directory, entry.socket)
  const [beaten, present] = await Promise.all([modifiedAt(path), modifiedAt(freshFile)])
  for (let silence = Math.max(0, present - beaten); silence < SILENCE_MS; silence += LOOK_MS) {
    await wait(LOOK_MS)
    const now = await entryAt(path)
    if (now === undefined || now.state === 'free') return false
    if (now.beat !== entry.beat) return true
  }
  return false
}

async function modifiedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0
  )
}
