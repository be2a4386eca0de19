/**
 * The arrows of docs/architecture: renderer → shared, preload → shared/contract, main → shared, and down the floors of main.
 * A part that needs something above it gets it injected by `main/index.ts`.
 */
const FLOORS_OF_MAIN = [
  ['shell', 'ipc'],
  ['session'],
  ['sync', 'reports'],
  ['files'],
  ['storage', 'backend', 'vault'],
  ['sqlite'],
]

/** A folder of main may import folders on lower floors only, not its neighbours. */
const floorRules = FLOORS_OF_MAIN.flatMap((floor, level) =>
  floor.map((folder) => {
    const closed = FLOORS_OF_MAIN.slice(0, level + 1)
      .flat()
      .filter((other) => other !== folder)
    return {
      name: `main-${folder}-imports-downwards`,
      severity: 'error',
      from: { path: `^main/${folder}/` },
      to: { path: closed.length > 0 ? [`^main/(${closed.join('|')})/`, '^main/index'] : '^main/index' },
    }
  }),
)

module.exports = {
  forbidden: [
    ...floorRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'shared-is-pure',
      comment: 'shared runs in the app, its window and the bank: no Node, no Electron, no window libraries.',
      severity: 'error',
      from: { path: '^shared/' },
      to: {
        path: '^(main|preload|renderer|scripts|test)/|node_modules/(electron|react|react-dom|@mantine|@reduxjs|axios|hono|@hono|libsql)(/|$)',
      },
    },
    { name: 'shared-without-node', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'kernel-at-the-bottom',
      severity: 'error',
      from: { path: '^shared/kernel/' },
      to: { path: '^shared/(?!kernel/)' },
    },
    {
      name: 'domain-knows-no-wire',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: { path: '^shared/contract/' },
    },
    {
      name: 'preload-imports-the-contract',
      severity: 'error',
      from: { path: '^preload/' },
      to: { path: '^(main|renderer|scripts|test)/|^shared/(?!contract/)' },
    },
    {
      name: 'main-imports-shared',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: '^(preload|renderer|scripts|test)/' },
    },
    {
      name: 'bank-stands-alone',
      comment: 'The bundled bank is a server of its own; the app reaches it over HTTP like any other backend.',
      severity: 'error',
      from: { path: '^main/bank/' },
      to: { path: '^main/(?!bank/|sqlite/)|node_modules/electron/' },
    },
    {
      name: 'nothing-imports-the-bank',
      severity: 'error',
      from: { path: '^main/(?!bank/)' },
      to: { path: '^main/bank/' },
    },
    {
      name: 'renderer-imports-shared',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|scripts|test)/|^preload/(?!api\\.ts$)|node_modules/(electron|libsql)(/|$)' },
    },
    {
      name: 'renderer-sees-types-of-preload',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^preload/api\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-without-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-apart',
      comment: 'What two features share belongs in renderer/components or renderer/data.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'features-below-the-app',
      severity: 'error',
      from: { path: '^renderer/features/' },
      to: { path: '^renderer/(app|index|main)', pathNot: '^renderer/app/(api|store|hooks)' },
    },
    {
      name: 'components-below-features',
      severity: 'error',
      from: { path: '^renderer/(components|data|locales)/' },
      to: { path: '^renderer/(app|features)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(css|svg|png)$' },
    // Type-only imports cross a border just the same.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
