/** What the README and the manual say is true: what they show works when it is pasted, and their links lead somewhere. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { parse } from 'yaml'
import { startEmulator } from '../../server/index.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const read = (page: string): string => readFileSync(join(root, page), 'utf8')
const readme = read('README.md')
const run = promisify(execFile)

/** The first block of a page, in a language, that holds a text. */
function block(page: string, language: string, holding: string): string {
  const blocks = [...page.matchAll(/```(\w+)\n([^]*?)```/g)]
  const found = blocks.find(([, kind, text = '']) => kind === language && text.includes(holding))?.[2]
  if (found === undefined) throw new Error(`There is no ${language} block with ${holding}`)
  return found
}

const withUrls = (text: string, urls: Record<string, string>): string =>
  Object.entries(urls).reduce((changed, [from, to]) => changed.replaceAll(from, to), text)

t.test('the README fits a screen or four, and its links lead somewhere', async t => {
  t.ok(Buffer.byteLength(readme) <= 9_000, `${Buffer.byteLength(readme)} bytes`)
  for (const page of ['README.md', 'docs/manual.md', 'docs/troubleshooting.md']) {
    for (const [, link = ''] of read(page).matchAll(/\]\(([^)#]+)\)/g)) {
      if (!/^https?:/.test(link)) t.ok(existsSync(join(root, dirname(page), link)), `${page}: ${link}`)
    }
  }
})

t.test('no page installs a package that no registry has', t => {
  const { version } = JSON.parse(read('package.json')) as { version: string }
  for (const page of ['README.md', 'docs/library.md', 'docs/manual.md', 'examples/README.md']) {
    const installed = [...read(page).matchAll(/npm (?:install|i) (?:-\S+ )*(\S*pesim\S*)/g)].map(
      ([, what = '']) => what
    )
    for (const what of installed) t.match(what, new RegExp(`/pesim-${version}\\.tgz$`), page)
  }
  t.end()
})

t.test('the session of ten lines ends with three VMs in Canada', async t => {
  await using emulator = await startEmulator()
  const urls = {
    'https://127.0.0.1:9440': emulator.clusters['france']?.url ?? '',
    'https://127.0.0.2:9440': emulator.clusters['canada']?.url ?? ''
  }
  const { stdout } = await run('bash', ['-e', '-c', withUrls(block(readme, 'sh', 'protect_vms'), urls)])
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>)
  t.equal(answers.length, 9, 'every call answers with JSON')
  t.notOk(
    answers.find(answer => 'error_code' in answer || 'error' in answer),
    'and none of them is refused'
  )
  const vms = answers.at(-1)?.['entities'] as { name: string; power_state: string }[]
  t.same(vms.map(({ name }) => name).sort(), ['app01', 'db01', 'web01'])
  t.same([...new Set(vms.map(vm => vm.power_state))], ['off'])
})

t.test('the examples of clock and trouble are accepted', async t => {
  await using emulator = await startEmulator({ fixture: 'france-canada-protected' })
  const urls = { 'https://127.0.0.1:9440': emulator.clusters['france']?.url ?? '' }
  for (const holding of ['until_event', 'links/france/canada/cut']) {
    const { stdout } = await run('bash', [
      '-e',
      '-c',
      withUrls(block(read('docs/manual.md'), 'sh', holding), urls).replaceAll(
        'curl -sk',
        'curl -sk --fail-with-body -w "\\n"'
      )
    ])
    const answers = stdout.trim().split('\n').filter(Boolean)
    t.ok(
      answers.length >= 2 && answers.every(answer => !answer.includes('"error"')),
      `${holding}: ${answers.length} answers`
    )
  }
})

t.test(
  'the commands of the README drive an emulator, and its clients reach one, with the certificate checked',
  async t => {
    const runs = t.testdir({ 'client.mjs': block(readme, 'js', 'PESIM_FRANCE_URL') })
    const pesim = `node ${join(root, 'bin/pesim.cjs')}`
    const here = (text: string): string => text.replaceAll('npx pesim', pesim)
    const env = { ...process.env, XDG_RUNTIME_DIR: runs }
    const bash = (script: string) => run('bash', ['-e', '-c', script], { env })
    await bash(`${pesim} start --detach --port 0 --fixture france-canada-protected`)
    try {
      const client = here(block(readme, 'sh', 'pesim env'))
      t.match((await bash(client)).stdout, /"name":\s*"gold"/)
      const [environment = ''] = client.split('\n')
      t.match((await bash(`${environment}\nnode ${join(runs, 'client.mjs')}`)).stdout, /gold/)
      const python = block(readme, 'python', 'PESIM_FRANCE_URL')
      t.match((await bash(`${environment}\npython3 - <<'PYTHON'\n${python}PYTHON`)).stdout, /gold/)
      t.match((await bash(here(block(readme, 'sh', 'clock advance')))).stdout, /gold/, 'the ledger comes last')
      const playbook = parse(block(readme, 'yaml', 'ansible.builtin.uri')) as { tasks: object[] }[]
      t.same(
        playbook.map(({ tasks }) => tasks.length),
        [2],
        'the playbook, which the proof of the README runs'
      )
    } finally {
      await bash(`${pesim} stop`)
    }
  }
)

t.test('the sample test is that of the page for test authors, which is run from the package', async t => {
  t.equal(block(readme, 'js', 'order-5'), block(read('docs/library.md'), 'js', 'order-5'))
})
