/** A labelled field; what is wrong with it stands beneath it. */
import { useId } from 'preact/hooks'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly type?: 'text' | 'password' | 'number' | 'search' | 'datetime-local' | 'time'
  readonly hint?: string | undefined
  readonly hintKind?: 'notice'
  readonly error?: string | undefined
  readonly disabled?: boolean
  readonly focus?: boolean
  readonly autocomplete?: string
  readonly class?: string
  readonly min?: number
  readonly hideLabel?: boolean
  /** Beside the field. */
  readonly unit?: string
}

export function Field({
  label,
  value,
  onInput,
  type = 'text',
  hint,
  hintKind,
  error,
  disabled = false,
  focus = false,
  autocomplete = 'off',
  class: look = '',
  min,
  hideLabel = false,
  unit
}: FieldProps) {
  const id = useId()
  const notes = [
    unit !== undefined && `${id}-unit`,
    hint !== undefined && `${id}-hint`,
    error !== undefined && `${id}-error`
  ]
    .filter(Boolean)
    .join(' ')
  // The types of Preact tell each kind of input apart; what is set here is the same for all of them.
  const kind = { type } as { type: 'text' }
  const input = (
    <input
      id={id}
      class={look}
      {...kind}
      value={value}
      disabled={disabled}
      autofocus={focus}
      autocomplete={autocomplete}
      {...(min !== undefined && { min })}
      aria-invalid={error !== undefined}
      {...(notes !== '' && { 'aria-describedby': notes })}
      onInput={event => onInput(event.currentTarget.value)}
    />
  )
  return (
    <div class="field">
      <label class={hideLabel ? 'sr' : 'label'} for={id}>
        {label}
      </label>
      {unit === undefined ? (
        input
      ) : (
        <div class="row nowrap">
          {input}
          <span id={`${id}-unit`}>{unit}</span>
        </div>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} class={`hint ${hintKind ?? ''}`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} class="error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
