/** `pesim version`. */
import { version } from '../contracts/index.js'
import type { RegisterCommand } from './core/index.js'

export const registerVersion: RegisterCommand = (program, io) => {
  program
    .command('version')
    .description('print the version')
    .action(() => {
      io.stdout.write(`${version}\n`)
    })
}
