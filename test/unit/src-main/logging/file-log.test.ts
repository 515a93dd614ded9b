import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { redact } from '../../../../src-main/domain/redact.ts';
import { fileLog } from '../../../../src-main/logging/file-log.ts';

const mask = (text: string): string =>
  redact(text, { homeDir: '/home/alice', userName: 'alice', hostName: 'trading-pc' });

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatelight-unit-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true });
});

describe('the log', () => {
  test('keeps one line per message, with its level', () => {
    const path = join(dir, 'logs', 'gatelight.log');
    const log = fileLog(path, mask);
    log.info('ready ready');
    log.warn('careful');
    log.error('broken', new Error('why'));
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines[0]).toMatch(/\[info\].*ready ready$/);
    expect(lines[1]).toMatch(/\[warn\].*careful$/);
    expect(lines[2]).toMatch(/\[error\].*broken: Error: why$/);
  });

  test('holds details only while it is detailed', () => {
    const path = join(dir, 'gatelight.log');
    const log = fileLog(path, mask);
    log.detail('one');
    log.setLevel('detailed');
    log.detail('two of alice');
    log.setLevel('normal');
    log.detail('three');
    log.info('four');
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/\[debug\].*two of \[user\]$/);
    expect(lines[1]).toMatch(/four$/);
  });

  test('security 20: is readable by its owner only', () => {
    const path = join(dir, 'logs', 'gatelight.log');
    fileLog(path, mask).info('x');
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
  });

  test('security 23: masks every line, wherever it comes from', () => {
    const path = join(dir, 'gatelight.log');
    const log = fileLog(path, mask);
    log.info('alice has U1234567 at 203.0.113.7');
    log.warn('/home/alice/Jts on trading-pc');
    log.error('thrown', new Error('/home/alice/x.js'));
    log.error('an object', { account: 'DU1234567', nested: { path: '/home/alice' } });
    log.error('a string', 'DU1234567');
    expect(readFileSync(path, 'utf8')).not.toMatch(/alice|U1234567|203\.0\.113\.7|trading-pc/);
  });

  test('that can not be written is silent', () => {
    writeFileSync(join(dir, 'file'), '');
    const voices = [
      ...(['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name)),
      ...([process.stdout, process.stderr] as const).map((stream) => vi.spyOn(stream, 'write')),
    ];
    const log = fileLog(join(dir, 'file', 'gatelight.log'), mask);
    expect(() => {
      log.info('x');
      log.error('y', new Error('z'));
    }).not.toThrow();
    for (const voice of voices) expect(voice).not.toHaveBeenCalled();
  });
});
