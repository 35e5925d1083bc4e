/** A box to tick, or one of several to choose. */
interface CheckProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
  readonly hideLabel?: boolean
  /** Makes it one of several, of which one is chosen. */
  readonly name?: string
}

export function Check({ label, checked, onChange, disabled = false, hideLabel = false, name }: CheckProps) {
  return (
    <label class="check">
      <input
        type={name === undefined ? 'checkbox' : 'radio'}
        checked={checked}
        disabled={disabled}
        {...(name !== undefined && { name })}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      <span class={hideLabel ? 'sr' : ''}>{label}</span>
    </label>
  )
}
