/** The list of the site's pages is complete, and a page of the repository becomes one of the site. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { blocksOf } from '../../scripts/site/commands.js'
import { forSite, section } from '../../scripts/site/markdown.js'
import { pagesOf, readSite, root, wrongPages } from '../../scripts/site/pages.js'
import { references } from '../../scripts/site/reference.js'
import { incidentKinds } from '../../server/cli/hands/kinds.js'

const site = readSite()

t.test('every page of docs/ is on the site, or named in docs/site/pages.json as left out', async t => {
  t.same(wrongPages(site), [])
})

t.test('a page that nobody listed, one listed twice and one that is gone would be found', async t => {
  const [first, ...rest] = site.sections
  const pages = first?.pages ?? []
  const [gone, twice] = [pages[0], pages[1]]
  if (gone === undefined || twice === undefined) throw new Error('The first section has two pages')
  const wrong = wrongPages({
    leftOut: { 'docs/nothing.md': 'no reason' },
    sections: [{ title: 'Start', pages: [twice, ...pages.slice(1)] }, ...rest]
  })
  t.same(wrong, [
    `${twice.from} is listed twice`,
    `two pages are to stand at ${twice.path}`,
    'docs/nothing.md is listed and not there',
    `${gone.from} is neither listed in docs/site/pages.json nor named there as left out`
  ])
})

const places = {
  pages: new Map([
    ['docs/limits.md', 'reference/limits'],
    ['README.md', 'start']
  ]),
  copy: (file: string) => `/files/${file}`
}

t.test('links lead to the page of the site, else to a copy of the file; code is left alone', async t => {
  const page = [
    '[a](limits.md#top), [`b`](../README.md), [c](https://x.example), [d](#here), [e](/start)',
    '![f](guide/01-prism-central.jpg)',
    '```md',
    '[g](limits.md)',
    '```'
  ].join('\n')
  t.equal(
    forSite('docs/manual.md', page, places),
    [
      '[a](/reference/limits#top), [`b`](/start), [c](https://x.example), [d](#here), [e](/start)',
      '![f](/files/docs/guide/01-prism-central.jpg)',
      '```md',
      '[g](limits.md)',
      '```'
    ].join('\n')
  )
  t.throws(() => forSite('docs/manual.md', '[x](nowhere.md)', places), /docs\/manual\.md leads to docs\/nowhere\.md/)
})

t.test(
  'links of docs/ and the README lead to headings that there are, and those of the library to its lists',
  async t => {
    const links = [...pagesOf(site).map(({ from }) => from), 'README.md']
      .filter(from => /^(?:README|docs\/[\w-]+)\.md$/.test(from))
      .flatMap(from => {
        const found = readFileSync(join(root, from), 'utf8').matchAll(
          /\[([^\]]*)\]\(((?:\.\.\/)?[\w/.-]*\.md)?#([\w-]+)\)/g
        )
        return [...found].map(([, text = '', to, anchor = '']) => {
          const file = to === undefined ? from : join(dirname(from), to)
          return { from, text, below: section(readFileSync(join(root, file), 'utf8'), anchor, file) }
        })
      })
    t.ok(links.length > 5)
    const belowOf = (text: string): string | undefined =>
      links.find(link => link.from === 'docs/library.md' && link.text === text)?.below
    for (const kind of incidentKinds) t.match(belowOf('the kinds'), `\`${kind}\``)
    for (const resource of ['/clock', '/links', '/incidents', '/mishaps']) t.match(belowOf('control API'), resource)
  }
)

t.test('a page takes in a section of another, with its links, and a comment is no text', async t => {
  const taken = forSite(
    'docs/site/pages/start.md',
    '# A\n\n<!-- include: docs/metrics.md -->\n<!-- a note -->\nB',
    places
  )
  t.match(taken, /^# A\n\n`GET \/emulator\/v1\/metrics`/)
  t.match(taken, '(/files/deploy/grafana/pesim.json)')
  t.notMatch(taken, /a note|<!--/)
  const page = '# P\n\n## One\n\n1\n\n### Below\n\n2\n\n## Two\n\n3\n'
  t.equal(section(page, 'one', 'p.md'), '1\n\n### Below\n\n2')
  t.equal(section(page, 'two', 'p.md'), '3')
  t.throws(() => section(page, 'three', 'p.md'), /p\.md has no heading #three/)
})

t.test('a guide, a how-to and an explanation of each kind is there, and shows what its reader does', async t => {
  const own = pagesOf(site).filter(({ from }) => from.startsWith('docs/site/pages/'))
  const names = (folder: string): string[] =>
    own.flatMap(({ path }) => (path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []))
  t.same(names('guides'), ['node-tests', 'python', 'other-languages', 'dr-script', 'monitoring', 'ci', 'trainer'])
  t.strictSame(names('explanation'), ['clock', 'link', 'ledger', 'rows', 'determinism'])
  for (const { path, from } of own.filter(({ path }) => /^(?:guides|how-to)\//.test(path))) {
    t.ok(existsSync(join(root, from)), from)
    const blocks = blocksOf(readFileSync(join(root, from), 'utf8'))
    t.ok(
      blocks.filter(({ language, isSkipped }) => language === 'sh' && !isSkipped).length > 0,
      `${path} shows commands`
    )
    t.ok(blocks.filter(({ isSkipped }) => isSkipped).length <= 1, `${path} runs but for one at most`)
  }
})

t.test('the reference tells every operation of the control API, every incident and every key of a fixture', async t => {
  const page = (name: string): string => references[name]?.() ?? ''
  for (const text of ['POST /clock/advance', 'GET /ledger/score', 'POST /labs', '## clock'])
    t.match(page('control-api'), text)
  for (const text of ['`link-cut`', '`clock-jump`', '`bandwidth_bits_per_second`', '`after_seconds`'])
    t.match(page('incidents'), text)
  for (const text of ['`carrySchedules`', '## vm', '`gateways`']) t.match(page('fixtures'), text)
  t.match(page('decisions'), '/decisions/0012-rows')
})
