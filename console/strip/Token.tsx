/** Asks once for the token of the control API. */
import { useSignal } from '@preact/signals'
import { changedNow } from '../core/events.js'
import { showToken, tokenRefusal } from '../core/control.js'
import { Field } from '../parts/form/Field.js'
import { Form } from '../parts/form/Form.js'

export function Token() {
  const text = useSignal('')
  return (
    <Form
      class="strip-line"
      onSubmit={() => {
        showToken(text.value)
        changedNow()
      }}
    >
      <span>The lab is steered from here with the control token that pesim was started with.</span>
      <Field
        label="Control token"
        hideLabel
        type="password"
        value={text.value}
        onInput={value => (text.value = value)}
        error={tokenRefusal.value}
      />
      <button type="submit" class="button">
        Use it
      </button>
    </Form>
  )
}
