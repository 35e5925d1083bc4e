/** The package as a user installs it: packed, and installed from the tarball in a project of its own. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')

/** Of what runs in a project: its own runner has nothing to do with the one of this test. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(TAP|FORCE_COLOR|NODE_OPTIONS|NODE_TEST|_TAPJS)/.test(name))
)

export interface Project {
  readonly folder: string
  /** Resolves with what it writes; rejects with that where it fails. */
  run(command: string, ...args: readonly string[]): Promise<string>
}

/** The tarball, from `dist/package` as the build has left it, or from that of another folder. */
export async function packed(t: Test, from = join(root, 'dist/package')): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-packed-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: from
  })
  const [{ filename = '' } = {}] = JSON.parse(stdout) as { filename?: string }[]
  return join(folder, filename)
}

/** A copy of one of the examples, with the tarball and what its manifest names. */
export async function project(t: Test, example: string, tarball: string): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), `pesim-${example}-`))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await cp(join(root, 'examples', example), folder, { recursive: true })
  const manifest = join(folder, 'package.json')
  const { devDependencies = {}, ...rest } = JSON.parse(await readFile(manifest, 'utf8')) as {
    devDependencies?: Record<string, string>
  }
  await writeFile(
    manifest,
    JSON.stringify({ ...rest, devDependencies: { ...devDependencies, pesim: `file:${tarball}` } })
  )
  const inside: Project = {
    folder,
    run: async (command, ...args) => {
      const { stdout, stderr } = await run(command, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }).catch(
        (error: unknown) => {
          const {
            stdout = '',
            stderr = '',
            message = ''
          } = error as { stdout?: string; stderr?: string; message?: string }
          throw new Error(plain(`${message}\n${stdout}\n${stderr}`))
        }
      )
      return plain(stdout + stderr)
    }
  }
  await inside.run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline')
  return inside
}

/** Without colours. */
function plain(text: string): string {
  return text.replace(/\u001b\[[\d;]*m/g, '')
}
