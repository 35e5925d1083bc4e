/** The dialog of a protection domain in its three steps: name, entities, schedule. */
import { useSignal } from '@preact/signals'
import { prism, read } from '../../core/prism.js'
import { Dialog } from '../../parts/Dialog.js'
import { Field } from '../../parts/form/Field.js'
import { Form } from '../../parts/form/Form.js'
import { Steps } from '../../parts/Steps.js'
import { useSubmit } from '../../parts/form/use-submit.js'
import { EntitiesStep } from './EntitiesStep.js'
import { ScheduleStep } from './ScheduleStep.js'

const STEPS = ['Name', 'Entities', 'Schedule'] as const

/** `name` is that of a domain to change; a new one without it. */
export function DomainDialog({ name, onClose }: { readonly name?: string; readonly onClose: () => void }) {
  const domain = useSignal(name)
  const step = useSignal<0 | 1 | 2>(1)
  return (
    <Dialog title="Protection Domain (Async DR)" onClose={onClose} size="wide">
      <Steps steps={STEPS} at={domain.value === undefined ? 0 : step.value} />
      {(domain.value === undefined || step.value === 0) && (
        <NameStep
          created={domain.value}
          onClose={onClose}
          onNext={name => {
            domain.value = name
            step.value = 1
          }}
        />
      )}
      {domain.value !== undefined && step.value === 1 && (
        <EntitiesStep domain={domain.value} onPrevious={() => (step.value = 0)} onNext={() => (step.value = 2)} />
      )}
      {domain.value !== undefined && step.value === 2 && (
        <ScheduleStep domain={domain.value} onClose={onClose} onPrevious={() => (step.value = 1)} />
      )}
    </Dialog>
  )
}

interface NameStepProps {
  /** Name of the domain that is there already: it keeps it. */
  readonly created: string | undefined
  readonly onClose: () => void
  readonly onNext: (name: string) => void
}

function NameStep({ created, onClose, onNext }: NameStepProps) {
  const name = useSignal(created ?? '')
  const { busy, error, run } = useSubmit()
  return (
    <Form
      onSubmit={() => {
        void run(async () => {
          if (created === undefined) await read(prism.POST('/protection_domains', { body: { value: name.value } }))
          onNext(name.value)
        })
      }}
    >
      <div class="dialog-body">
        <p>
          A protection domain is a grouping of Virtual Machines for disaster recovery purposes. Enter a name (using
          alpha numeric characters only) for the protection domain you would like to create. You will then be guided
          into assigning Virtual Machines to it, and scheduling it.
        </p>
        <Field
          label="NAME"
          value={name.value}
          onInput={text => (name.value = text)}
          error={error}
          disabled={created !== undefined}
          focus
        />
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" class="button primary" aria-disabled={busy}>
          {created === undefined ? 'Create' : 'Next'}
        </button>
      </div>
    </Form>
  )
}
