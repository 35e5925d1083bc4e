/** `pesim demo`: plays the guide against an emulator of its own, through the public API only. */
import type { Io } from './io.js'

/** Returns the exit code: 1 when anything is not as the guide says. */
export async function runDemo(io: Io): Promise<number> {
  io.stderr.write('pesim: the demo is not written yet\n')
  return 1
}
