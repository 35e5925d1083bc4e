/** What the guides and how-tos of the site show is what happens: each command is run, each file used, each output compared. */
import t from 'tap'
import { pagesWithCommands, runPage } from '../../scripts/site/commands.js'

const pages = await pagesWithCommands()

t.test('guides and how-tos show commands', async t => {
  t.ok(pages.filter(page => page.startsWith('guides/')).length >= 6, pages.join(', '))
  t.ok(pages.filter(page => page.startsWith('how-to/')).length >= 6, pages.join(', '))
})

for (const page of pages) {
  t.test(`${page}: every command succeeds, and prints what the page says`, async t => {
    for (const { expected, printed } of await runPage(page)) t.equal(printed, expected)
  })
}
