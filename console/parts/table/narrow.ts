/** Whether there is little room, as on a telephone or where everything is enlarged. */
import { signal } from '@preact/signals'

/** On paper there is room. */
const query = matchMedia('screen and (max-width: 640px)')

export const narrow = signal(query.matches)

query.addEventListener('change', ({ matches }) => (narrow.value = matches))
