/** A button that opens a list of choices. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from './Icon.js'

interface Choice {
  readonly text: string
  readonly onChoose?: () => void
  readonly href?: string
  readonly current?: boolean
  /** Why it cannot be chosen. */
  readonly off?: string | undefined
}

interface MenuProps {
  readonly label: ComponentChildren
  readonly choices: readonly Choice[]
  readonly look?: string
  readonly right?: boolean
  readonly name?: string
}

export function Menu({ label, choices, look = '', right = false, name }: MenuProps) {
  const open = useSignal(false)
  const root = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!open.value) return undefined
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
    const outside = ({ target }: Event): void => {
      if (!root.current?.contains(target as Node)) open.value = false
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open.value])

  const close = (): void => {
    open.value = false
    root.current?.querySelector<HTMLElement>('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open.value) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    }
    if (event.key === 'Tab') open.value = false
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const at = items.indexOf(document.activeElement as HTMLElement)
    items[(at + step + items.length) % items.length]?.focus()
  }

  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class={`button ${look}`}
        aria-haspopup="menu"
        aria-expanded={open.value}
        {...(name !== undefined && { 'aria-label': name })}
        onClick={() => (open.value = !open.value)}
      >
        {label}
        <Icon name="down" />
      </button>
      {open.value && (
        <div class={`menu-list ${right ? 'right' : ''}`} role="menu">
          {choices.map(choice => (
            <MenuItem key={choice.text} choice={choice} close={close} />
          ))}
        </div>
      )}
    </div>
  )
}

function MenuItem({ choice, close }: { readonly choice: Choice; readonly close: () => void }) {
  const { text, onChoose, href, current, off } = choice
  const shared = {
    role: 'menuitem' as const,
    tabIndex: -1,
    ...(current === true && { 'aria-current': 'page' as const })
  }
  if (href !== undefined)
    return (
      <a {...shared} href={href} onClick={close}>
        {text}
      </a>
    )
  return (
    <button
      {...shared}
      type="button"
      aria-disabled={off !== undefined}
      {...(off !== undefined && { title: off })}
      onClick={() => {
        if (off !== undefined) return
        close()
        onChoose?.()
      }}
    >
      {text}
      {off !== undefined && <span class="hint">{off}</span>}
    </button>
  )
}
