/** Icons, drawn as lines in the colour of their text. */
const paths = {
  down: 'M3 6l5 5 5-5',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  alert: 'M8 2l6.5 12h-13zM8 6.5v3.5M8 12v.2',
  task: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  play: 'M5 3l8 5-8 5z',
  pause: 'M5 3v10M11 3v10',
  edit: 'M3 13l1-3 7-7 2 2-7 7z',
  fold: 'M3 10l5-5 5 5'
} as const

export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
