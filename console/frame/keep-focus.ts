/** What had the focus goes at times, with what was done there: the focus stays near, and is not lost. */

/** What the focus may go to: regions of a page, dialogs, the page itself. */
const STAYS = '[tabindex]'

export function keepFocus(): void {
  let around: readonly Element[] = []
  let isLooking = false
  const look = (): void => {
    isLooking = false
    if (document.activeElement !== document.body || around.length === 0) return
    const near = around.find(each => each.isConnected && each.matches(STAYS)) ?? document.querySelector('main')
    if (near instanceof HTMLElement) near.focus({ preventScroll: true })
  }
  document.addEventListener('focusin', ({ target }) => {
    around = target instanceof Element ? ancestorsOf(target) : []
  })
  // A click beside everything takes the focus away on purpose.
  document.addEventListener('pointerdown', () => (around = []), { capture: true })
  new MutationObserver(() => {
    if (isLooking) return
    isLooking = true
    requestAnimationFrame(() => requestAnimationFrame(look))
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] })
}

function ancestorsOf(element: Element): Element[] {
  const found: Element[] = []
  for (let at = element.parentElement; at !== null; at = at.parentElement) found.push(at)
  return found
}
