/** What is checked without running anything: lint, format, types and imports, two at a time. Ends with 1 when one of them fails. */
import { spawn } from 'node:child_process'

const waiting = ['lint', 'types', 'format:check', 'imports']
const AT_ONCE = 2

await Promise.all(Array.from({ length: AT_ONCE }, work))

async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await check(name)
}

async function check(name) {
  const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', part => (output += part))
  const code = await new Promise(resolve => child.once('close', resolve))
  console.log(`${code === 0 ? 'ok' : 'FAILED'} ${name}`)
  if (code === 0) return
  process.stdout.write(output)
  process.exitCode = 1
}
