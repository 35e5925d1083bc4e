/** A drop-down list with its label. */
import { useId } from 'preact/hooks'

interface SelectProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly text: string }[]
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly hideLabel?: boolean
  readonly short?: boolean
}

export function Select({
  label,
  value,
  options,
  onChange,
  placeholder,
  hideLabel = false,
  short = false
}: SelectProps) {
  const id = useId()
  return (
    <div class="field">
      <label class={hideLabel ? 'sr' : 'label'} for={id}>
        {label}
      </label>
      <select
        id={id}
        class={short ? 'short' : ''}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  )
}
