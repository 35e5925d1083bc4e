/** A state: a shape, a colour and a word. */
export type Kind = 'good' | 'notice' | 'trouble' | 'off'

const shapes: Readonly<Record<Kind, string>> = { good: '●', notice: '◐', trouble: '▲', off: '○' }

export function State({
  kind,
  word,
  silent = false
}: {
  readonly kind: Kind
  readonly word: string
  readonly silent?: boolean
}) {
  return (
    <span class={`state ${kind}`} {...(silent && { title: word })}>
      <span aria-hidden="true">{shapes[kind]}</span>
      <span class={silent ? 'sr' : ''}>{word}</span>
    </span>
  )
}
