/** Asks for a password at the terminal. */
import readline from 'node:readline'
import { Writable } from 'node:stream'

/** Questions go to standard error; what is typed is shown nowhere. Told to stop, it answers with nothing. */
export function secretAsker(
  { stdin, stderr }: NodeJS.Process,
  signal: AbortSignal
): (question: string) => Promise<string> {
  return async question => {
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = readline.createInterface({ input: stdin, output: nowhere, terminal: true })
    stderr.write(question)
    try {
      return await new Promise<string>(resolve => {
        signal.addEventListener('abort', () => resolve(''), { once: true })
        lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
        lines.once('close', () => resolve(''))
        lines.once('line', resolve)
      })
    } finally {
      lines.close()
      stderr.write('\n')
    }
  }
}
