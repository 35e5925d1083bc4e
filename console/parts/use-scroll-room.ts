/** What stays at an edge of the window while the page scrolls covers nothing that has the focus. */
import { useEffect, useRef } from 'preact/hooks'

/** For the element that stays there: its height is kept free when something is scrolled to. */
export function useScrollRoom(edge: 'scrollPaddingTop' | 'scrollPaddingBottom') {
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const { current } = element
    if (current === null) return undefined
    const { style } = document.documentElement
    const resized = new ResizeObserver(() => {
      style[edge] = getComputedStyle(current).position === 'sticky' ? `${current.offsetHeight + ROOM}px` : ''
    })
    resized.observe(current)
    return () => {
      resized.disconnect()
      style[edge] = ''
    }
  }, [])
  return element
}

/** Pixels, for an outline. */
const ROOM = 6
