/**
 * Builds the documentation as a site of static files, in build/site/html. Its packages are its own: docs/site has their
 * manifest and lock, and they are installed below build/site, so that an install of pesim knows nothing of them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assemble, target } from './assemble.js'
import { wrongPages } from './pages.js'

export const html = join(target, 'html')

/** Throws, with what the tool said, where something fails. */
export function buildSite(): void {
  const wrong = wrongPages()
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  assemble()
  install()
  run('npm', 'run', '--silent', 'site')
}

/** Words that are in no dictionary and not in docs/site/words.txt, one a line; of the pages as the site has them. */
export function unknownWords(): string[] {
  const { stdout } = spawnSync('npm', ['run', '--silent', 'spelling', '--', 'pages/**/*.md'], {
    cwd: target,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024
  })
  return stdout.split('\n').filter(Boolean)
}

function install(): void {
  const [lock, done] = ['package-lock.json', 'node_modules/.installed'].map(name => join(target, name)) as [
    string,
    string
  ]
  const wanted = readFileSync(lock, 'utf8')
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return
  run('npm', 'ci', '--prefer-offline')
  writeFileSync(done, wanted)
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: target, encoding: 'utf8', env: environment() })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}\n${stderr}`)
}

/** Of the site's own tools: a runner of tests around them is none of their business. */
const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TAP|NODE_OPTIONS|_TAPJS|npm_)/.test(name)))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildSite()
  console.log('build/site/html')
}
