/** One name and a button: what is wrong with the name stands beneath it. */
import { useSignal } from '@preact/signals'
import { Field } from './Field.js'
import { Form } from './Form.js'
import { useSubmit } from './use-submit.js'

interface NameFormProps {
  /** What the name is of. */
  readonly label: string
  readonly verb: string
  readonly hint?: string
  readonly work: (name: string) => Promise<unknown>
}

export function NameForm({ label, verb, hint, work }: NameFormProps) {
  const name = useSignal('')
  const { busy, error, run } = useSubmit()
  return (
    <Form
      class="row plan"
      label={label}
      onSubmit={() => {
        void run(async () => {
          await work(name.value.trim())
          name.value = ''
        })
      }}
    >
      <Field label={label} value={name.value} onInput={text => (name.value = text)} error={error} />
      <button type="submit" class="button" aria-disabled={busy}>
        {verb}
      </button>
      {hint !== undefined && <span class="quiet">{hint}</span>}
    </Form>
  )
}
