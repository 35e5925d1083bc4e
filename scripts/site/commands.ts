/**
 * Runs what the pages of docs/site/pages show, in order and in one shell a page: blocks of `sh` are commands, a block of `text` after one is what it
 * prints, and a block with a name, as in [disaster.py], is that file. A block that cannot run here says `no-run`. `--write` writes what was printed into the pages.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'docs/site/pages')
const run = promisify(execFile)

export interface Block {
  readonly language: string
  readonly file?: string
  readonly text: string
  /** Whether it says that it cannot run here. */
  readonly isSkipped: boolean
}

const BLOCK = /^```(\w+)(?: \[([\w.-]+)\])?( no-run)?\n([^]*?)^```$/gm

export const blocksOf = (page: string): Block[] =>
  [...page.matchAll(BLOCK)].map(([, language = '', file, skipped, text = '']) => ({
    ...{ language, text, isSkipped: skipped !== undefined },
    ...(file === undefined ? {} : { file })
  }))

/** Pages that show commands, from `docs/site/pages`. */
export async function pagesWithCommands(): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.md')).sort()
  const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')))
  return names.filter((_, at) =>
    blocksOf(texts[at] ?? '').some(({ language, isSkipped }) => language === 'sh' && !isSkipped)
  )
}

export interface Printed {
  readonly expected: string
  readonly printed: string
}

const MARK = '----- block -----'
const pesim = `node ${join(root, 'bin/pesim.cjs')}`
/** As a reader would run it, but that no two readers of one machine meet. */
const here = (text: string): string =>
  text
    .replaceAll(/npx pesim start --detach(?! --port)/g, 'npx pesim start --detach --port 0')
    .replaceAll('npx pesim', pesim)

/** Of a shell of its own: neither a runner of tests around it nor an emulator of before is any of its business. */
const environment = (runtime: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(TAP|FORCE_COLOR|NODE_OPTIONS|NODE_TEST|_TAPJS|PESIM_)/.test(name)
    )
  ),
  NO_COLOR: '1',
  XDG_RUNTIME_DIR: runtime
})

/** What each block of commands was to print, and what it printed. Rejects, with what was said, where a command fails. */
export async function runPage(name: string): Promise<Printed[]> {
  const blocks = blocksOf(await readFile(join(folder, name), 'utf8'))
  const work = await mkdtemp(join(tmpdir(), 'pesim-page-'))
  const env = environment(work)
  try {
    await mkdir(join(work, 'node_modules'))
    await symlink(join(root, 'dist/package'), join(work, 'node_modules/pesim'))
    for (const { file, text } of blocks) if (file !== undefined) await writeFile(join(work, file), here(text))
    const script = blocks
      .flatMap(({ language, text, isSkipped }) =>
        language === 'sh' && !isSkipped ? [`echo '${MARK}'\n${here(text)}`] : []
      )
      .join('\n')
    const { stdout } = await run('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd: work, env, maxBuffer: 1 << 24 })
    const printed = stdout.split(`${MARK}\n`).slice(1)
    const expected = blocks.flatMap(({ language, isSkipped }, at) =>
      language === 'sh' && !isSkipped ? [blocks[at + 1]?.language === 'text' ? blocks[at + 1]?.text : undefined] : []
    )
    return printed.flatMap((text, at) => {
      const wanted = expected[at]
      return wanted === undefined ? [] : [{ expected: wanted.trimEnd(), printed: portless(text).trimEnd() }]
    })
  } finally {
    await run('bash', ['-c', `${pesim} stop --all`], { env }).catch(() => undefined)
    await rm(work, { recursive: true, force: true })
  }
}

/** Ports and processes differ from run to run. */
const portless = (text: string): string =>
  text
    .replace(/(127\.0\.0\.\d+):\d+/g, '$1:9440')
    .replace(/^process \d+ has ended\n?/gm, '')
    .replace(/[ \t]+$/gm, '')

async function writePage(name: string): Promise<void> {
  const printed = await runPage(name)
  const path = join(folder, name)
  let next = 0
  const page = (await readFile(path, 'utf8')).replace(
    /(^```sh\n[^]*?^```\n\n```text\n)[^]*?(^```$)/gm,
    (_, head: string, end: string) => {
      const text = printed[next++]?.printed ?? ''
      return `${head}${text}\n${end}`
    }
  )
  await writeFile(path, page)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const chosen = process.argv.slice(2).filter(name => name !== '--write')
  for (const name of await pagesWithCommands()) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    if (process.argv.includes('--write')) await writePage(name)
    else await runPage(name)
    console.log(name)
  }
}
