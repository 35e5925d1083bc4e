/** `pesim verify`. */
import { startEmulator } from '../index.js'
import { runAgainst, runVerify } from '../verify/index.js'
import type { StartEmulator, VerifyFlags } from '../verify/index.js'
import { addTargetOptions } from '../reading/index.js'
import type { RegisterCommand } from './core/index.js'
import { withExamples } from './running/index.js'

export const registerVerify: RegisterCommand = (program, io, finish) => {
  const verify = addTargetOptions(
    program
      .command('verify')
      .description('ask a Prism Element, emulated or real, what pesim promises, and tell what differs')
  )
    .option('--password <text>', 'with which password, in view of all who list processes')
    .option('--peer <url>', 'the cluster that it replicates with, for the same user; it is only read')
    .option('--record <file>', 'write what was asked and answered, without names, addresses and secrets')
    .option('--against <file>', 'compare a recording with an emulator of what it recorded; no cluster is asked')
    .option('--disposable', 'make one empty protection domain, pesim-verify-..., and remove it again')
    .option('--insecure', 'take any certificate, as is usual with Prism Element (default unless --ca is given)')
    .option('--json', 'print one line of JSON')
  withExamples(verify, [
    'pesim verify --target https://10.0.0.10:9440 --username admin --password secret',
    'pesim verify --target https://10.0.0.10:9440 --peer https://10.0.1.10:9440 --username admin --password secret --json',
    'pesim verify --target https://10.0.0.10:9440 --username viewer --password-file secret --record evidence.json',
    'pesim verify --against evidence.json'
  ])
  verify
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing differs, 1 something does, 2 wrong flags, 3 no Prism Element answers.'
    )
    .action(async (flags: VerifyFlags) => {
      finish(await (flags.against === undefined ? runVerify(flags, io) : runAgainst(flags, io, startCompared)))
    })
}

/** In this process, at free ports. */
const startCompared: StartEmulator = fixture =>
  startEmulator({ http: true, clock: 'frozen', logLevel: 'silent', fixture })
