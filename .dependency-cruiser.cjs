/** Which slice may import which (beside `audit` and `access`). Adding an arrow is a reviewed one-line change. */
const ALLOWED = {
  audit: [],
  access: ['audit'],
  wellness: ['audit', 'access'],
  vault: ['audit', 'access'],
  intake: ['audit', 'access', 'vault', 'wellness'],
  legal: ['audit', 'access', 'vault', 'intake'],
  media: ['audit', 'access', 'vault', 'wellness', 'intake'],
  linking: ['audit', 'access', 'intake', 'media'],
  triage: ['audit', 'access', 'wellness', 'intake', 'legal', 'media', 'linking'],
  victims: ['audit', 'access', 'vault', 'wellness', 'intake', 'media', 'linking'],
  routing: ['audit', 'access', 'intake', 'legal', 'linking', 'triage'],
  calls: ['audit', 'access', 'intake', 'legal', 'triage', 'routing'],
  packaging: [
    'audit',
    'access',
    'vault',
    'intake',
    'legal',
    'media',
    'linking',
    'triage',
    'victims',
    'routing',
    'calls',
  ],
  dispatch: ['audit', 'access', 'vault', 'routing', 'packaging'],
  intelligence: ['audit', 'access', 'intake', 'legal', 'media', 'linking', 'triage', 'victims', 'routing', 'dispatch'],
  stats: ['audit', 'access'],
  incidents: ['audit', 'access'],
};

const TEST = '\\.(db\\.|access\\.)?test\\.tsx?$';

/** One rule per slice: other slices only as the table says; `types.ts` and, from tests, `testing.ts` are told apart below. */
const sliceRules = Object.entries(ALLOWED).map(([slice, allowed]) => ({
  name: `slice-${slice}-knows-only-its-own`,
  severity: 'error',
  from: { path: `^src/features/${slice}/`, pathNot: TEST },
  to: {
    path: '^src/features/',
    pathNot: [
      `^src/features/${slice}/`,
      ...allowed.map((other) => `^src/features/${other}/`),
      ...(slice === 'stats' ? ['/types\\.ts$'] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    ...sliceRules,
    {
      name: 'slice-has-two-doors',
      comment:
        'Other slices, the pipeline and the entry points come in by index.ts or types.ts; tests also by testing.ts.',
      severity: 'error',
      from: { path: '^(src|test|bench|tools)/', pathNot: '^src/features/' },
      to: { path: '^src/features/[^/]+/.+', pathNot: '^src/features/[^/]+/(index|types|testing)\\.ts$' },
    },
    {
      name: 'slice-has-two-doors-inside',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: {
        path: '^src/features/[^/]+/.+',
        pathNot: ['^src/features/$1/', '^src/features/[^/]+/(index|types|testing)\\.ts$'],
      },
    },
    {
      name: 'testing-only-from-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '/testing\\.ts$'] },
      to: { path: '^src/features/[^/]+/testing\\.ts$' },
    },
    {
      name: 'core-imports-nothing',
      severity: 'error',
      from: { path: '^src/core/', pathNot: TEST },
      to: { pathNot: '^src/core/' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(features|pipeline|entrypoints)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'No adapters, no npm, no Node modules: core, its own domain, other slices’ types.',
      severity: 'error',
      from: { path: '^src/features/[^/]+/domain/', pathNot: TEST },
      to: { pathNot: ['^src/core/', '^src/features/[^/]+/domain/', '^src/features/[^/]+/types\\.ts$'] },
    },
    {
      name: 'sql-only-in-stores',
      comment: 'The database is seen by store.ts (or store/) alone; commands hold a Tx, and only by its type.',
      severity: 'error',
      from: { path: '^src/features/[^/]+/(http|domain/.*|messages)\\.ts$' },
      to: { path: '^src/features/[^/]+/store(/|\\.ts$)' },
    },
    {
      name: 'nothing-imports-entrypoints',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/entrypoints/' },
      to: { path: '^src/entrypoints/' },
    },
    {
      name: 'features-know-no-pipeline',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/pipeline/' },
    },
    {
      name: 'console-stands-alone',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^(src|kernels|reference|test|tools|bench)/' },
    },
    {
      name: 'screens-share-nothing-sideways',
      severity: 'error',
      from: { path: '^console/src/screens/([^/]+)/' },
      to: { path: '^console/src/screens/', pathNot: '^console/src/screens/$1/' },
    },
    {
      name: 'ui-knows-no-api',
      severity: 'error',
      from: { path: '^console/src/ui/' },
      to: { path: '^console/src/(api|app|screens|messages)/' },
    },
    {
      name: 'outbound-by-one-door',
      comment:
        'Whoever wants to reach the outside goes through platform/outbound. Excepted: what only serves (http/), and the lock socket of a data folder.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          TEST,
          '/testing\\.ts$',
          '/test-programs/',
          '^src/platform/outbound/',
          '^src/platform/http/broken-requests\\.ts$',
          '^src/platform/postgres/embedded/instance\\.ts$',
        ],
      },
      to: {
        path: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/promises)?$|node_modules/(undici|axios|got|node-fetch)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-the-limited-process-decodes',
      comment: 'Pictures meet a decoder behind a wall or not at all (security page, 3.4). Tests draw theirs with it.',
      severity: 'error',
      from: { path: '^(src|bench|tools)/', pathNot: ['^src/entrypoints/decoder\\.ts$', TEST] },
      to: { path: '(^|/)node_modules/(sharp|@img)/' },
    },
    {
      name: 'nobody-imports-the-limited-process',
      comment: 'It is started as a program; imported, its decoder would run in the server.',
      severity: 'error',
      from: {},
      to: { path: '^src/entrypoints/decoder\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ['\\.css$'] } },
  ],
  options: {
    // Without swc the cruiser sees no TypeScript module at all and stays green: test/architecture.test.ts guards that.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.d\\.ts$', 'console/dist'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
