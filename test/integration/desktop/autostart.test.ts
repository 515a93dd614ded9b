import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EntryFileAutostart } from '../../../src-main/desktop/autostart-entry-file.ts';
import { poll } from '../../support/desktop/poll.ts';

// GLib reads the file as GNOME's session does, and starts what it names.

const GIO = '/usr/bin/gio';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatelight-autostart-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test
  .runIf(existsSync(GIO))
  .each([
    'gatelight',
    'gate light',
    'a "quoted" one',
    "it's",
    '$HOME `id` $(id)',
    'back\\slash',
    ';&|<>*?#~()',
    'Müller 貿易',
  ])('a program in a folder called %j is started, with one argument', async (name) => {
  const program = join(dir, name, 'gatelight');
  const said = join(dir, 'said');
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(
    program,
    `#!/bin/sh\nprintf '%s\\n' "$#" "$@" >'${said}.tmp'\nmv '${said}.tmp' '${said}'\n`,
  );
  chmodSync(program, 0o755);
  const path = join(dir, 'config', 'autostart', 'gatelight.desktop');

  const autostart = new EntryFileAutostart({ path, program, desktops: [] });
  expect(autostart.set(true, true)).toEqual({ possible: true, on: true });
  execFileSync(GIO, ['launch', path], { stdio: 'ignore' });
  await poll('started program', 5000, () => (existsSync(said) ? true : undefined));
  expect(readFileSync(said, 'utf8')).toBe('1\n--hidden\n');
});
