import { describe, expect, test } from 'vitest';
import { runTool } from '../../../../../src-main/gateway/evidence/run-tool.ts';

const node = (script: string, alsoFine?: number): Parameters<typeof runTool>[0] => ({
  path: process.execPath,
  args: ['-e', script],
  name: 'the tool',
  ...(alsoFine === undefined ? {} : { alsoFine }),
});
const missing = { ok: false, missing: 'the tool' };

describe('runTool', () => {
  test('gives what the tool printed', async () => {
    expect(await runTool(node('console.log("hello")'))).toEqual({ ok: true, value: 'hello\n' });
  });

  test('arguments reach the tool as they are: there is no shell', async () => {
    const tool = {
      path: process.execPath,
      args: ['-p', 'process.argv[1]', '$(id); `id` && "x"'],
      name: 'x',
    };
    expect(await runTool(tool)).toEqual({ ok: true, value: '$(id); `id` && "x"\n' });
  });

  test('a tool that is not there is missing', async () => {
    expect(await runTool({ path: '/no/such/tool', args: [], name: 'the tool' })).toEqual(missing);
  });

  test('a tool that fails is missing', async () => {
    expect(await runTool(node('process.exit(3)'))).toEqual(missing);
  });

  test('an exit code named as fine is fine', async () => {
    expect(await runTool(node('process.exit(1)', 1))).toEqual({ ok: true, value: '' });
    expect(await runTool(node('process.exit(2)', 1))).toEqual(missing);
  });

  test('a tool that takes too long is ended, and missing', async () => {
    const startedAt = performance.now();
    expect(await runTool(node('setInterval(() => 0, 1000)'), 150)).toEqual(missing);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test('a tool that prints without end is missing', async () => {
    const endless = 'const s = "x".repeat(65536); for (;;) require("fs").writeSync(1, s)';
    expect(await runTool(node(endless))).toEqual(missing);
  });
});
