import { runCommandLine } from './main.ts';

// Plain Node: `node out/main/cli.js check …`. The exit code is set, not forced: output may still be
// on its way through a pipe.
process.exitCode = await runCommandLine(process.argv.slice(2));
