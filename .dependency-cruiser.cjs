/**
 * Which room may import which: the import rules of the house, checked on every test run. Types count as imports.
 * A room reaches another through its door alone, and only rooms that stand below it in these lists.
 */

/** The parts of the server, from the ground up; `docs/architecture.md` says what each is. */
const parts = [
  'files',
  'domain',
  'engine',
  'promises',
  'worlds',
  'labs',
  'storage',
  'metrics',
  'outgoing',
  'seed',
  'http',
  'console',
  'prism',
  'central',
  'control',
  'contracts',
  'config',
  'client',
  'app',
  'library',
  'cli/core',
  'scenarios', // each is played in an emulator of its own, which app puts together
  'explore',
  'reading',
  'capture', // it tries what it has read in a world
  'verify',
  'demo',
  'cli'
]

/** The rooms of a part, from the ground up. What stands in none of them is the roof of the part. */
const rooms = {
  domain: [
    'core',
    'notices',
    'networks',
    'links',
    'inventory',
    'settings',
    'storage',
    'volume-groups',
    'snapshots',
    'file-servers',
    'recovery',
    'replication',
    'migration',
    'activation',
    'protection',
    'metro',
    'incidents',
    'ledger',
    'invariants'
  ],
  prism: [
    'core',
    'reads',
    'dialect',
    'stubs',
    'lists',
    'figures',
    'login',
    'gateway',
    'notices',
    'storage',
    'inventory',
    'dr',
    'administration',
    'v08',
    'v1'
  ],
  control: ['core', 'events', 'lab', 'trouble', 'journal', 'drill'],
  http: ['contract', 'access', 'listen', 'app']
}

const packages = ['^node_modules/', '^[a-z_:/0-9]+$'] // the second: modules of Node itself
const part = name => `^server/${name}/`

/** A part that may import only itself and what is named. */
const only = (name, allowed, comment) => ({
  name: `${name.replaceAll('/', '-')}-imports`,
  comment,
  severity: 'error',
  from: { path: part(name), ...(name === 'cli' && { pathNot: part('cli/core') }) },
  to: { pathNot: [part(name), ...allowed] }
})

/** No arrow goes up: a room of the list imports none of those after it, and not the roof. */
const noneAbove = (folder, list) =>
  list.map((name, index) => {
    const above = list.slice(index + 1).map(other => `^server/${folder}${other}/`)
    const below = list.slice(0, index + 1).map(other => `^server/${folder}${other}/`)
    return {
      name: `${`${folder}${name}`.replaceAll('/', '-')}-imports-below`,
      comment: 'A room imports rooms below it: the lists at the top of .dependency-cruiser.cjs have their order.',
      severity: 'error',
      from: { path: `^server/${folder}${name}/`, pathNot: name === 'cli' ? part('cli/core') : [] },
      to: folder === '' ? { path: above, pathNot: below } : { path: `^server/${folder}`, pathNot: below }
    }
  })

/** What a room of the domain says: pure types over the world, from which core makes the one language of all rooms. */
const vocabularies = '^server/domain/[^/]+/vocabulary\\.ts$'
const language = '^server/domain/core/tables/vocabulary\\.ts$'

const roomed = Object.keys(rooms)
const inRoom = `(?:${roomed.join('|')})/[^/]+|cli/core|(?!(?:${roomed.join('|')})/)[^/]+`
const closed = {
  path: `^server/(?:${inRoom})/.+`,
  pathNot: [
    `^server/(?:${inRoom})/index\\.ts$`,
    '^server/domain/[^/]+/rules\\.ts$',
    vocabularies,
    `^server/(?:${roomed.join('|')})/[^/]+\\.ts$`
  ]
}
/** What no room holds is the roof of its part: its files are doors themselves, and it uses those of the rooms. */
const throughTheDoor = [
  {
    from: { path: `^server/(${inRoom})/`, pathNot: [`^server/(?:${roomed.join('|')})/[^/]+\\.ts$`, vocabularies] },
    to: { ...closed, pathNot: [...closed.pathNot, '^server/$1/'] }
  },
  { from: { path: `^server/(${roomed.join('|')})/[^/]+\\.ts$` }, to: closed },
  { from: { path: '^server/[^/]+\\.ts$' }, to: closed }
].map(rule => ({
  name: 'through-the-door',
  comment: 'A room is reached through its index.ts; inside the domain there is a second door, rules.ts.',
  severity: 'error',
  ...rule
}))

module.exports = {
  forbidden: [
    ...noneAbove('', parts).filter(({ to }) => to.path.length > 0),
    ...roomed.flatMap(name =>
      noneAbove(`${name}/`, rooms[name]).map(rule =>
        // what is promised of every world is asked of it as it is, its agenda included
        rule.name === 'domain-invariants-imports-below'
          ? { ...rule, to: { path: 'no-such-file' } }
          : rule.name === 'domain-core-imports-below'
            ? { ...rule, from: { ...rule.from, pathNot: language } }
            : rule
      )
    ),

    only('domain', [], 'The emulated product is pure: it imports nothing outside itself, not even Node.'),
    only(
      'engine',
      [part('domain'), ...packages],
      'The engine owns a world and knows nothing of where it is shown or kept.'
    ),
    only(
      'promises',
      [part('(domain|engine)'), ...packages],
      'What holds of every world is watched alike by walks and by scenarios, and knows neither.'
    ),
    only('files', packages, 'The disk, and nothing of what is written on it.'),
    only(
      'worlds',
      [part('domain'), '^build/world-outline', ...packages],
      'What is asked of a world from outside is the same wherever it comes from.'
    ),
    only(
      'storage',
      [part('(files|domain|engine|worlds)'), ...packages],
      'Storage keeps whole worlds; it knows no wire format.'
    ),
    only('seed', [part('(domain|engine)'), '^build/fixtures', ...packages], 'A seed makes worlds, and nothing else.'),
    only('labs', [part('(domain|engine)'), ...packages], 'Labs hold worlds side by side.'),
    only('http', [part('files'), ...packages], 'HTTP knows no DR: what is product-like comes in through options.'),
    only('console', packages, 'The console is files: what they may know of the emulator is handed in.'),
    only(
      'prism',
      [part('(domain|http)'), '^build/contract/', ...packages],
      'The emulated API maps between world and wire: it reaches the engine only through what it is handed.'
    ),
    only(
      'outgoing',
      [part('(domain|engine|labs)'), ...packages],
      'Alerts leave as the world tells them: what may leave, and what becomes of it, is handed in.'
    ),
    only(
      'central',
      [part('(domain|http|prism)'), '^build/contract/', ...packages],
      'Prism Central answers from what it sees of the clusters, and hands the rest on.'
    ),
    only(
      'control',
      [part('(domain|engine|worlds|labs|metrics|seed|http)'), '^build/contract/', ...packages],
      'The emulated API and the emulator’s own API meet in app alone.'
    ),
    only('contracts', [part('http'), '^build/', ...packages], 'Contracts are data, and what is counted of them.'),
    only('config', [part('engine'), ...packages], 'How an emulator is configured is known before there is one.'),
    only(
      'client',
      [part('config'), '^build/contract/', ...packages],
      'The client of the control API knows the contract and no emulator: it may run elsewhere.'
    ),
    only(
      'library',
      [part('(client|config|contracts|seed)'), '^build/(contract/|fixtures)', ...packages],
      'What a test sees is the control API in words: the same for an emulator in this process and for one elsewhere.'
    ),
    only(
      'explore',
      [part('(domain|engine|promises|seed|scenarios|storage)'), ...packages],
      'Random walks need a world and its rules, and a form in which others can play them again.'
    ),
    only(
      'demo',
      ['^server/index\\.ts$', part('cli/core'), '^build/contract/', ...packages],
      'The demo sees what any client sees: the library, the published contracts, and HTTPS.'
    ),
    only(
      'reading',
      [part('(contracts|config|cli/core)'), part('http/contract'), ...packages],
      'What reads a cluster knows what any client sees, and no emulator.'
    ),
    only(
      'capture',
      [part('(domain|engine|files|seed|contracts|config|cli/core|reading)'), ...packages],
      'A capture reads clusters and makes a fixture: it knows no emulator that serves one.'
    ),
    only(
      'verify',
      [
        part('(seed|contracts|config|files|cli/core|reading|capture)'),
        part('http/contract'),
        part('engine'),
        '^build/contract/',
        ...packages
      ],
      'The conformance suite sees what any client sees, the contracts, and the wall clock.'
    ),
    only('cli/core', [part('config'), ...packages], 'What every command of the terminal needs, and no emulator.'),

    {
      name: 'versions-apart',
      comment: 'What both versions need belongs beside them.',
      severity: 'error',
      from: { path: part('prism/(v1|v08)') },
      to: { path: part('prism/(v1|v08)'), pathNot: '^server/prism/$1/' }
    },
    ...throughTheDoor,
    {
      name: 'vocabulary-is-types',
      comment: 'A vocabulary stands on the types of the world alone: everything else stands on the vocabularies.',
      severity: 'error',
      from: { path: vocabularies },
      to: { pathNot: ['^server/domain/core/(world|time)\\.ts$', '^server/domain/core/tables/(target|refusals)\\.ts$'] }
    },
    {
      name: 'vocabulary-by-core',
      comment: 'Whoever speaks of what others say takes it from core, or from the door of their room.',
      severity: 'error',
      from: { path: '^server/(?!domain/)|^server/domain/([^/]+)/', pathNot: language },
      to: { path: vocabularies, pathNot: '^server/domain/$1/' }
    },
    {
      name: 'language-of-vocabularies',
      comment: 'What unites the vocabularies reaches up for them, and for nothing else.',
      severity: 'error',
      from: { path: language },
      to: { pathNot: [vocabularies, '^server/domain/core/'] }
    },
    {
      name: 'rules-by-decide',
      comment: 'Rules are reached through decide: whoever asks the domain for something gives a command.',
      severity: 'error',
      from: { path: '^(server|bench)/', pathNot: part('domain') },
      to: { path: '^server/domain/[^/]+/rules\\.ts$' }
    },
    {
      name: 'console-from-contracts',
      comment: 'The console sees what any browser sees: the published contracts, and what it asks.',
      severity: 'error',
      from: { path: '^console/' },
      to: { pathNot: ['^console/', '^build/contract/', ...packages] }
    },
    {
      name: 'console-ground',
      comment: 'What all rooms of the console stand on knows none of them; parts know what they are drawn from.',
      severity: 'error',
      from: { path: '^console/(core|parts)/' },
      to: { path: '^console/', pathNot: '^console/(core|parts)/' }
    },
    {
      name: 'console-core-draws-nothing',
      severity: 'error',
      from: { path: '^console/core/' },
      to: { path: '^console/', pathNot: '^console/core/' }
    },
    {
      name: 'server-without-console',
      comment: 'The server hands out the files of the console, and knows nothing of what is in them.',
      severity: 'error',
      from: { path: '^(server|bench)/' },
      to: { path: '^console/' }
    },
    {
      name: 'not-the-top',
      comment: 'The library and the process know everything; only the demo and the commands, their clients, know them.',
      severity: 'error',
      from: { path: '^server/[^/]+/', pathNot: part('(demo|cli)') },
      to: { path: '^server/[^/]+\\.ts$' }
    },
    {
      name: 'server-alone',
      comment: 'What is shipped does not need what it is tested or built with.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(test|bench|scripts|bin)/' }
    },
    {
      name: 'no-development-package',
      comment: 'A package that the server imports belongs to "dependencies".',
      severity: 'error',
      from: { path: '^server/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] }
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      comment: 'A module that nobody imports and that imports nothing is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$' },
      to: {}
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } }
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^build/'] },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
}
