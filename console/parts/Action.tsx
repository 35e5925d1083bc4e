/** A button for what changes something: whoever may only look finds it off, with the reason. */
import type { ComponentChildren } from 'preact'
import { lookOnly } from '../core/session-state.js'
import { toast } from './Toasts.js'

interface ActionProps {
  readonly onClick: () => void
  readonly children: ComponentChildren
  readonly class?: string
  readonly label?: string
  /** Why it cannot be done now. */
  readonly off?: string | undefined
  /** Of pesim itself, which asks for no role of the cluster. */
  readonly own?: boolean
}

export function Action({ onClick, children, class: look = '', label, off, own = false }: ActionProps) {
  const reason = off ?? (own ? undefined : lookOnly.value)
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-disabled={reason !== undefined}
      {...(label !== undefined && { 'aria-label': label })}
      {...(reason !== undefined && { title: reason })}
      onClick={event => {
        event.stopPropagation()
        if (reason === undefined) onClick()
        else toast('notice', reason)
      }}
    >
      {children}
    </button>
  )
}
