/** What is looked for on every page of the console: rules of accessibility, and that everything fits. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** `rule: the first element that breaks it`; the page's own policy does not hold for what the debugger brings along. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(
    `axe.run(document).then(({ violations }) => violations.map(each => each.id + ': ' + each.nodes[0].html.slice(0, 160) + ' ' + each.nodes[0].failureSummary))`
  )
}

interface Size {
  readonly name: string
  readonly width: number
  readonly height: number
  /** Of the text, as a user has set it. */
  readonly percent?: number
}

/** Half the width and height is what a zoom of 200 % leaves of a window. */
export const SIZES: readonly Size[] = [
  { name: '1280 pixels', width: 1280, height: 800 },
  { name: '400 pixels', width: 400, height: 800 },
  { name: 'text at 200 %', width: 1280, height: 800, percent: 200 },
  { name: 'a zoom of 200 %', width: 640, height: 400 }
]

const ROOT_PERCENT = 87.5

export async function resize(page: Page, { width, height, percent = 100 }: Size): Promise<void> {
  await page.setViewportSize({ width, height })
  const root = (ROOT_PERCENT * percent) / 100
  await page.evaluate(`document.documentElement.style.fontSize = '${root}%'
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))`)
}

/** Of what is beyond the edge, cut off without a way to scroll to it, or above something else that is to be pressed. */
export const misfits = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const { documentElement: root, body } = document
    const within = document.querySelector('dialog[open]') ?? body
    const all = [...within.querySelectorAll('*')].filter(each => each.checkVisibility() && each.closest('.sr, svg') === null)
    const style = new Map(all.map(each => [each, getComputedStyle(each)]))
    const name = each => each.outerHTML.slice(0, 120)
    const scrolls = each => each !== null && each !== root && (/auto|scroll/.test(getComputedStyle(each).overflowX) || scrolls(each.parentElement))
    const isInBox = each => each.closest('table') !== null && scrolls(each.closest('table').parentElement)
    const box = within === body ? { left: 0, right: root.clientWidth } : within.getBoundingClientRect()
    const beyond = all.filter(each => {
      const { left, right } = each.getBoundingClientRect()
      return (left < box.left - 1 || right > box.right + 1) && !isInBox(each)
    }).map(each => 'beyond the edge: ' + name(each))
    const cut = all.filter(each => /hidden|clip/.test(style.get(each).overflowX) && !each.matches('.meter, dialog, input')
      && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)).map(each => 'cut off: ' + name(each))
    const text = all.filter(each => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0 && style.get(each).overflowX === 'visible'
      && style.get(each).display !== 'inline' && !isInBox(each)).map(each => 'wider than its place: ' + name(each))
    const controls = all.filter(each => each.matches('a[href], button, input, select'))
    const place = each => each.closest('thead, .scroll, .toasts, [role=menu], header, .strip-panel, .strip-line, .tabs, main, .dialog-head, .dialog-body, .dialog-foot')
    const above = controls.flatMap((one, index) => controls.slice(index + 1).filter(other => {
      if (place(one) !== place(other) || one.contains(other)) return false
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()]
      return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2
    }).map(other => 'above each other: ' + name(one) + ' and ' + name(other)))
    const page = root.scrollWidth > root.clientWidth ? ['the page is ' + root.scrollWidth + ' pixels wide'] : []
    return [...page, ...beyond, ...cut, ...text, ...above].slice(0, 5)
  })()`)
