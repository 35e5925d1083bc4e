/** The picture of the house is that of the code. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { architectureFile, withRooms } from '../../scripts/architecture.js'

t.test('docs/architecture.md draws the rooms and their imports as npm run architecture does', async t => {
  const page = readFileSync(architectureFile, 'utf8')
  t.equal(page, withRooms(page), 'run npm run architecture')
})

t.test('a picture leaves out an import that a longer way of arrows shows', async t => {
  const page = readFileSync(architectureFile, 'utf8')
  t.match(page, '  prism --> domain\n')
  t.match(page, '  central --> prism\n')
  t.notMatch(page, '  central --> domain\n', 'central imports it, by way of prism too')
})
