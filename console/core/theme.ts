/** Light or dark: as the system is, until the user says otherwise. */
import { effect, signal } from '@preact/signals'

const KEPT = 'pesim-theme'
const system = matchMedia('(prefers-color-scheme: dark)')

export const theme = signal<'light' | 'dark'>('light')

export function startTheme(): void {
  const kept = localStorage.getItem(KEPT)
  theme.value = kept === 'dark' || (kept === null && system.matches) ? 'dark' : 'light'
  system.addEventListener('change', ({ matches }) => {
    if (localStorage.getItem(KEPT) === null) theme.value = matches ? 'dark' : 'light'
  })
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value
  })
}

export function switchTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark'
  localStorage.setItem(KEPT, theme.value)
}
