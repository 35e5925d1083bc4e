/** `pesim capture`. */
import { runCapture } from '../capture/index.js'
import type { CaptureFlags } from '../capture/index.js'
import { addTargetOptions } from '../reading/index.js'
import type { RegisterCommand } from './core/index.js'
import { withExamples } from './running/index.js'

export const registerCapture: RegisterCommand = (program, io, finish) => {
  const capture = addTargetOptions(
    program
      .command('capture')
      .description('read clusters, real or emulated, into a fixture from which pesim start answers as they do')
  )
    .option('--peer <url...>', 'clusters that it replicates with, for the same user')
    .option('--insecure', 'take any certificate: whoever stands between learns the password')
    .option('--out <file>', 'where the fixture is written')
    .option('--anonymize', 'replace names, addresses, UUIDs, serial numbers and texts; keep structure and sizes')
    .option('--record <file>', 'write what was asked and answered too, anonymized: pesim verify --against compares it')
    .option('--json', 'print one line of JSON')
  withExamples(capture, [
    'pesim capture --target https://10.0.0.10:9440 --peer https://10.0.1.10:9440 --username viewer --ca prism.pem --out mine.json',
    'pesim capture --target https://10.0.0.10:9440 --username viewer --password-file secret --insecure --anonymize --out mine.json',
    'pesim start --fixture mine.json'
  ])
  capture
    .addHelpText(
      'after',
      '\nExit codes: 0 written, 2 wrong flags, 3 a cluster does not answer, lets nobody in, or has a list without an end.'
    )
    .action(async (flags: CaptureFlags) => {
      finish(await runCapture(flags, io))
    })
}
