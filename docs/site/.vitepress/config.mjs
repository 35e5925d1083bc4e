/** Settings of the site. It is built in build/site, where scripts/site/assemble.ts has put the pages and the menu. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'

const { menu, version, repository } = JSON.parse(readFileSync(join(import.meta.dirname, '../menu.json'), 'utf8'))
const first = title => menu.find(({ text }) => text === title).items[0].link

export default defineConfig({
  lang: 'en',
  title: 'pesim',
  description:
    'The Prism Element simulator: two linked Nutanix clusters and their data protection, on a laptop or in CI',
  srcDir: 'pages',
  outDir: 'html',
  cacheDir: 'node_modules/.cache/vitepress',
  base: process.env.SITE_BASE ?? '/',
  lastUpdated: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${process.env.SITE_BASE ?? '/'}icon.svg` }]],
  markdown: {
    // Pages are read on their own too, where <uuid> and {{ are plain text.
    html: false,
    linkify: false,
    attrs: { disable: true },
    config: md => {
      for (const kind of ['text', 'code_inline']) {
        const render = md.renderer.rules[kind]
        md.renderer.rules[kind] = (...args) => render(...args).replaceAll('{{', '&#123;&#123;')
      }
    }
  },
  // Addresses of an emulator on the reader's own machine.
  ignoreDeadLinks: 'localhostLinks',
  themeConfig: {
    logo: '/icon.svg',
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: first('Start') },
      ...['Guides', 'How to', 'Reference', 'Explanation'].map(text => ({ text, link: first(text) })),
      { text: version, link: '/project/changelog' }
    ],
    sidebar: menu.map(section => ({ ...section, collapsed: section.text === 'Decisions' })),
    ...(repository === undefined ? {} : { socialLinks: [{ icon: 'github', link: repository }] }),
    footer: { message: 'pesim is not made by, or connected with, Nutanix.' }
  }
})
