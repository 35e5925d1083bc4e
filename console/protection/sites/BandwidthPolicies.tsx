/** The policies of a remote site's bandwidth: times of the week with a limit of their own. */
import { useSignal } from '@preact/signals'
import type { Signal } from '@preact/signals'
import { DayPicker } from '../../parts/form/DayPicker.js'
import { Field } from '../../parts/form/Field.js'
import { EVERY_DAY, windowText } from './policy.js'
import type { PolicyWindow } from './policy.js'

interface BandwidthPoliciesProps {
  readonly windows: Signal<readonly PolicyWindow[]>
  readonly disabled: boolean
  readonly error?: string | undefined
}

export function BandwidthPolicies({ windows, disabled, error }: BandwidthPoliciesProps) {
  const fresh = useSignal<PolicyWindow | undefined>(undefined)
  const remove = (gone: PolicyWindow): void => void (windows.value = windows.value.filter(each => each !== gone))
  return (
    <div role="group" aria-label="Bandwidth throttling policies" class="field">
      <div class="row spread">
        <span>
          <span class="label">BANDWIDTH THROTTLING POLICIES</span>{' '}
          {windows.value.length === 0 && <span class="quiet">No policy found</span>}
        </span>
        <button
          type="button"
          class="button small"
          disabled={disabled || fresh.value !== undefined}
          onClick={() => (fresh.value = EVERY_DAY)}
        >
          + Add Policy
        </button>
      </div>
      {windows.value.map(window => (
        <div class="row spread" key={windowText(window)}>
          <span>{windowText(window)}</span>
          <button
            type="button"
            class="button small"
            aria-label={`Remove the policy ${windowText(window)}`}
            onClick={() => remove(window)}
          >
            ✕
          </button>
        </div>
      ))}
      {fresh.value !== undefined && !disabled && (
        <NewPolicy
          window={fresh.value}
          onChange={change => (fresh.value = change)}
          onAdd={added => {
            windows.value = [...windows.value, added]
            fresh.value = undefined
          }}
          onCancel={() => (fresh.value = undefined)}
        />
      )}
      {error !== undefined && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

interface NewPolicyProps {
  readonly window: PolicyWindow
  readonly onChange: (window: PolicyWindow) => void
  readonly onAdd: (window: PolicyWindow) => void
  readonly onCancel: () => void
}

function NewPolicy({ window, onChange, onAdd, onCancel }: NewPolicyProps) {
  const { days, from, to, limit } = window
  const set = (change: Partial<PolicyWindow>): void => onChange({ ...window, ...change })
  return (
    <div class="row plan" role="group" aria-label="New policy">
      <DayPicker days={days} onChange={to => set({ days: to })} />
      <Field label="FROM" type="time" class="short" value={from} onInput={text => set({ from: text })} />
      <Field label="TO" type="time" class="short" value={to} onInput={text => set({ to: text })} />
      <Field label="LIMIT (MB/S)" class="short" value={limit} onInput={text => set({ limit: text })} />
      <button type="button" class="button" onClick={() => onAdd(window)}>
        Add
      </button>
      <button type="button" class="button" onClick={onCancel}>
        Discard
      </button>
    </div>
  )
}
