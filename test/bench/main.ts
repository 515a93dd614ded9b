import { measureAppStart } from './app-start.ts';
import { line } from './figures.ts';
import { idleLine, measureIdle } from './idle.ts';
import { measureStagedTest } from './staged-test.ts';

// Figures, never assertions: these depend on the machine. Ratios are of one run.
console.log(`Node ${process.version}, medians (least–most)`);
console.log(line(await measureStagedTest()));
for (const comparison of await measureAppStart()) console.log(line(comparison));
for (const idle of await measureIdle()) console.log(idleLine(idle));
