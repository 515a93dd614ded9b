import { ESLint } from 'eslint';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import ts from 'typescript-eslint';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** The project's own rules, but those that would have to know the types of a file that isn't there. */
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: [
    ts.configs.disableTypeChecked,
    { files: ['**/*.ts'], rules: { '@typescript-eslint/no-unused-vars': 'off' } },
  ],
});

/** What lint says of `code` as a file of that folder. */
async function saidOf(folder: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: resolve(ROOT, folder, 'sample.ts') });
  return (result?.messages ?? []).map(({ message }) => message);
}
const imports = (what: string): string => `import { x } from '${what}';\nexport const y = x;\n`;
const typeImport = (what: string): string =>
  `import type { x } from '${what}';\nexport type y = x;\n`;

describe('the walls between the rooms', () => {
  const ELECTRON = ['electron', 'electron/main'];
  const NODE = ['node:fs', 'node:net', 'fs', 'path', 'os', 'child_process'];
  const ROOMS = [
    'app',
    'cli',
    'contract',
    'desktop',
    'domain',
    'gateway',
    'ipc',
    'logging',
    'preferences',
  ];
  const files = (...rooms: readonly string[]): readonly string[] =>
    rooms.map((room) => `../${room}/x.ts`);
  const allBut = (...rooms: readonly string[]): readonly string[] =>
    files(...ROOMS.filter((room) => !rooms.includes(room)));

  const WALLS: readonly (readonly [
    string,
    { may: readonly string[]; mayNot: readonly string[] },
  ])[] = [
    [
      'src-main/contract',
      { may: ['zod', './x.ts'], mayNot: [...ELECTRON, ...NODE, ...allBut('contract')] },
    ],
    [
      'src-main/domain',
      {
        may: ['./x.ts', '../contract/x.ts'],
        mayNot: [...ELECTRON, ...NODE, 'electron-store', ...allBut('domain', 'contract')],
      },
    ],
    [
      'src-main/domain/guided-fix',
      {
        may: ['./x.ts', '../x.ts', '../../contract/x.ts'],
        mayNot: [...ELECTRON, ...NODE, 'electron-store', '../../x.ts', '../../gateway/x.ts'],
      },
    ],
    [
      'src-main/gateway',
      {
        may: ['node:net', '@stoqey/ib', './x.ts', ...files('contract', 'domain', 'logging')],
        mayNot: [
          ...ELECTRON,
          'electron-store',
          ...allBut('gateway', 'contract', 'domain', 'logging'),
        ],
      },
    ],
    [
      'src-main/gateway/evidence',
      {
        may: ['node:fs', './x.ts', '../../contract/x.ts', '../../domain/x.ts'],
        mayNot: ['electron', '../../desktop/x.ts', '../../preferences/x.ts', '../../ipc/x.ts'],
      },
    ],
    [
      'src-main/preferences',
      {
        may: ['electron-store', 'node:fs', ...files('contract', 'logging')],
        mayNot: [...ELECTRON, ...allBut('preferences', 'contract', 'logging')],
      },
    ],
    [
      'src-main/ipc',
      {
        may: ['./x.ts', ...files('contract', 'domain', 'logging')],
        mayNot: [
          ...ELECTRON,
          ...NODE,
          'electron-store',
          ...allBut('ipc', 'contract', 'domain', 'logging'),
        ],
      },
    ],
    [
      'src-main/app',
      {
        may: ['./x.ts', ...files('contract', 'domain', 'logging')],
        mayNot: [
          ...ELECTRON,
          ...NODE,
          'electron-store',
          ...allBut('app', 'contract', 'domain', 'logging'),
        ],
      },
    ],
    [
      'src-main/desktop',
      {
        may: ['electron', 'node:path', ...files('contract', 'domain', 'logging')],
        mayNot: ['electron-store', 'conf', ...allBut('desktop', 'contract', 'domain', 'logging')],
      },
    ],
    [
      'src-main/cli',
      {
        may: [
          'node:util',
          '../compose-core.ts',
          '../preferences/read-preferences.ts',
          '../preferences/data-folder.ts',
          ...files('contract', 'domain', 'logging'),
        ],
        mayNot: [
          ...ELECTRON,
          'electron-store',
          '../preferences/store.ts',
          '../compose-app.ts',
          ...files('desktop', 'ipc', 'app', 'gateway'),
        ],
      },
    ],
    [
      'src-main/logging',
      {
        may: ['electron-log/node', 'node:util', './x.ts'],
        mayNot: ['electron', ...allBut('logging')],
      },
    ],
    [
      'src-main/preload',
      {
        may: ['electron', '../contract/channels.ts'],
        mayNot: [
          'zod',
          ...NODE,
          '../contract/requests.ts',
          ...files('domain', 'gateway', 'ipc', 'desktop', 'preferences'),
        ],
      },
    ],
    [
      'src-renderer',
      {
        may: ['svelte', '$contract/verdict', './x.ts', '../state/x.ts'],
        mayNot: [...ELECTRON, ...NODE, '../src-main/contract/verdict.ts', '../../src-main/x.ts'],
      },
    ],
  ];

  describe.each(WALLS)('%s', (room, { may, mayNot }) => {
    test.each(may)('may reach %s', async (what) => {
      expect(await saidOf(room, imports(what))).toEqual([]);
    });

    test.each(mayNot)('may not reach %s', async (what) => {
      expect(await saidOf(room, imports(what))).toEqual([expect.stringContaining(what)]);
    });
  });

  test('only ipc may know the types of Electron and Node', async () => {
    for (const what of ['electron', 'node:http']) {
      expect(await saidOf('src-main/ipc', typeImport(what))).toEqual([]);
      expect(await saidOf('src-main/domain', typeImport(what))).toHaveLength(1);
    }
  });

  test('what joins the core stays without Electron', async () => {
    const filePath = resolve(ROOT, 'src-main', 'compose-core.ts');
    const [result] = await eslint.lintText(imports('electron'), { filePath });
    expect(result?.messages).toHaveLength(1);
  });
});

const EVERYWHERE = [
  'src-main',
  'src-main/app',
  'src-main/cli',
  'src-main/contract',
  'src-main/desktop',
  'src-main/domain',
  'src-main/gateway',
  'src-main/gateway/evidence',
  'src-main/ipc',
  'src-main/preferences',
] as const;

describe.each(EVERYWHERE)('what %s may not call', (folder) => {
  const object = 'export const f = (a: Record<string, (...args: unknown[]) => unknown>) =>';

  test('security 14: nothing that trades', async () => {
    for (const method of ['placeOrder', 'cancelOrder', 'exerciseOptions', 'reqGlobalCancel']) {
      expect(await saidOf(folder, `${object} a.${method}?.(1);\n`)).toHaveLength(1);
    }
  });

  test('security 13: nothing synchronous between main and page', async () => {
    expect(await saidOf(folder, `${object} a.sendSync?.('x');\n`)).toHaveLength(1);
    const answer =
      'export function f(event: { returnValue: unknown }) { event.returnValue = 1; }\n';
    expect(await saidOf(folder, answer)).toHaveLength(1);
  });

  test('security 21: no shell', async () => {
    expect(await saidOf(folder, 'export const options = { shell: true };\n')).toHaveLength(1);
    expect(await saidOf(folder, 'export const options = { shell: false };\n')).toEqual([]);
  });

  test('security 22: nothing that listens', async () => {
    expect(await saidOf(folder, `${object} a.createServer?.();\n`)).toHaveLength(1);
    const bare = 'export const f = (createServer: () => unknown) => createServer();\n';
    expect(await saidOf(folder, bare)).toHaveLength(1);
  });
});

describe('security 14: every method of the API library that trades or asks for account data', () => {
  test.each([
    'placeOrder',
    'placeNewOrder',
    'modifyOrder',
    'cancelOrder',
    'cancelAllOrders',
    'reqGlobalCancel',
    'exerciseOptions',
    'reqIds',
    'reqAccountUpdates',
    'reqAccountUpdatesMulti',
    'reqAccountSummary',
    'reqPositions',
    'reqPositionsMulti',
    'reqPnL',
    'reqPnLSingle',
    'reqExecutions',
    'reqCompletedOrders',
    'reqAllOpenOrders',
    'reqOpenOrders',
    'reqAutoOpenOrders',
    'replaceFA',
    'requestFA',
  ])('%s', async (method) => {
    const code = `export const f = (api: { ${method}(): void }) => {\n  api.${method}();\n};\n`;
    expect(await saidOf('src-main/gateway', code)).toEqual([
      'Gatelight never trades and never asks for account data.',
    ]);
  });

  test.each(['connect', 'disconnect', 'reqCurrentTime'])('but %s', async (method) => {
    const code = `export const f = (api: { ${method}(): void }) => {\n  api.${method}();\n};\n`;
    expect(await saidOf('src-main/gateway', code)).toEqual([]);
  });
});

describe('security 21: child processes', () => {
  test.each(['exec', 'execSync'])('%s is refused', async (name) => {
    const code = `import { ${name} } from 'node:child_process';\nexport const f = ${name};\n`;
    expect(await saidOf('src-main/gateway', code)).toHaveLength(1);
  });

  test.each(['execFile', 'spawn'])('%s is not', async (name) => {
    const code = `import { ${name} } from 'node:child_process';\nexport const f = ${name};\n`;
    expect(await saidOf('src-main/gateway', code)).toEqual([]);
  });
});

describe.each(['src-main/contract', 'src-main/domain'])('the rules of %s', (folder) => {
  test.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'setTimeout(() => undefined, 1)',
    'setInterval(() => undefined, 1)',
  ])('take %s as an argument', async (call) => {
    expect(await saidOf(folder, `export const x = ${call};\n`)).toHaveLength(1);
  });

  test.each(['new Date(0)', 'Date.UTC(2026)', 'Math.max(1, 2)'])('may use %s', async (call) => {
    expect(await saidOf(folder, `export const x = ${call};\n`)).toEqual([]);
  });
});
