/** `pesim demo`. */
import { runDemo } from '../demo/index.js'
import type { RegisterCommand } from './core/index.js'
import { withExamples } from './running/index.js'

export const registerDemo: RegisterCommand = (program, io, finish) => {
  const demo = program
    .command('demo')
    .description('play the guide: remote sites, replication, migration, disaster')
    .option('--json', 'print one line of JSON in the place of the story')
  withExamples(demo, ['pesim demo', 'pesim demo --json'])
  demo.action(async ({ json }: { json?: boolean }) => {
    finish(await runDemo(io, { json: json === true }))
  })
}
