import { describe, expect, test } from 'vitest';
import { baseName, programName } from '../../../../../src-main/gateway/evidence/program-name.ts';
import { isRelay } from '../../../../../src-main/gateway/evidence/relays.ts';

describe('security 31: programName', () => {
  test.each([
    ['a line of /proc', 'docker-proxy\n', 'docker-proxy'],
    ['a path', '/usr/sbin/sshd', 'sshd'],
    ['a path with spaces', '/Applications/My Tools.app/Contents/MacOS/My Relay', 'My Relay'],
    ['a Windows path', 'C:\\Windows\\System32\\svchost.exe', 'svchost.exe'],
    ['a title that names a user', 'sshd: alice [priv]', 'sshd'],
    ['a title with a terminal', 'sshd: alice@pts/0', 'sshd'],
    ['control characters and escapes', 'so\u0007cat\u001b[31m\u202e\u0000', 'socat[31m'],
    ['a very long name', 'x'.repeat(5_000), 'x'.repeat(32)],
    ['a long name beyond the basic plane', '🦊'.repeat(40), '🦊'.repeat(32)],
    ['a title with arguments', 'bot --key s3cret', 'bot'],
    ['a title with a value', 'my bot key=s3cret x', 'my bot'],
    ['nothing', '', 'unnamed'],
    ['nothing printable', '\u0001\u0002', 'unnamed'],
  ])('%s', (_name, raw, expected) => {
    expect(programName(raw)).toBe(expected);
  });
});

test('baseName takes the separators of every system', () => {
  expect([baseName('/a/b'), baseName('C:\\a\\b.exe'), baseName('b')]).toEqual(['b', 'b.exe', 'b']);
});

describe('isRelay', () => {
  test.each([
    ['docker-proxy', true],
    ['socat', true],
    ['ssh', true],
    ['wslrelay.exe', true],
    ['WSLRELAY.EXE', true],
    ['com.docker.backend.exe', true],
    ['systemd-socket-', true], // as Linux shortens systemd-socket-proxyd
    ['qemu-system-x86_64', true],
    ['java', false],
    ['python3', false],
    ['sshfs', false],
    ['socat-but-not', false],
    ['systemd-socket', false],
    ['', false],
  ])('%s: %s', (program, expected) => {
    expect(isRelay(program)).toBe(expected);
  });
});
