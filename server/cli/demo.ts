/** `pesim demo`. */
import { runDemo } from '../demo/index.js'
import type { RegisterCommand } from './core/index.js'

export const registerDemo: RegisterCommand = (program, io, finish) => {
  program
    .command('demo')
    .description('play the guide: remote sites, replication, migration, disaster')
    .action(async () => {
      finish(await runDemo(io))
    })
}
