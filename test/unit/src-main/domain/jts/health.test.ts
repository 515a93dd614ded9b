import { describe, expect, test } from 'vitest';
import { healthOf, isDamaged } from '../../../../../src-main/domain/jts/health.ts';
import { edited, fixture } from '../../../../support/jts/fixtures.ts';

const clean = fixture('clean-gateway');
const text = (content: string): Buffer => Buffer.from(content, 'latin1');

describe('healthOf', () => {
  test.each([
    'clean-gateway',
    'clean-tws',
    'crlf',
    'latin1',
    'comments',
    'duplicate-keys',
    'tricky-values',
    'huge',
    'truncated',
  ] as const)('%s.ini by itself is fine', (name) => {
    expect(healthOf(fixture(name), null)).toBe('ok');
  });

  test.each([
    ['no file', null, 'absent'],
    ['an empty file', fixture('empty'), 'empty'],
    ['blank lines alone', text('\r\n \n'), 'empty'],
    ['a byte order mark alone', Buffer.of(0xef, 0xbb, 0xbf), 'empty'],
    ['garbage', fixture('binary-garbage'), 'binary'],
    ['one NUL byte in a good file', Buffer.concat([clean, Buffer.of(0)]), 'binary'],
    ['UTF-16', Buffer.from('[IBGateway]\nApiOnly=true\n', 'utf16le'), 'binary'],
    ['control characters', text(`[a]\nk=${'\x02\x1b'.repeat(20)}\n`), 'binary'],
    [
      'one stray control character in a good file',
      edited('clean-gateway', ['=dark', '=\x1b']),
      'ok',
    ],
    ['a web page', text('<html><body class="x">Sign in</body></html>\n'), 'not-settings'],
    ['a script with assignments', text('#!/bin/sh\nHOME=/root\nexport A=1\n'), 'not-settings'],
    ['sections without a setting', text('[IBGateway]\n[Logon]\n'), 'not-settings'],
    ['one setting', text('[IBGateway]\nTrustedIPs=\n'), 'ok'],
  ] as const)('%s', (_name, bytes, health) => {
    expect(healthOf(bytes, clean)).toBe(health);
  });

  test('cut off: no final newline, and sections of the version before are gone', () => {
    expect(healthOf(fixture('truncated'), clean)).toBe('cut-off');
  });

  test('not cut off: sections gone, but the last line is whole', () => {
    expect(healthOf(Buffer.concat([fixture('truncated'), text('\n')]), clean)).toBe('ok');
  });

  test('not cut off: no final newline, but all sections are there', () => {
    expect(healthOf(clean.subarray(0, -2), clean)).toBe('ok');
  });

  test('not cut off: the version before was damaged itself', () => {
    expect(healthOf(fixture('truncated'), fixture('binary-garbage'))).toBe('ok');
  });
});

test.each([
  ['ok', false],
  ['absent', false],
  ['empty', true],
  ['binary', true],
  ['cut-off', true],
  ['not-settings', true],
] as const)('%s is damage: %s', (health, damaged) => {
  expect(isDamaged(health)).toBe(damaged);
});
