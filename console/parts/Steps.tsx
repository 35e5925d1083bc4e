/** The steps of a dialog, and at which one it is. */
export function Steps({ steps, at }: { readonly steps: readonly string[]; readonly at: number }) {
  return (
    <ol class="steps">
      {steps.map((step, index) => (
        <li key={step} {...(index === at && { 'aria-current': 'step' as const })}>
          {step}
        </li>
      ))}
    </ol>
  )
}
