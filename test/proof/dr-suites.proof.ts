/** The suites of `examples/` for a program that fails over and polls, as their readers would run them. */
import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Project } from './packed.js'
import { packed, project } from './packed.js'

const tarball = await packed(t)
const withoutPython = spawnSync('python3', ['-c', 'import pytest, requests']).status !== 0

async function rewrite({ folder }: Project, file: string, before: string, after: string): Promise<void> {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  if (!text.includes(before)) throw new Error(`${file} is not as this proof knows it`)
  await writeFile(path, text.replace(before, after))
}

t.test('that of Vitest passes, by sleeps that move the clock', async t => {
  const inside = await project(t, 'dr-suite', tarball)
  t.match(await inside.run('npm', 'test'), /Tests {2}9 passed \(9\)/)
  await rewrite(inside, 'test/lab.ts', 'sleep: clock.sleep', 'sleep: () => Promise.resolve(), polls: 20')
  await t.rejects(inside.run('npm', 'test'), { message: /not after 20 polls/ }, 'and fails where they do not')
})

t.test('that of pytest, too', { skip: withoutPython && 'needs pytest and requests' }, async t => {
  const inside = await project(t, 'dr-suite-python', tarball)
  t.match(await inside.run('npm', 'test'), /5 passed/)
  await rewrite(inside, 'conftest.py', '"sleep", emulator.advance', '"sleep", lambda _: None')
  await rewrite(inside, 'failover.py', 'POLLS_MAX = 2000', 'POLLS_MAX = 20')
  await t.rejects(inside.run('npm', 'test'), { message: /not after 20 polls/ })
})
