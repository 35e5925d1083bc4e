/** What falls due next, in words. */
const words: Readonly<Record<string, string>> = {
  'run-schedule': 'snapshot',
  'run-one-time-schedule': 'one-time snapshot',
  'finish-replication': 'end of the replication',
  'admit-replication': 'begin of the replication',
  'advance-mode-change': 'step of the fail-over',
  'collect-snapshots': 'expiry of snapshots',
  'finish-removal': 'removal',
  'finish-task': 'end of a task',
  'begin-incident': 'an incident begins',
  'end-incident': 'an incident ends',
  'toggle-flap': 'the link flaps',
  'check-remote-sites': 'look at the remote sites',
  'break-metro': 'metro breaks',
  'finish-metro-sync': 'metro is in step'
}

export function nextText({ what, name }: { readonly what: string; readonly name?: string }): string {
  const text = words[what] ?? what.replaceAll('-', ' ')
  return name === undefined ? text : `${text} of ${name}`
}
