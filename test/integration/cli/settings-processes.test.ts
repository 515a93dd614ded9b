import { describe, expect, test } from 'vitest';
import { CommandStage, oneObject, type BackupJson } from '../../support/jts/command-stage.ts';
import { fixture } from '../../support/jts/fixtures.ts';
import { full } from '../../support/full.ts';
import type { CliEnd } from '../../support/run-cli.ts';

describe.concurrent('several command lines at once', () => {
  const processes = full ? 24 : 6;

  test('each backup is kept, once', async () => {
    const stage = new CommandStage();
    try {
      stage.write(fixture('clean-gateway'));
      const notes = Array.from({ length: processes }, (_, index) => `number ${index}`);
      const ends = await Promise.all(
        notes.map((note) => stage.run('backup', '--json', '--note', note)),
      );
      const made = ends.map((end) => oneObject<BackupJson>(end));
      expect(new Set(made.map(({ id }) => id)).size).toBe(processes);
      const listed = await stage.list();
      expect(listed.map(({ note }) => note).sort()).toEqual([...notes].sort());
      expect((await stage.run('backups', '--verify')).code).toBe(0);
    } finally {
      stage.remove();
    }
  });

  test('of two restores at once each is done or refused, and the file is whole', async () => {
    const stage = new CommandStage();
    try {
      const contents = (['clean-gateway', 'no-trusted-ips', 'crlf'] as const).map(fixture);
      const ids: string[] = [];
      for (const bytes of contents) {
        stage.write(bytes);
        ids.push((await stage.backup()).id);
      }
      const ends = await Promise.all(
        ids.slice(0, 2).map((id) => stage.run('restore', id, '--yes', '--json')),
      );
      expect(ends.map(({ code }) => code).sort()).toEqual([0, 2]);
      const [done] = ends.filter(({ code }) => code === 0);
      const [refused] = ends.filter(({ code }) => code === 2);
      expect(refused?.stderr).toMatch(/changed since the preview\. Nothing was changed\./);
      expect(stage.read()).toEqual(contents[ends.indexOf(done as CliEnd)]);
    } finally {
      stage.remove();
    }
  });
});
