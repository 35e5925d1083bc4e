/** Asks once more before something is done; some want a word typed. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Dialog } from './Dialog.js'
import { Field } from './form/Field.js'
import { Form } from './form/Form.js'
import { useSubmit } from './form/use-submit.js'

interface ConfirmProps {
  readonly title: string
  readonly text: ComponentChildren
  /** What the button says. */
  readonly verb: string
  readonly no?: string
  /** What has to be typed first, in any case. */
  readonly word?: string
  readonly work: () => Promise<void>
  readonly onClose: () => void
  /** What else is asked; where it has a field of its own, it says there what was refused. */
  readonly children?: ComponentChildren | ((error: string | undefined) => ComponentChildren)
}

export function Confirm({ title, text, verb, no = 'Cancel', word, work, onClose, children }: ConfirmProps) {
  const typed = useSignal('')
  const { busy, error, run } = useSubmit()
  const hasField = typeof children === 'function'
  const ready = word === undefined || typed.value.trim().toUpperCase() === word
  return (
    <Dialog title={title} onClose={onClose} size="narrow">
      <Form
        onSubmit={() => {
          if (ready) void run(work).then(done => done && onClose())
        }}
      >
        <div class="dialog-body">
          <p>{text}</p>
          {hasField ? children(error) : children}
          {word !== undefined && (
            <Field
              label={`To proceed, type "${word}" below. (case insensitive)`}
              value={typed.value}
              onInput={value => (typed.value = value)}
              error={error}
            />
          )}
        </div>
        <div class="dialog-foot">
          {word === undefined && !hasField && error !== undefined && (
            <p class="error" role="alert">
              {error}
            </p>
          )}
          <button type="button" class="button" onClick={onClose}>
            {no}
          </button>
          <button type="submit" class="button primary" disabled={!ready} aria-disabled={busy}>
            {verb}
          </button>
        </div>
      </Form>
    </Dialog>
  )
}
