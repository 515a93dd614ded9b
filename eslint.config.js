import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// ── The walls between the rooms (docs/architecture.md) ─────────────────────────────────────────
const electron = {
  regex: '^electron(/|$)',
  message: 'This room does not know Electron.',
};
const node = {
  regex: '^(node:|fs$|net$|path$|os$|child_process$)',
  message: 'This room does not touch the machine.',
};
const only = (rooms) => ({
  regex: `^(\\.\\./)+(?!\\.\\.|${rooms})`,
  message: `May only reach ${rooms}.`,
});
/** From a folder inside a room, one step up is still the same room. */
const onlyFromFolder = (rooms) => ({
  regex: `^(?!\\.\\./[\\w-]+\\.ts$)(\\.\\./)+(?!\\.\\.|${rooms})`,
  message: `May only reach its own room and ${rooms}.`,
});
const store = { regex: '^(electron-store|conf)$', message: 'Only the preferences room stores.' };

// ── What nobody may call ───────────────────────────────────────────────────────────────────────
// The API library can trade; this program cannot. Names from @stoqey/ib 1.6 `IBApi`.
const TRADING =
  '/^(placeOrder|placeNewOrder|modifyOrder|cancelOrder|cancelAllOrders|reqGlobalCancel|exerciseOptions|reqIds|reqAccountUpdates|reqAccountUpdatesMulti|reqAccountSummary|reqPositions|reqPositionsMulti|reqPnL|reqPnLSingle|reqExecutions|reqCompletedOrders|reqAllOpenOrders|reqOpenOrders|reqAutoOpenOrders|replaceFA|requestFA)$/';
const noTrade = 'Gatelight never trades and never asks for account data.';
const noPort = 'The app opens no listening port.';
const noShell = 'Child processes never get a shell.';
const notListed = [
  ['CallExpression[callee.name="createServer"]', noPort],
  ['CallExpression[callee.property.name="createServer"]', noPort],
  ['NewExpression[callee.name="Server"]', noPort],
  ['NewExpression[callee.property.name="Server"]', noPort],
  ['Identifier[name="sendSync"]', 'No synchronous IPC.'],
  ['MemberExpression[property.name="returnValue"]', 'No synchronous IPC.'],
  ['Property[key.name="shell"]:not([value.value=false])', noShell],
  ['Property[key.value="shell"]:not([value.value=false])', noShell],
  ['ImportSpecifier[imported.name=/^(exec|execSync)$/]', 'Use execFile with a fixed program.'],
  [
    'ImportDeclaration[source.value=/child_process$/] > :matches(ImportNamespaceSpecifier, ImportDefaultSpecifier)',
    'Import execFile or spawn by name.',
  ],
  [`MemberExpression[property.name=${TRADING}]`, noTrade],
  [`MemberExpression[property.value=${TRADING}]`, noTrade],
  [`Property[key.name=${TRADING}]`, noTrade],
];
const restricted = (extra = []) => [
  'error',
  ...[...notListed, ...extra].map(([selector, message]) => ({ selector, message })),
];
const clock = [
  ['MemberExpression[object.name="Date"][property.name="now"]', 'Time comes in as an argument.'],
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'Time comes in as an argument.'],
  [
    'MemberExpression[object.name="Math"][property.name="random"]',
    'Chance comes in as an argument.',
  ],
  ['CallExpression[callee.name=/^(setTimeout|setInterval|setImmediate)$/]', 'Rules own no timers.'],
];
const room = (folder, patterns, extra = []) => ({
  files: [`${folder}/**/*.{ts,svelte}`],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
    'no-restricted-syntax': restricted(extra),
  },
});

export default ts.config(
  {
    ignores: [
      'node_modules',
      'out',
      'release',
      'test-results',
      'test/support/types',
      'docs',
      'assets',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [...ts.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  ...svelte.configs['flat/recommended'],
  ...svelte.configs['flat/prettier'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        parser: ts.parser,
        svelteConfig,
      },
    },
    rules: { 'svelte/no-at-html-tags': 'error' },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },

  { files: ['src-main/**/*.ts'], rules: { 'no-restricted-syntax': restricted() } },
  room('src-main/contract', [electron, node, only('$')], clock),
  room('src-main/contract/*', [electron, node, onlyFromFolder('$')], clock),
  room('src-main/domain', [electron, node, store, only('contract/')], clock),
  room('src-main/domain/*', [electron, node, store, onlyFromFolder('contract/')], clock),
  // `evidence` is a folder of the room itself.
  room('src-main/gateway', [electron, store, only('(contract|domain|files|logging|evidence)/')]),
  room('src-main/jts', [electron, store, only('(contract|domain|files|logging)/')]),
  room('src-main/jts/*', [
    electron,
    store,
    onlyFromFolder('(contract|domain|files|logging|store|watching|restore)/'),
  ]),
  room('src-main/files', [electron, store, only('$')]),
  room('src-main/preferences', [electron, only('(contract|logging)/')]),
  room('src-main/ipc', [
    { ...electron, allowTypeImports: true },
    { ...node, allowTypeImports: true },
    store,
    only('(contract|domain|logging)/'),
  ]),
  room('src-main/app', [electron, node, store, only('(contract|domain|logging)/')]),
  room('src-main/desktop', [store, only('(contract|domain|files|logging)/')]),
  room('src-main/cli', [
    electron,
    store,
    only('(contract|domain|logging|compose-core|preferences/(read-preferences|data-folder))'),
  ]),
  room('src-main/cli/settings', [
    electron,
    store,
    onlyFromFolder('(contract|domain|logging|compose-core)'),
  ]),
  room('src-main/logging', [electron, only('$')]),
  room('src-main/preload', [
    node,
    { regex: '^zod', message: 'Not in the preload.' },
    only('contract/channels'),
  ]),
  room('src-renderer', [electron, node, { regex: 'src-main', message: 'Use $contract.' }]),
  {
    files: ['src-main/compose-core.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [electron, store] }],
    },
  },
  prettier,
);
