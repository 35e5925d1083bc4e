/** The form of a schedule: a new one, or one to change. */
import { useSignal } from '@preact/signals'
import { now } from '../../core/clock.js'
import { useLive } from '../../core/live.js'
import { prism, read } from '../../core/prism.js'
import type { Schemas } from '../../core/prism.js'
import { Check } from '../../parts/form/Check.js'
import { DayPicker } from '../../parts/form/DayPicker.js'
import { Field } from '../../parts/form/Field.js'
import { Form } from '../../parts/form/Form.js'
import { useSubmit } from '../../parts/form/use-submit.js'
import { REPEATS, isNearSync, retentionText, scheduleBody } from '../requests.js'
import type { Repeat, ScheduleForm as Draft } from '../requests.js'
import { changedBody, scheduleForm } from './schedule-form.js'

const toInput = (usecs: number): string => new Date(usecs / 1000).toISOString().slice(0, 16)
const toUsecs = (text: string): number => Date.parse(`${text}Z`) * 1000

/** The field shows whole minutes: what is not changed stays to the second. */
function startOf(text: string | undefined, before: Draft | undefined): number {
  if (text === undefined) return Math.floor(now.value)
  return before !== undefined && text === toInput(before.startUsecs) ? before.startUsecs : toUsecs(text)
}

/** Which field the server's words are about; a remote site by its name. */
function fieldOf(error: string | undefined): string | undefined {
  if (error === undefined) return undefined
  if (/every_nth/.test(error)) return 'every'
  if (/end after|end_time/.test(error)) return 'end'
  if (/start_time/.test(error)) return 'start'
  const site = /^Retention for remote site (\S+)|remote_\w+\/(\S+)/.exec(error)
  if (site !== null) return site[1] ?? site[2]
  if (/^Retention|retention_policy/.test(error)) return 'local'
  return /days?\b|values/i.test(error) && !/NearSync/.test(error) ? 'days' : 'other'
}

interface ScheduleFormProps {
  readonly domain: string
  /** The one to change; a new one without it. */
  readonly schedule?: Schemas['CronSchedule'] | undefined
  readonly onDone: () => void
}

export function ScheduleForm({ domain, schedule, onDone }: ScheduleFormProps) {
  const sites = useLive(() => read(prism.GET('/remote_sites', {}))).value?.entities
  const before = schedule === undefined ? undefined : scheduleForm(schedule)
  const start = useSignal(before === undefined ? undefined : toInput(before.startUsecs))
  const end = useSignal(before?.endUsecs === undefined ? '' : toInput(before.endUsecs))
  const daysText = useSignal(before?.days.join(',') ?? '')
  const form = useSignal<Omit<Draft, 'startUsecs' | 'endUsecs'>>(
    before ?? { repeat: 'minute(s)', every: '60', days: [], appConsistent: false, keepLocal: '1', keepRemote: {} }
  )
  const { busy, error, run } = useSubmit()
  const { repeat, every, days, keepLocal, keepRemote } = form.value
  const errorAt = (field: string): string | undefined => (fieldOf(error) === field ? error : undefined)
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
        startUsecs: startOf(start.value, before),
        endUsecs: end.value === '' ? undefined : toUsecs(end.value)
      })
      const path = { name: domain }
      if (schedule === undefined)
        await read(prism.POST('/protection_domains/{name}/schedules', { params: { path }, body }))
      else {
        const params = { path: { ...path, id: schedule.id ?? '' } }
        const changed = changedBody(schedule, body, form.value)
        await read(prism.PUT('/protection_domains/{name}/schedules/{id}', { params, body: changed }))
      }
    })
  return (
    <Form
      onSubmit={() => {
        void submit().then(done => done && onDone())
      }}
    >
      <div
        class="dialog-body"
        tabIndex={0}
        role="region"
        aria-label={schedule === undefined ? 'New Schedule' : 'Schedule'}
      >
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
                  error={errorAt('every')}
                />
              )}
              {repeat === each && each === 'weekly' && <DayPicker days={days} onChange={to => set({ days: to })} />}
              {repeat === each && each === 'monthly' && (
                <Field
                  label="Day of month"
                  hideLabel
                  hint="Day of month e.g., 1,10,20"
                  value={daysText.value}
                  onInput={text => (daysText.value = text)}
                  error={errorAt('days')}
                />
              )}
            </div>
          ))}
        </fieldset>
        <div class="columns">
          <Field
            label="START ON (UTC)"
            type="datetime-local"
            value={start.value ?? toInput(now.value)}
            onInput={text => (start.value = text)}
            error={errorAt('start')}
            hint={schedule === undefined ? 'Now, unless you say otherwise.' : undefined}
          />
          <Field
            label="END ON (UTC)"
            type="datetime-local"
            value={end.value}
            onInput={text => (end.value = text)}
            error={errorAt('end')}
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
              error={errorAt('local')}
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
                  error={errorAt(site)}
                />
                <span>{unit}</span>
              </div>
            )
          })}
          {unit === 'snapshots' && <p class="hint">{retentionText(form.value)}</p>}
        </div>
      </div>
      <div class="dialog-foot">
        {errorAt('other') !== undefined && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button type="submit" class="button primary" aria-disabled={busy}>
          {schedule === undefined ? 'Create Schedule' : 'Save'}
        </button>
      </div>
    </Form>
  )
}
