/** Which part may import which: the import rule of the design, checked on every test run. Types count as imports. */

/** A part that may import only itself and what is named. */
const only = (part, allowed, comment) => ({
  name: `${part.replaceAll('/', '-')}-imports`,
  comment,
  severity: 'error',
  from: { path: `^server/${part}/` },
  to: { pathNot: [`^server/${part}/`, ...allowed] }
})

const packages = ['^node_modules/', '^[a-z_:/0-9]+$'] // the second: modules of Node itself
const domain = '^server/domain/'
const engine = '^server/engine/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    only('domain', [], 'The emulated product is pure: it imports nothing outside itself, not even Node.'),
    only('engine', [domain, ...packages], 'The engine owns a world and knows nothing of where it is shown or kept.'),
    only('storage', [domain, engine, ...packages], 'Storage keeps whole worlds; it knows no wire format.'),
    only('seed', [domain, engine, '^build/fixtures', ...packages], 'A seed makes worlds, and nothing else.'),
    only(
      'explore',
      [domain, engine, '^server/(seed|scenarios)/', '^server/(config|io)\\.ts$', ...packages],
      'Random walks need a world and its rules, and a form in which others can play them again.'
    ),
    only('labs', [domain, engine, ...packages], 'Labs hold worlds side by side.'),
    only('http', packages, 'HTTP knows no DR: what is product-like comes in through options.'),
    only(
      'prism/resources',
      [domain, '^server/http/', '^server/prism/[^/]+$', '^build/contract/', ...packages],
      'A resource maps between world and wire: it reaches the engine only through what it is handed.'
    ),
    only(
      'central',
      [domain, '^server/(http|prism)/', '^build/contract/', ...packages],
      'Prism Central answers from what it sees of the clusters, and hands the rest on.'
    ),
    only(
      'demo',
      ['^server/(index|io)\\.ts$', '^build/contract/', ...packages],
      'The demo sees what any client sees: the library, the published contracts, and HTTPS.'
    ),
    only(
      'verify',
      [
        '^server/(config|contracts|io)\\.ts$',
        '^server/http/contract\\.ts$',
        '^server/engine/pace\\.ts$',
        '^build/contract/',
        ...packages
      ],
      'The conformance suite sees what any client sees, and the contracts.'
    ),
    {
      name: 'prism-not-control',
      comment: 'The emulated API and the emulator’s own API meet in compose.ts and prism-host.ts alone.',
      severity: 'error',
      from: { path: '^server/prism/' },
      to: { path: '^server/(central|control|storage|labs|seed)/' }
    },
    {
      name: 'control-not-prism',
      comment: 'As above, the other way round.',
      severity: 'error',
      from: { path: '^server/control/' },
      to: { path: '^server/prism/' }
    },
    {
      name: 'versions-apart',
      comment: 'What both versions need belongs beside them.',
      severity: 'error',
      from: { path: '^server/prism/(v1|v08)/' },
      to: { path: '^server/prism/(v1|v08)/', pathNot: '^server/prism/$1/' }
    },
    {
      name: 'parts-not-top',
      comment:
        'Only the files at the top (compose, main, index and what they call) know everything; no part knows them. ' +
        'The demo, the conformance suite and the random walks are no parts but users, each held by a rule of its own.',
      severity: 'error',
      from: { path: '^server/[^/]+/', pathNot: '^server/(demo|verify|explore)/' },
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
