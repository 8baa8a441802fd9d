const markup = {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
};

/** One configuration for every suite: `.spec.ts` needs nothing, `.int.spec.ts` needs PostgreSQL or Kafka. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // Jest cannot require a package of ES modules, as Node can: these are compiled as our own files are.
  transform: {
    '^.+\\.ts$': '@swc/jest',
    // Markup, as Vite compiles it.
    '^.+\\.tsx$': ['@swc/jest', markup],
    '/node_modules/hyparquet(-writer)?/.+\\.js$': '@swc/jest',
  },
  transformIgnorePatterns: ['/node_modules/(?!hyparquet(-writer)?/)'],
  moduleNameMapper: {
    '^@trueque/([^/]+)/(testing|words)$': '<rootDir>/libs/$1/src/$2/index.ts',
    '^@trueque/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Suites wait for brokers, browsers and services a third of their time: three keep two cores busy.
  maxWorkers: 3,
  testTimeout: 60_000,
};
