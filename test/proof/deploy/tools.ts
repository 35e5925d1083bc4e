/** What the proofs of this folder need beyond Node, and whether this machine has it. */
import { spawnSync } from 'node:child_process'

/** False where all of it is there; `root` is to be it. In CI, which installs it, nothing is skipped: what is missing fails there. */
export function skipWithout(...programs: readonly string[]): string | false {
  if (process.env['CI'] === 'true') return false
  const has = (program: string): boolean => spawnSync('which', [program]).status === 0
  const missing = programs.filter(each => (each === 'root' ? process.getuid?.() !== 0 : !has(each)))
  return missing.length > 0 && `needs ${missing.join(', ')}`
}

/** What it writes, without the end of the last line. Throws with what it says where it fails. */
export function output(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ends with ${status}: ${stderr}${stdout}`)
  return stdout.trimEnd()
}
