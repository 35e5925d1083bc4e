/** Builds the commander program with all commands in the order of the help text. */
import { Command } from 'commander'
import { version } from '../contracts/index.js'
import type { Io, RegisterCommand } from './core/index.js'
import { registerDemo } from './demo.js'
import { registerExplore } from './explore.js'
import { registerLedger } from './ledger.js'
import { registerScenario } from './scenario.js'
import { registerStart } from './start.js'
import { registerVerify } from './verify.js'
import { registerVersion } from './version.js'

const commands: readonly RegisterCommand[] = [
  registerStart,
  registerDemo,
  registerScenario,
  registerLedger,
  registerExplore,
  registerVerify,
  registerVersion
]

/** It throws `CommanderError` instead of ending the process. `finish` is given the exit code of the command that ran. */
export function createProgram(io: Io, finish: (exitCode: number) => void): Command {
  const program = new Command('pesim')
    .description('Two linked Nutanix Prism Element clusters and their data protection, emulated')
    .version(version, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: () => undefined, // said once, by reportFailure
      outputError: () => undefined
    })
  for (const register of commands) register(program, io, finish)
  return program
}
