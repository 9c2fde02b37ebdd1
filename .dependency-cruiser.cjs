/** The order of the rooms: each imports those before it and none after it. */
const ROOMS = [
  'shared',
  'deadlines',
  'process',
  'identity',
  'persistence',
  'disclosure',
  'disclosure-log',
  'cases',
  'statistics',
  '(landlord-notices|social-services|enforcement)',
  'collaboration',
  'oversight',
  'retention',
  'server',
  'topology',
  'development',
  'cli',
];

const downward = ROOMS.slice(0, -1).map((room, index) => ({
  name: `${room.replace(/[()]/g, '').replaceAll('|', '-or-')}-imports-downward`,
  comment:
    'A room knows only the rooms below it, so that each can be read and changed without those above.',
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${ROOMS.slice(index + 1).join('|')})/|^src/main` },
}));

/** Import rules of the house, a sentence each. */
module.exports = {
  forbidden: [
    ...downward,
    {
      name: 'agencies-apart',
      comment: 'An agency’s domain is its own: it shares the hub with the others and nothing else.',
      severity: 'error',
      from: { path: '^src/(landlord-notices|social-services|enforcement)/' },
      to: {
        path: '^src/(landlord-notices|social-services|enforcement)/',
        pathNot: '^src/$1/',
      },
    },
    {
      name: 'one-door',
      comment: 'A room is entered through its index.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/[^/]+/',
        pathNot: ['^src/$1/', '^src/[^/]+/index[.]ts$', '^src/development/'],
      },
    },
    {
      name: 'development-stays-out',
      comment:
        'The development part is loaded by the start on a bare machine and by its own commands alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(development|cli)/|^src/main[.]ts$' },
      to: { path: '^src/development/' },
    },
    {
      name: 'tokens-in-one-place',
      comment: 'Only the identity room verifies tokens.',
      severity: 'error',
      from: { pathNot: '^src/identity/' },
      to: { path: 'node_modules/jsonwebtoken' },
    },
    {
      name: 'no-store-in-resolvers',
      comment: 'Resolvers and types translate; readers and services talk to the store.',
      severity: 'error',
      from: { path: '[.](resolver|type|input)[.]ts$' },
      to: { path: 'node_modules/(typeorm|pg)/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports is dead.',
      severity: 'error',
      from: { orphan: true, pathNot: '[.]d[.]ts$' },
      to: {},
    },
    {
      name: 'no-development-packages-in-production',
      comment: 'What ships depends on shipped packages alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/development/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default'],
    },
  },
};
