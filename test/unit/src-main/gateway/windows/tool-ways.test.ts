import { describe, expect, test } from 'vitest';
import { given, notGiven, type Read } from '../../../../../src-main/gateway/evidence/read.ts';
import type { Tool } from '../../../../../src-main/gateway/evidence/run-tool.ts';
import { DARWIN_WAYS } from '../../../../../src-main/gateway/windows/darwin-ways.ts';
import { toolSystem, type ToolWay } from '../../../../../src-main/gateway/windows/tool-system.ts';
import { windowsWays } from '../../../../../src-main/gateway/windows/windows-ways.ts';

// Sample answers: neither macOS nor Windows was there to try.

const WAYS: readonly (readonly [string, readonly ToolWay[], string])[] = [
  ['macOS', DARWIN_WAYS, '/usr/bin/osascript'],
  [
    'Windows',
    windowsWays('D:\\Windows'),
    'D:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  ],
];

describe.each(WAYS)('%s', (_name, ways, path) => {
  test('runs a fixed program by its whole path', () => {
    for (const way of ways) expect(way(4711).path).toBe(path);
  });

  test('nothing but the number differs between two processes', () => {
    for (const way of ways) {
      const [one, other] = [way(4711), way(815)].map(({ args }) => args.join('\n'));
      expect(one).toContain('4711');
      expect(one?.replaceAll('4711', '815')).toBe(other);
    }
  });

  test('has no double quotes for PowerShell to lose', () => {
    if (path.endsWith('.exe'))
      for (const way of ways) expect(way(1).args.join()).not.toContain('"');
  });

  test('only whole numbers reach a command line', async () => {
    const { run, tools } = recorded([given('shown')]);
    for (const pid of [0, -1, 1.5, NaN, Infinity, '1; rm' as unknown as number]) {
      expect(await toolSystem(ways, run).show([pid])).toBe('no-window');
    }
    expect(tools).toEqual([]);
  });
});

describe('the ways', () => {
  const first: ToolWay = (pid) => ({ path: '/one', args: [`${pid}`], name: 'one' });
  const second: ToolWay = (pid) => ({ path: '/two', args: [`${pid}`], name: 'two' });

  test.each<[string, Read<string>[], string | null, string[]]>([
    ['the first is enough', [given('shown\n')], null, ['/one']],
    ['the second helps', [given('failed\r\n'), given('shown\r\n')], null, ['/one', '/two']],
    ['the first is missing', [notGiven('one'), given('shown')], null, ['/one', '/two']],
    ['none helps', [given('failed'), given('failed')], 'failed', ['/one', '/two']],
    ['there is no window', [given('no-window'), given('no-window')], 'no-window', ['/one', '/two']],
    ['the answer is another one', [given('?'), given('')], 'failed', ['/one', '/two']],
  ])('%s', async (_name, answers, outcome, paths) => {
    const { run, tools } = recorded(answers);
    expect(await toolSystem([first, second], run).show([7])).toBe(outcome);
    expect(tools.map(({ path }) => path)).toEqual(paths);
  });

  test('cannot list windows', async () => {
    const system = toolSystem([first], recorded([]).run);
    expect(await system.list()).toEqual({ ok: false, missing: 'a list of windows' });
    expect(await system.ability()).toEqual({ can: true });
  });
});

function recorded(answers: readonly Read<string>[]) {
  const tools: Tool[] = [];
  const run = (tool: Tool): Promise<Read<string>> => {
    tools.push(tool);
    return Promise.resolve(answers[tools.length - 1] ?? notGiven(tool.name));
  };
  return { run, tools };
}
