/** Processes of this machine: whether one lives, and whether it is still the one that a number was noted of. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the state and the start of a process stand in `/proc/PID/stat`, counted behind its name, which may have blanks. */
const STATE = 0
const START = 19
/** States of processes that have ended, and that nobody has asked how. */
const ENDED = ['Z', 'X']

/**
 * When a process began: the same text each time for one process, and another for the next one that gets its number.
 * Undefined where there is no such process, where it has ended, or where the system does not say.
 */
export async function birthOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return process.platform === 'linux' ? undefined : listedBirth(pid)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (ENDED.includes(fields[STATE] ?? '')) return undefined
  // The start counts from the boot, so that it says nothing of a record that an earlier boot has left.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return `${boot.trim()} ${fields[START]}`
}

/** As `ps` has it, in one language and one time zone whoever asks. */
async function listedBirth(pid: number): Promise<string | undefined> {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], { env })
    return stdout.trim() || undefined
  } catch {
    return undefined
  }
}

/** Whether any process has that number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
