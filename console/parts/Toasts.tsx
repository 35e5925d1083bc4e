/** Short messages at the edge, each gone after a while. */
import { signal } from '@preact/signals'
import type { Kind } from './State.js'

interface Toast {
  readonly id: number
  readonly kind: Kind
  readonly text: string
}

const SHOWN_MS = 6000
const SHOWN_MAX = 2
const toasts = signal<readonly Toast[]>([])
let last = 0

export function toast(kind: Kind, text: string): void {
  const id = ++last
  toasts.value = [...toasts.value, { id, kind, text }].slice(-SHOWN_MAX)
  setTimeout(() => dismiss(id), SHOWN_MS)
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter(each => each.id !== id)
}

export function Toasts() {
  return (
    <div class="toasts" role="status">
      {toasts.value.map(({ id, kind, text }) => (
        <div key={id} class={`banner ${kind}`}>
          {text}
        </div>
      ))}
    </div>
  )
}
