/** The command line by itself: an emulator in the background, a disaster played from a shell, and shells that know the commands. */
import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import type { Test } from 'tap'
import { command } from '../support/process.js'

const run = promisify(execFile)
const LIMIT_MS = 120_000

interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

interface Shell {
  /** Runs a script in bash, where `pesim` is the command, and stops at its first failure. */
  readonly sh: (script: string, env?: Readonly<Record<string, string>>) => Promise<Said>
  readonly folder: string
}

/** A shell of somebody who has no emulator yet; those that it starts are ended with the test. */
async function shell(t: Test): Promise<Shell> {
  const folder = await mkdtemp(join(tmpdir(), 'pesim-shell-'))
  const { PATH = '', HOME = '' } = process.env
  const start = `set -eu -o pipefail; pesim() { "${process.execPath}" "${command}" "$@"; }\n`
  const sh: Shell['sh'] = async (script, env = {}) => {
    const options = { env: { PATH, HOME, XDG_RUNTIME_DIR: folder, ...env }, timeout: LIMIT_MS, cwd: folder }
    try {
      return { code: 0, ...(await run('bash', ['-c', start + script], options)) }
    } catch (error) {
      return error as Said
    }
  }
  t.teardown(async () => {
    await sh('pesim stop --all || true')
    await rm(folder, { recursive: true, force: true })
  })
  return { sh, folder }
}

t.test('a disaster is played by the commands alone', async t => {
  const { sh } = await shell(t)
  const { code, stdout, stderr } = await sh(`
    pesim start --detach --port 0 --fixture france-canada-protected --clock frozen
    eval "$(pesim env)"
    pe() { curl -sS --fail-with-body -u "$PESIM_USER:$PESIM_PASSWORD" -H 'Content-Type: application/json' "$1/api/nutanix/v2.0/$2" "\${@:3}"; echo; }
    pesim vm write france db01 --mark before
    pesim clock advance 1h
    pesim clock until snapshot-received --cluster canada --within 2h
    pesim vm write france db01 --mark after
    pesim incident plan link-cut --between france,canada --lasts 10m
    pesim power france lost
    ! curl -s "$PESIM_FRANCE_URL/api/nutanix/v2.0/cluster"
    pe "$PESIM_CANADA_URL" protection_domains/gold/activate -X POST -d '{}'
    pesim clock idle
    echo "canada has $(pesim vm marks canada db01 --json)"
    pesim ledger --score
    pesim journal --site canada --method POST
    pesim stop
  `)
  t.equal(code, 0, stderr)
  t.match(
    stdout,
    /^canada has \{"marks":\[\{"name":"before","at":"[^"]*","at_usecs":\d+\}\]\}$/m,
    'what came after is lost'
  )
  t.match(stdout, /canada +POST +201 .*\/protection_domains\/gold\/activate/)
  t.match(stdout, /Score: [\d.]+ of 100/)
  t.match(stdout, /process \d+ has ended\n$/)
})

t.test('what was started last is found, and its token and certificate with it', async t => {
  const { sh, folder } = await shell(t)
  const first = JSON.parse((await sh('pesim start --detach --json --port 0')).stdout) as { pid: number; url: string }
  const second = await sh('pesim start --detach --json --port 0 --control-token secret --clock frozen')
  const { pid, url, ca } = JSON.parse(second.stdout) as { pid: number; url: string; ca: string }
  t.notMatch(second.stdout, /secret/, 'the token is not printed')
  t.match(ca, /BEGIN CERTIFICATE/)
  t.equal((await stat(join(folder, 'pesim', `${pid}.json`))).mode & 0o777, 0o600, 'and is kept for this user alone')
  t.match(JSON.parse((await sh('pesim status --json')).stdout), {
    running: true,
    url,
    pid,
    others: [{ pid: first.pid }]
  })
  t.match((await sh(`pesim clock --target ${first.url}`)).stdout, /running, 1 simulated/)
  t.match((await sh('pesim clock', { PESIM_URL: first.url })).stdout, /running, 1 simulated/)
  t.match((await sh('pesim clock')).stdout, /frozen/)
  t.match((await sh('pesim stop')).stdout, `process ${pid} has ended`)
  t.match((await sh('pesim status')).stdout, `process ${first.pid}`)
  await sh('pesim stop')
  const none = await sh('pesim clock')
  t.equal(none.code, 3)
  t.match(none.stderr, /pesim start --detach starts one/)
})

t.test('one of several is meant by its name', async t => {
  const { sh } = await shell(t)
  await sh('pesim start --detach --port 0 --name blue --clock frozen')
  const blue = JSON.parse((await sh('pesim status --json')).stdout) as { pid: number; url: string; name: string }
  t.equal(blue.name, 'blue')
  t.match((await sh('pesim start --detach --port 0', { PESIM_NAME: 'green' })).stdout, /\(green\)/)

  t.match((await sh('pesim clock')).stdout, /running/, 'the last one, where nothing says which')
  t.match((await sh('pesim clock --target blue')).stdout, /frozen/)
  t.match((await sh('pesim clock', { PESIM_NAME: 'blue' })).stdout, /frozen/)
  t.match((await sh('pesim clock', { PESIM_NAME: '/web/pesim' })).stdout, /running/, 'a link of Docker is no name')
  t.match((await sh('pesim clock --target green', { PESIM_NAME: 'blue' })).stdout, /running/, 'the flag wins')
  const { stdout } = await sh('eval "$(pesim env --target blue)"; echo "$PESIM_URL"; PESIM_NAME=green pesim clock')
  t.match(stdout, new RegExp(`^${blue.url}\\n.*frozen`), 'a URL wins over a name')
  t.match((await sh('pesim status')).stdout, `Another runs as process ${blue.pid} (blue), at ${blue.url}`)

  const taken = await sh('pesim start --port 0 --name blue')
  t.equal(taken.code, 2)
  t.match(taken.stderr, /^pesim: --name blue is taken: process \d+ at https:\S+ has it/)
  t.match(await sh('pesim start --name Blue_2'), { code: 2, stderr: /is not a name of 40 small letters/ })
  t.match((await sh('pesim stop --target blue')).stdout, `process ${blue.pid} has ended`)
  const gone = await sh('pesim stop --target blue')
  t.equal(gone.code, 3)
  t.match(gone.stderr, /^pesim: No emulator of this user is named blue, which --target asks for; there is green\b/)
  t.match((await sh('pesim start --detach --port 0 --name blue')).stdout, /\(blue\)/, 'which is free again')
})

t.test('what env prints lets curl, and the commands, ask without a flag, and other sites stay trusted', async t => {
  const { sh, folder } = await shell(t)
  await sh('pesim start --detach --port 0 --clock frozen')
  const answer = await sh(
    'eval "$(pesim env)"; curl -sS -u "$PESIM_USER:$PESIM_PASSWORD" "$PESIM_CANADA_URL/api/nutanix/v2.0/cluster"'
  )
  t.match(JSON.parse(answer.stdout || '{}'), { name: 'canada' }, answer.stderr)
  const again = await sh('eval "$(pesim env)"; eval "$(pesim env)"; grep -c BEGIN "$CURL_CA_BUNDLE"; pesim clock')
  const [count = ''] = again.stdout.split('\n')
  t.ok(Number(count) > 50, `${count} certificates`)
  t.match(again.stdout, /frozen/)
  const node = `fetch(process.env.PESIM_FRANCE_URL + '/emulator/v1/health').then(a => console.log(a.status))`
  t.equal((await sh(`eval "$(pesim env)"; "${process.execPath}" -e "${node}"`)).stdout, '200\n')
  t.match((await sh('pesim env --shell fish')).stdout, `set -gx PESIM_CA '${folder}/pesim/`)
  t.match((await sh('pesim env --shell powershell')).stdout, "$env:PESIM_USER = 'admin'")
})

t.test(
  'a shell that still names an emulator that has ended is told so, and env goes on with the one that runs',
  async t => {
    const { sh } = await shell(t)
    const start = 'pesim start --detach --port 0 --clock frozen > /dev/null'
    const { code, stdout, stderr } = await sh(`
    ${start}; eval "$(pesim env)"; before=$PESIM_URL; pesim stop
    pesim clock || echo "clock: $?"; pesim env || echo "env: $?"
    ${start}; eval "$(pesim env)"
    test "$PESIM_URL" != "$before" && pesim clock
  `)
    t.equal(code, 0, stderr)
    t.match(stdout, /clock: 3\nenv: 3\n[^]*frozen/)
    t.match(stderr, /does not answer: .* \(PESIM_URL names it: eval "\$\(pesim env\)" goes on/)
    t.match(stderr, /none does at \S+, which PESIM_URL names: pesim start --detach/)
    t.match(stderr, /PESIM_URL names \S+, which has ended; these are of process \d+, at https:/)
  }
)

t.test('a world is saved and gone back to, handed on as a file, and forked into labs', async t => {
  const { sh } = await shell(t)
  await sh('pesim start --detach --port 0 --fixture france-canada-protected --clock frozen')
  const { code, stdout, stderr } = await sh(`
    pesim state save before
    pesim vm write france db01 --mark lost
    pesim state restore before
    echo "restored: $(pesim vm marks france db01 --json)"
    pesim state export before before.json
    pesim state delete before
    pesim state import again before.json
    pesim vm write france db01 --mark kept
    pesim lab fork drill
    pesim clock advance 1h
    drill=$(pesim lab list --json | "${process.execPath}" -p 'JSON.parse(require("fs").readFileSync(0)).labs[1].control')
    echo "forked: $(pesim vm marks france db01 --json --insecure --target "\${drill%/emulator/v1}")"
    pesim lab create other --state again --rate 60 >/dev/null
    pesim lab
    pesim lab delete drill
    pesim state reset --fixture france-canada
    pesim vm list france
  `)
  t.equal(code, 0, stderr)
  t.match(stdout, /^restored: \{"marks":\[\]\}$/m)
  t.match(stdout, /^forked: \{"marks":\[\{"name":"kept",/m, 'a fork begins with what its parent has')
  t.match(stdout, /^drill +main +frozen .* france +https:\S+ +france\.drill\.localhost$/m)
  t.match(stdout, /^other +- +running /m)
  t.match(stdout, /The world begins again as france-canada\./)
})

t.test('a start in the background says what one in the foreground does', async t => {
  const { sh } = await shell(t)
  const start = 'pesim start --detach --port 0 --data kept --fixture'
  await sh(`${start} france-canada; pesim stop`)
  const goesOn = /goes on with the lab kept in kept; fixture and start instant were not used/
  const again = await sh(`${start} france-canada-protected; pesim stop`)
  t.match(again.stdout, goesOn, again.stderr)
  const { notes } = JSON.parse((await sh(`${start} france-canada-protected --json`)).stdout) as { notes: string[] }
  t.match(notes, [goesOn])
})

t.test('standard output that cannot be written is told', { skip: !existsSync('/dev/full') }, async t => {
  const { sh } = await shell(t)
  for (const command of ['pesim --help', 'pesim scenario --list', 'pesim start --port 0']) {
    const { code, stderr } = await sh(`${command} > /dev/full`)
    t.equal(code, 1, command)
    t.match(stderr, /^pesim: standard output cannot be written: ENOSPC[^\n]*\n$/)
  }
  t.match(
    await sh('set +o pipefail; pesim --help | true'),
    { code: 0, stderr: '' },
    'who has read enough is no failure'
  )
})

t.test('a start in the background that cannot be says why, with its own exit code', async t => {
  const { sh } = await shell(t)
  const { code, stderr, stdout } = await sh('pesim start --detach --fixture nowhere')
  t.same([code, stdout], [4, ''])
  t.match(stderr, /^pesim: .*nowhere/)
})

t.test('refusals, typing mistakes and a foreign token end with the code of the table', async t => {
  const { sh } = await shell(t)
  await sh('pesim start --detach --port 0 --clock frozen')
  const rows: [script: string, code: number, says: RegExp][] = [
    ['pesim power frnace lost', 1, /no cluster frnace/i],
    ['pesim power france gone', 2, /lost or on/],
    ['pesim clock advance soon', 2, /"soon" is not a duration such as 90s/],
    ['pesim clock adv 1h', 2, /unknown command 'adv'/],
    ['pesim link slow', 2, /--bandwidth/],
    ['pesim link cut france', 2, /two ends/],
    ['pesim vm marks france nosuch', 1, /no VM nosuch on france, but web01/],
    ['pesim incident plan meteor', 2, /Allowed choices are link-cut/],
    ['pesim incident plan host --at 2030-01-01T00:00:00Z --after 5m', 2, /in one way/],
    ['pesim incident plan host --cluster france', 2, /^pesim: host needs --host$/m],
    ['pesim incident plan link-cut --between france,canada --progress 63', 2, /--progress needs --domain/],
    ['pesim incident plan host --cluster france --host x --vm y', 2, /--vm means nothing to host/],
    ['pesim mishap add', 2, /add needs what happens/],
    ['pesim mishap remove', 2, /an id, or --all/],
    ['pesim state restore nosuch', 1, /no state nosuch/],
    ['pesim state import x nosuch.json', 2, /nosuch\.json cannot be read/],
    ['echo {} > no.json; pesim state import x no.json', 2, /no\.json is no state that an export has written/],
    ['pesim lab create a --frozen --rate 2', 2, /not both/],
    ['pesim lab create a --fixture ./nosuch.json', 4, /nosuch\.json cannot be read/],
    ['pesim lab delete main', 1, /cannot be deleted/],
    ['pesim clock --target ftp://x', 2, /is not a URL/],
    ['pesim clock --target http://127.0.0.1:1', 3, /does not answer/]
  ]
  for (const [script, code, says] of rows) {
    const ended = await sh(script)
    t.equal(ended.code, code, script)
    t.match(ended.stderr, says)
    t.equal(ended.stderr.split('\n').length, 2, 'in one line')
  }
})

t.test('doctor finds nothing wrong where nothing is, and names what is', async t => {
  const { sh } = await shell(t)
  await sh('pesim start --detach --port 0 --clock frozen')
  const diagnosis = JSON.parse((await sh('pesim doctor --json || true')).stdout) as {
    findings: { about: string; verdict: string }[]
  }
  t.same(
    diagnosis.findings.filter(({ about, verdict }) => about !== 'port' && verdict === 'wrong'),
    []
  )
  const proxied = await sh('pesim doctor', { HTTPS_PROXY: 'http://proxy.example:3128', PESIM_FIXTUR: 'x' })
  t.equal(proxied.code, 1)
  t.match(proxied.stdout, /WRONG {2}proxy .*NO_PROXY=127\.0\.0\.1/)
  t.match(proxied.stdout, /note {3}variables +The environment variable PESIM_FIXTUR/)
})

t.test('bash completes commands and flags', async t => {
  const { sh } = await shell(t)
  const complete = async (...words: string[]): Promise<string[]> => {
    const typed = ['pesim', ...words].map(word => `'${word}'`).join(' ')
    const { stdout, stderr } = await sh(
      `source <(pesim completion bash); COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _pesim; printf '%s\\n' "\${COMPREPLY[@]}"`
    )
    t.equal(stderr, '')
    return stdout.trim().split('\n')
  }
  t.same(await complete('cl'), ['clock'])
  t.same(await complete('clock', 'a'), ['advance'])
  t.same(await complete('clock', 'run', '--ra'), ['--rate'])
  t.same(await complete('start', '--fix'), ['--fixture'])
  t.same(await complete('incident', 'plan', 'link-f'), ['link-flap'])
})

for (const name of ['zsh', 'fish']) {
  const skip = spawnSync('bash', ['-c', `command -v ${name}`]).status !== 0 && `there is no ${name} here`
  t.test(`${name} takes its completion`, { skip }, async t => {
    const { sh } = await shell(t)
    const load =
      name === 'zsh'
        ? 'autoload -U compinit; compinit -u; source pesim.zsh; print ${_comps[pesim]}'
        : 'source pesim.fish; complete -C "pesim clock a"'
    const { code, stdout, stderr } = await sh(`pesim completion ${name} > pesim.${name}; ${name} -c '${load}'`)
    t.same([code, stderr], [0, ''])
    t.match(stdout, name === 'zsh' ? /^_pesim$/m : /^advance/m)
  })
}
