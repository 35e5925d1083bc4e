/** A form that is sent by the page; what is wrong with it is the server's to say, not the browser's. */
import type { ComponentChildren } from 'preact'

interface FormProps {
  readonly onSubmit: () => void
  readonly children: ComponentChildren
  readonly class?: string
  readonly label?: string
}

export function Form({ onSubmit, children, class: look = '', label }: FormProps) {
  return (
    <form
      class={look}
      noValidate
      {...(label !== undefined && { 'aria-label': label })}
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
