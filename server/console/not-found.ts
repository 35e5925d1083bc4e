/** The page that a browser gets where there is nothing: what was asked for, and where to go from there. */
import { PAGE_HEADERS } from './serve-console.js'

const places = [
  ['/console/', 'Console', 'the clusters, click by click, and the lab around them'],
  ['/docs', 'Reference', 'every operation of the control API and of the emulated ones'],
  ['/emulator/v1', 'Index of the control API', 'its operations by topic, as JSON']
] as const

interface Page {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/** `reason` is a sentence about the path, as programs get it. */
export function notFoundPage(reason: string): Page {
  const links = places.map(([href, name, text]) => `<li><a href="${href}">${name}</a>: ${text}</li>`)
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not found - pesim</title>
</head>
<body>
<main>
<h1>Not found</h1>
<p>${escapeHtml(reason)}</p>
<p>What there is:</p>
<ul>
${links.join('\n')}
</ul>
</main>
</body>
</html>
`
  return { html, headers: { ...PAGE_HEADERS, 'cache-control': 'no-store' } }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? '')
}
