/** Results as JUnit XML, which every CI server reads. */

export interface JunitCase {
  readonly name: string
  readonly title: string
  /** Undefined where it passed. */
  readonly fault: string | undefined
  readonly seconds: number
}

export function junitOf(suite: string, cases: readonly JunitCase[]): string {
  const failures = cases.filter(({ fault }) => fault !== undefined).length
  const total = cases.reduce((sum, { seconds }) => sum + seconds, 0)
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" time="${total.toFixed(3)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(suite)}" ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...cases.map(({ name, title, fault, seconds }) => {
      const open = `    <testcase classname="${escaped(name)}" name="${escaped(title)}" time="${seconds.toFixed(3)}"`
      return fault === undefined ? `${open}/>` : `${open}><failure message="${escaped(fault)}"/></testcase>`
    }),
    '  </testsuite>',
    '</testsuites>',
    ''
  ].join('\n')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** What XML cannot hold is left out. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, sign => entities[sign] ?? sign).replace(/[^\t\n\r\u0020-\uFFFD]/g, '')
}
