/** Days of the week, each a button that is down or not. */
const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

interface DayPickerProps {
  /** From Sunday, 0. */
  readonly days: readonly number[]
  readonly onChange: (days: readonly number[]) => void
  readonly error?: string | undefined
}

export function DayPicker({ days, onChange, error }: DayPickerProps) {
  return (
    <div class="days" role="group" aria-label="Days">
      {NAMES.map((name, day) => {
        const on = days.includes(day)
        return (
          <button
            key={name}
            type="button"
            class={`button small ${on ? 'on' : ''}`}
            aria-pressed={on}
            aria-label={name}
            onClick={() => onChange(on ? days.filter(each => each !== day) : [...days, day].sort())}
          >
            {name.slice(0, 1)}
          </button>
        )
      })}
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
