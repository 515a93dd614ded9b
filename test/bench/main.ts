import { measureAppStart } from './app-start.ts';
import { figureLine, line } from './figures.ts';
import { idleLine, measureIdle } from './idle.ts';
import { measureStagedTest } from './staged-test.ts';
import { measureAfterWindow, measureWindow } from './window.ts';

// Figures, never assertions: these depend on the machine. Ratios are of one run.
console.log(`Node ${process.version}, medians (least–most)`);
console.log(line(await measureStagedTest()));
for (const comparison of await measureAppStart()) console.log(line(comparison));
for (const figure of await measureWindow()) console.log(figureLine(figure));
console.log(line(await measureAfterWindow()));
for (const idle of await measureIdle()) console.log(idleLine(idle));
