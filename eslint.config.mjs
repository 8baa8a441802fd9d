import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Style in `docs/style.md`; arrows between folders are dependency-cruiser's. */
const sizes = {
  'max-lines': ['error', 300],
  'max-lines-per-function': ['error', { max: 40, skipComments: true }],
  'max-params': ['error', 4],
  'max-depth': ['error', 3],
  // A switch is one decision, however many events it names.
  complexity: ['error', { max: 10, variant: 'modified' }],
};

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Give it a name: a default export is called differently wherever it is used.',
};

const noCast = [
  {
    selector: "TSAsExpression:not([typeAnnotation.typeName.name='const']), TSTypeAssertion",
    message: 'A rule knows its types: narrow or parse in place of a cast.',
  },
];

/** What a replay must not do: time, chance and identity are arguments of a command. */
const noClockNorChance = [
  {
    selector:
      "CallExpression[callee.object.name='Date'][callee.property.name='now'], NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is an argument: a replay reads no clock.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance is an argument: a replay never draws.',
  },
  {
    selector: 'Identifier[name=/^(process|crypto|performance|setTimeout|setInterval|fetch)$/]',
    message: 'Pure code waits for nothing and knows no surroundings.',
  },
];

const everywhere = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-console': 'error',
  'no-param-reassign': 'error',
  'no-restricted-syntax': ['error', noDefaultExport],
  ...sizes,
};

/** An `any` that came in with JSON.parse or a package ends where it is parsed. */
const noAny = ['argument', 'assignment', 'call', 'member-access', 'return'].map(
  (use) => `@typescript-eslint/no-unsafe-${use}`,
);
const each = (rules, severity) => Object.fromEntries(rules.map((rule) => [rule, severity]));

/** A `default` may be the answer for the rest, except in a rule: a forgotten event must not compile. */
const everyCase = { considerDefaultExhaustiveForUnions: true };

const typed = {
  ...each(noAny, 'error'),
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/prefer-promise-reject-errors': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', everyCase],
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
};

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'coverage', 'artifacts', '.trueque', 'docs', 'demo/data'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  { files: ['**/*.{ts,tsx,mjs,cjs,js}'], rules: everywhere },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: typed,
  },
  {
    files: ['libs/*/src/domain/**/*.ts', 'libs/{kernel,contracts,linear-program}/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...noClockNorChance],
    },
  },
  {
    files: ['libs/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, ...noClockNorChance, ...noCast],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['apps/dashboard/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.spec.ts', 'test/**', '**/testing/**'],
    rules: { 'max-lines': ['error', 400], 'max-lines-per-function': 'off', ...each(noAny, 'off') },
  },
  { files: ['apps/cli/**', 'scripts/**', 'demo/**'], rules: { 'no-console': 'off' } },
  // Tools that call their file's default export.
  {
    files: ['**/*.config.{mjs,cjs}', 'test/support/global-*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
