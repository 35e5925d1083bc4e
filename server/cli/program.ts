/** Builds the commander program with all commands in the order of the help text. */
import { Command, CommanderError, Option } from 'commander'
import { version } from '../contracts/index.js'
import type { Io, RegisterCommand } from './core/index.js'
import { exitCodeTable } from './core/index.js'
import { registerCapture } from './capture.js'
import { registerCompletion } from './completion.js'
import { registerDemo } from './demo.js'
import { registerDoctor, registerEnv, registerStart, registerStatus, registerStop } from './emulator/index.js'
import { registerExplore } from './explore.js'
import {
  registerClock,
  registerIncident,
  registerJournal,
  registerLab,
  registerLedger,
  registerLink,
  registerMishap,
  registerPower,
  registerState,
  registerVm
} from './hands/index.js'
import { commandBelow, registerHelp } from './help.js'
import { registerScenario } from './scenario.js'
import { registerVerify } from './verify.js'
import { registerVersion } from './version.js'

/** In the groups of the help text. */
const groups: readonly (readonly [heading: string, commands: readonly RegisterCommand[]])[] = [
  ['The emulator:', [registerStart, registerStatus, registerStop, registerEnv, registerDoctor]],
  ['What happens in it:', [registerClock, registerLink, registerPower, registerIncident, registerMishap, registerVm]],
  ['Worlds:', [registerState, registerLab]],
  ['What has happened:', [registerLedger, registerJournal]],
  ['Without a running one:', [registerDemo, registerScenario, registerExplore]],
  ['A cluster, emulated or real:', [registerVerify, registerCapture]],
  ['Besides:', [registerCompletion, registerVersion]]
]

/** It throws `CommanderError` instead of ending the process. `finish` is given the exit code of the command that ran. */
export function createProgram(io: Io, finish: (exitCode: number) => void): Command {
  const program = new Command('pesim')
    .description('Two linked Nutanix Prism Element clusters and their data protection, emulated')
    .version(version, '-v, --version', 'print the version')
    .addOption(new Option('-V').hideHelp())
    .on('option:V', () => {
      io.stdout.write(`${version}\n`)
      throw new CommanderError(0, 'commander.version', version)
    })
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: () => undefined, // said once, by reportFailure
      outputError: () => undefined
    })
    .addHelpText('after', `\nExit codes:\n${exitCodeTable.map(([code, says]) => `  ${code}  ${says}`).join('\n')}`)
  for (const [heading, commands] of groups) {
    program.commandsGroup(heading)
    for (const register of commands) register(program, io, finish)
  }
  registerHelp(program)
  return program.addHelpText('before', () => {
    const [name] = program.args // what a misspelt command is asked for: its help would be that of the program
    if (name !== undefined && !name.startsWith('-')) commandBelow(program, name)
    return ''
  })
}
