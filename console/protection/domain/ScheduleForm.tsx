/** The form of a new schedule. */
import { useSignal } from '@preact/signals'
import { now } from '../../core/clock.js'
import { useLive } from '../../core/live.js'
import { prism, read } from '../../core/prism.js'
import { Check } from '../../parts/Check.js'
import { Field } from '../../parts/Field.js'
import { useSubmit } from '../../parts/use-submit.js'
import { REPEATS, isNearSync, retentionText, scheduleBody } from '../requests.js'
import type { Repeat, ScheduleForm as Form } from '../requests.js'

const WEEKDAYS = ['S', 'M', 'T', 'W', 'T', 'F', 'S'] as const
const WEEKDAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

const toInput = (usecs: number): string => new Date(usecs / 1000).toISOString().slice(0, 16)
const toUsecs = (text: string): number => Date.parse(`${text}Z`) * 1000

export function ScheduleForm({ domain, onDone }: { readonly domain: string; readonly onDone: () => void }) {
  const sites = useLive(() => read(prism.GET('/remote_sites', {}))).value?.entities
  const start = useSignal<string | undefined>(undefined)
  const end = useSignal('')
  const daysText = useSignal('')
  const form = useSignal<Omit<Form, 'startUsecs' | 'endUsecs'>>({
    ...{ repeat: 'minute(s)', every: '60', days: [], appConsistent: false, keepLocal: '1', keepRemote: {} }
  })
  const { busy, error, run } = useSubmit()
  const { repeat, every, days, keepLocal, keepRemote } = form.value
  const set = (change: Partial<typeof form.value>): void => void (form.value = { ...form.value, ...change })
  const choose = (to: Repeat): void => set({ repeat: to, every: to === 'minute(s)' ? '60' : '1', days: [] })
  const unit = isNearSync(form.value) ? 'days' : 'snapshots'
  const keepVerb = unit === 'days' ? 'for' : 'keep the last'
  const setRemote = (name: string, text: string | undefined): void => {
    const { [name]: _, ...others } = keepRemote
    set({ keepRemote: text === undefined ? others : { ...others, [name]: text } })
  }
  const submit = (): Promise<boolean> =>
    run(async () => {
      const listed = repeat === 'monthly' ? daysText.value.split(',').map(Number) : days
      const body = scheduleBody(domain, {
        ...form.value,
        days: listed,
        startUsecs: start.value === undefined ? Math.floor(now.value) : toUsecs(start.value),
        endUsecs: end.value === '' ? undefined : toUsecs(end.value)
      })
      await read(prism.POST('/protection_domains/{name}/schedules', { params: { path: { name: domain } }, body }))
    })
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void submit().then(done => done && onDone())
      }}
    >
      <div class="dialog-body" tabIndex={0} role="region" aria-label="New Schedule">
        <h3>Configure your local schedule</h3>
        <fieldset class="field">
          <legend class="sr">Repeat</legend>
          {REPEATS.map(each => (
            <div class="row" key={each}>
              <Check
                name="repeat"
                label={each === 'weekly' || each === 'monthly' ? `Repeat ${each}` : `Repeat every ${each}`}
                checked={repeat === each}
                onChange={() => choose(each)}
              />
              {repeat === each && !(each === 'weekly' || each === 'monthly') && (
                <Field
                  class="short"
                  type="number"
                  min={1}
                  label={`Repeat every, ${each}`}
                  hideLabel
                  value={every}
                  onInput={text => set({ every: text })}
                />
              )}
              {repeat === each && each === 'weekly' && (
                <div class="days">
                  {WEEKDAYS.map((letter, index) => (
                    <button
                      key={WEEKDAY_NAMES[index]}
                      type="button"
                      class={`button small ${days.includes(index) ? 'on' : ''}`}
                      aria-pressed={days.includes(index)}
                      aria-label={WEEKDAY_NAMES[index] ?? ''}
                      onClick={() =>
                        set({
                          days: days.includes(index) ? days.filter(day => day !== index) : [...days, index].sort()
                        })
                      }
                    >
                      {letter}
                    </button>
                  ))}
                </div>
              )}
              {repeat === each && each === 'monthly' && (
                <Field
                  label="Day of month"
                  hideLabel
                  hint="Day of month e.g., 1,10,20"
                  value={daysText.value}
                  onInput={text => (daysText.value = text)}
                />
              )}
            </div>
          ))}
        </fieldset>
        {error !== undefined && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        <div class="columns">
          <Field
            label="START ON (UTC)"
            type="datetime-local"
            value={start.value ?? toInput(now.value)}
            onInput={text => (start.value = text)}
            hint="Now, unless you say otherwise."
          />
          <Field
            label="END ON (UTC)"
            type="datetime-local"
            value={end.value}
            onInput={text => (end.value = text)}
            hint="Never, unless you say otherwise."
          />
        </div>
        <Check
          label="Create application consistent snapshot"
          checked={form.value.appConsistent}
          onChange={on => set({ appConsistent: on })}
        />
        <div class="section">
          <h3>Retention policy</h3>
          <div class="row">
            <Check label="Local" checked disabled onChange={() => undefined} />
            <span>{keepVerb}</span>
            <Field
              class="short"
              type="number"
              min={1}
              label={`Local: ${keepVerb}`}
              hideLabel
              value={keepLocal}
              onInput={text => set({ keepLocal: text })}
            />
            <span>{unit}</span>
          </div>
          {sites?.length === 0 && <p class="hint">Remote sites have not been defined for this cluster.</p>}
          {sites?.map(({ name = '' }) => {
            const site = name ?? ''
            const kept = keepRemote[site]
            return (
              <div class="row" key={site}>
                <Check
                  label={site}
                  checked={kept !== undefined}
                  onChange={on => setRemote(site, on ? '1' : undefined)}
                />
                <span>{keepVerb}</span>
                <Field
                  class="short"
                  type="number"
                  min={1}
                  label={`${site}: ${keepVerb}`}
                  hideLabel
                  disabled={kept === undefined}
                  value={kept ?? '1'}
                  onInput={text => setRemote(site, text)}
                />
                <span>{unit}</span>
              </div>
            )
          })}
          {unit === 'snapshots' && <p class="hint">{retentionText(form.value)}</p>}
        </div>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" class="button primary" disabled={busy}>
          Create Schedule
        </button>
      </div>
    </form>
  )
}
