/**
 * What the README shows, as it is written and in its order: in a checkout, and in a project that has nothing but the packed
 * package. Each runs in a network of its own, where the ports of the README are free and nothing outside can be reached.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { skipWithout } from './deploy/tools.js'
import { packed, project } from './packed.js'

const root = join(import.meta.dirname, '../..')
const readme = await readFile(join(root, 'README.md'), 'utf8')
const skip =
  process.getuid?.() !== 0 || spawnSync('unshare', ['--net', 'true']).status !== 0 ? 'only root has networks' : false

/** In CI, which installs it, it is not passed over. */
const withoutAnsible = skipWithout('ansible-playbook')

const blocks = [...readme.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language, text = '']) => ({ language, text }))

function block(language: string, holding: string): string {
  const found = blocks.find(each => each.language === language && each.text.includes(holding))
  if (found === undefined) throw new Error(`The README has no ${language} with ${holding}`)
  return found.text
}

/** What stands in a line: none of them starts an emulator, one is running. */
const inLines = [...readme.matchAll(/`(npx pesim [^`]+)`/g)]
  .map(([, command = '']) => command)
  .filter(command => !/ start\b/.test(command))

/** Prints `== NAME` before what each part prints. */
function script(start: string, clients: string): string {
  const part = (name: string, text: string): string => `printf '\\n== ${name}\\n'\n${text}\n`
  const [environment = ''] = block('sh', 'pesim env').split('\n')
  return [
    'set -eo pipefail',
    'ip link set lo up',
    "trap 'npx pesim stop > /dev/null 2>&1 || true' EXIT", // whatever fails: who still runs keeps the test waiting
    `exec 3< <(${start} 2>&1)`,
    'while read -r line <&3; do case "$line" in *clock*) break;; esac; done',
    'cat <&3 > /dev/null &',
    part('session', block('sh', 'protect_vms')),
    part('curl', block('sh', 'pesim env')),
    part('javascript', `${environment}\nnode ${join(clients, 'client.mjs')}`),
    part('python', `python3 - <<'PYTHON'\n${block('python', 'PESIM_FRANCE_URL')}PYTHON`),
    ...(withoutAnsible === false
      ? [part('ansible', `ansible-playbook ${join(clients, 'playbook.yml')} < /dev/null 2>&1 | cat`)]
      : []),
    part('time', block('sh', 'clock advance')),
    ...inLines.map(command => part(command, command)),
    part('stop', 'npx pesim stop')
  ].join('\n')
}

async function play(t: Test, start: string, cwd: string): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-readme-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'client.mjs'), block('js', 'PESIM_FRANCE_URL'))
  await writeFile(join(folder, 'playbook.yml'), block('yaml', 'ansible.builtin.uri'))
  const clean = Object.entries(process.env).filter(([name]) => !/^(TAP|NODE_|_TAPJS|PESIM)/.test(name))
  const { status, stdout, stderr } = spawnSync('unshare', ['--net', 'bash', '-c', script(start, folder)], {
    ...{ cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    env: { ...Object.fromEntries(clean), XDG_RUNTIME_DIR: folder, npm_config_offline: 'true' }
  })
  t.equal(status, 0, `${start}: ${stderr}`)
  return new Map(
    stdout.split(/^== /m).map(text => [text.slice(0, text.indexOf('\n')), text.slice(text.indexOf('\n') + 1)] as const)
  )
}

function check(t: Test, parts: ReadonlyMap<string, string>): void {
  const of = (name: string): string => parts.get(name) ?? ''
  const answers = of('session').trim().split('\n')
  const last = JSON.parse(answers.at(-1) ?? 'null') as { entities?: { name: string; power_state: string }[] }
  t.same(last.entities?.map(({ name }) => name).sort(), ['app01', 'db01', 'web01'], 'the session ends in Canada')
  t.notMatch(of('session'), /"error(_code)?"/, 'and nothing of it is refused')
  for (const client of ['curl', 'javascript', 'python']) t.match(of(client), /gold/, client)
  t.test('Ansible', { skip: withoutAnsible }, async t => t.match(of('ansible'), /"gold"[^]*failed=0/))
  t.match(of('time'), /gold/, 'the ledger comes last')
  t.ok(inLines.length >= 5, inLines.join(', '))
  for (const command of inLines) t.match(of(command), /\S/, command)
  t.match(of('stop'), /has ended/)
}

t.test('from a checkout', { skip }, async t => {
  check(t, await play(t, 'npm start', root))
})

t.test('from the package, installed and by its tarball', { skip }, async t => {
  const tarball = await packed(t)
  const { folder, run } = await project(t, 'node-test', tarball)
  t.ok(existsSync(join(folder, 'node_modules/.bin/pesim')))
  check(t, await play(t, 'npx pesim start', folder))
  await copyFile(tarball, join(folder, basename(tarball)))
  t.match(await run('npx', '--yes', `./${basename(tarball)}`, '--version'), /^\d+\.\d+\.\d+/)
})
