/**
 * Two ways to use a page: by clicks, and by the keyboard alone. The keyboard finds what it is told to use as a reader without
 * a mouse does, by Tab, and by arrows inside of menus, tabs and radio buttons. It gives up where the focus does not get there,
 * gets stuck, is lost, cannot be seen, or is covered by something else.
 */
import type { Locator, Page } from 'playwright-core'

export interface Hands {
  readonly name: string
  /** Presses a button, follows a link, chooses a tab or an item of a menu that is open. */
  activate(target: Locator): Promise<void>
  /** Ticks a box, or chooses one of several. */
  check(target: Locator): Promise<void>
  /** Replaces what a field says. */
  type(target: Locator, text: string): Promise<void>
  /** Chooses the option with that text in a drop-down list. */
  select(target: Locator, text: string): Promise<void>
}

export const mouse: Hands = {
  name: 'clicks',
  activate: async target => (await inFront(target)).click(),
  check: async target => (await inFront(target)).check(),
  type: async (target, text) => (await inFront(target)).fill(text),
  select: async (target, text) => {
    await (await inFront(target)).selectOption({ label: text })
  }
}

/** A tab behind another is drawn once a second. */
async function inFront(target: Locator): Promise<Locator> {
  await target.page().bringToFront()
  return target
}

/** More stops than any page has. */
const STOPS_MAX = 400
/** More options than any list or menu has. */
const OPTIONS_MAX = 60

/** Parts of one field, each of which Tab stops at: a date with its time has six and a button. */
const PARTS_MAX = 8

/** As long as a page may take to draw what a key has led to. */
const LOST_MS = 10_000

const MOVED_BY_ARROWS = '[role=menuitem], [role=tab], input[type=radio]'

export const keyboard: Hands = {
  name: 'the keyboard alone',
  activate: async target => {
    await reach(target)
    await target.page().keyboard.press((await isLink(target)) ? 'Enter' : nextKey())
    await focusIsKept(target.page())
  },
  check: async target => {
    await reach(target)
    if (!(await target.isChecked())) await target.page().keyboard.press('Space')
    if (!(await target.isChecked())) throw new Error(`The key has not checked ${String(target)}`)
  },
  type: async (target, text) => {
    await reach(target)
    const { keyboard: keys } = target.page()
    await keys.press('ControlOrMeta+A')
    await keys.type(text)
  },
  select: async (target, text) => {
    await reach(target)
    const { keyboard: keys } = target.page()
    await keys.press('Home')
    for (let tries = 0; tries < OPTIONS_MAX; tries += 1) {
      if ((await target.locator('option:checked').textContent()) === text) return
      await keys.press('ArrowDown')
    }
    throw new Error(`No key chooses “${text}” in ${String(target)}`)
  }
}

let presses = 0

/** A button obeys either key. */
function nextKey(): 'Enter' | 'Space' {
  presses += 1
  return presses % 2 === 0 ? 'Enter' : 'Space'
}

const isLink = (target: Locator): Promise<boolean> => matches(target, 'a')

const isFocused = (target: Locator): Promise<boolean> => matches(target, ':focus')

const matches = async (target: Locator, selector: string): Promise<boolean> =>
  (await target.and(target.page().locator(selector)).count()) > 0

/** Moves the focus to an element, from wherever it is. Rejects where no key leads there, or where it would not be seen. */
async function reach(target: Locator): Promise<void> {
  const page = target.page()
  await (await inFront(target)).waitFor()
  const byArrows = await matches(target, MOVED_BY_ARROWS)
  const isThere = byArrows ? sharesItsStop : isFocused
  const passed = new Set<string>()
  let stays = 0
  for (let stops = 0; !(await isThere(target)); stops += 1) {
    const before = await focusedStop(page)
    await page.keyboard.press('Tab')
    const after = await focusedStop(page)
    stays = after !== '' && after === before ? stays + 1 : 0
    if (stays > PARTS_MAX) throw new Error(`The focus is trapped at ${after}, on the way to ${String(target)}`)
    if (after !== '') await focusIsSeen(page)
    if (await isThere(target)) break
    if ((stays === 0 && passed.has(after)) || stops > STOPS_MAX)
      throw new Error(`Tab does not lead to ${String(target)}, but to ${[...passed].join(', ')}`)
    if (after !== '') passed.add(after)
  }
  if (byArrows) await moveByArrows(target)
  await focusIsSeen(page)
}

/** Of the items of one menu, the tabs of one list and the radio buttons of one name, Tab stops at one. */
async function sharesItsStop(target: Locator): Promise<boolean> {
  const name = await target.getAttribute('name')
  const group =
    name === null
      ? target.locator('xpath=ancestor::*[@role="menu" or @role="tablist"][1]').locator(':focus')
      : target.page().locator(`input[type=radio][name="${name}"]:focus`)
  return (await group.count()) > 0
}

async function moveByArrows(target: Locator): Promise<void> {
  const role = await target.getAttribute('role')
  const key = role === 'tab' ? 'ArrowRight' : 'ArrowDown'
  for (let moves = 0; !(await isFocused(target)); moves += 1) {
    if (moves > OPTIONS_MAX) throw new Error(`No arrow leads to ${String(target)}`)
    await target.page().keyboard.press(key)
  }
}

/** The element that has the focus, by a name of its own; empty where none has. */
const focusedStop = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const { activeElement: at } = document
    if (at === null || at === document.body) return ''
    at.stop ??= window.stops = (window.stops ?? 0) + 1
    return at.stop + ' ' + (at.ariaLabel ?? at.textContent ?? at.id).slice(0, 40)
  })()`)

/** An outline of two pixels at least around an element that is on the screen and not under another one. */
async function focusIsSeen(page: Page): Promise<void> {
  const wrong = await page.evaluate<string | null>(`(async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    const at = document.activeElement
    if (at === null || at === document.body) return null
    const what = at.outerHTML.slice(0, 160)
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at)
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2 || /, 0\\)/.test(outlineColor)) return 'The focus is not seen at ' + what
    const { left, right, top, bottom } = at.getBoundingClientRect()
    const [width, height] = [document.documentElement.clientWidth, innerHeight]
    const seen = { left: Math.max(0, left), right: Math.min(width, right), top: Math.max(0, top), bottom: Math.min(height, bottom) }
    if (seen.left >= seen.right || seen.top >= seen.bottom) return 'The focus is off the screen at ' + what
    const points = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y =>
      document.elementFromPoint(seen.left + (seen.right - seen.left) * x, seen.top + (seen.bottom - seen.top) * y)))
    const shown = points.some(point => point !== null && (at.contains(point) || point.contains(at) && point.tagName === 'LABEL'))
    return shown ? null : 'The focus is covered at ' + what
  })()`)
  if (wrong !== null) throw new Error(wrong)
}

/** What a key does may move the focus, but it does not end nowhere. */
async function focusIsKept(page: Page): Promise<void> {
  const focused = page.locator(':focus')
  await focused.waitFor({ state: 'attached', timeout: LOST_MS }).catch(() => {
    throw new Error('The focus is lost')
  })
}
