import { measureAppStart } from './app-start.ts';
import { measureBackups } from './backups.ts';
import { figureLine, line } from './figures.ts';
import { idleLine, measureIdle } from './idle.ts';
import { measureRestore } from './restore.ts';
import { measureSettingsWatch } from './settings-watch.ts';
import { measureSettingsParse } from './settings-parse.ts';
import { measureStagedTest } from './staged-test.ts';
import { measureAfterWindow, measureWindow } from './window.ts';

// Figures, never assertions: these depend on the machine. Ratios are of one run.
const PARTS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  test: async () => [line(await measureStagedTest())],
  start: async () => (await measureAppStart()).map(line),
  window: async () => (await measureWindow()).map(figureLine),
  memory: async () => [line(await measureAfterWindow())],
  backups: measureBackups,
  restore: async () => [await measureRestore()],
  'settings-watch': measureSettingsWatch,
  'settings-parse': async () => (await measureSettingsParse()).map(figureLine),
  idle: async () => (await measureIdle()).map(idleLine),
};

const asked = process.argv.slice(2);
console.log(`Node ${process.version}, medians (least–most)`);
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`no part ${name}: ${Object.keys(PARTS).join(', ')}`);
  for (const text of await part()) console.log(text);
}
