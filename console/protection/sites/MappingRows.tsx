/** Pairs of names, one here and one there, with a row that adds another. */
import { useSignal } from '@preact/signals'
import type { Signal } from '@preact/signals'
import { Field } from '../../parts/form/Field.js'
import { Select } from '../../parts/form/Select.js'

export interface Mapping {
  readonly from: string
  readonly to: string
}

export interface Choice {
  readonly value: string
  readonly text: string
}

interface MappingRowsProps {
  readonly title: string
  readonly what: readonly [string, string]
  readonly from: readonly Choice[]
  readonly to: readonly Choice[]
  readonly mappings: Signal<readonly Mapping[]>
}

export function MappingRows({ title, what, from, to, mappings }: MappingRowsProps) {
  const source = useSignal('')
  const target = useSignal('')
  const textOf = (choices: readonly Choice[], value: string): string =>
    choices.find(choice => choice.value === value)?.text ?? value
  const left = (choices: readonly Choice[], end: keyof Mapping): Choice[] =>
    choices.filter(({ value }) => !mappings.value.some(mapping => mapping[end] === value))
  const add = (): void => {
    if (source.value === '' || target.value === '') return
    mappings.value = [...mappings.value, { from: source.value, to: target.value }]
    source.value = target.value = ''
  }
  return (
    <div role="group" aria-label={title} class="field">
      <h3>{title}</h3>
      {mappings.value.map(mapping => (
        <div class="row spread" key={mapping.from}>
          <span>
            {textOf(from, mapping.from)} <span class="quiet">to</span> {textOf(to, mapping.to)}
          </span>
          <button
            type="button"
            class="button small"
            aria-label={`Remove the mapping of ${textOf(from, mapping.from)}`}
            onClick={() => (mappings.value = mappings.value.filter(each => each !== mapping))}
          >
            ✕
          </button>
        </div>
      ))}
      <div class="mapping">
        <Select
          label={what[0]}
          value={source.value}
          options={left(from, 'from')}
          onChange={value => (source.value = value)}
          placeholder="Choose"
        />
        {to.length > 0 ? (
          <Select
            label={what[1]}
            value={target.value}
            options={left(to, 'to')}
            onChange={value => (target.value = value)}
            placeholder="Choose"
          />
        ) : (
          <Field label={what[1]} value={target.value} onInput={value => (target.value = value)} />
        )}
        <button
          type="button"
          class="button"
          aria-label={`Add to ${title}`}
          aria-disabled={source.value === '' || target.value === ''}
          onClick={add}
        >
          +
        </button>
      </div>
    </div>
  )
}
