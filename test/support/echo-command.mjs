// What `gatelight run` starts in tests: says what it was given, then does as its first argument says.
const [deed, ...args] = process.argv.slice(2);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

if (deed === 'arguments') say(args);
if (deed === 'exit') process.exitCode = Number(args[0]);
if (deed === 'kill') process.kill(process.pid, args[0]);
if (deed === 'flood') process.stdout.write('x'.repeat(Number(args[0])));
if (deed === 'signals') {
  // Ends with 9 when all have come, or unasked with 8 when they don't.
  const waiting = setTimeout(() => process.exit(8), 15_000);
  const missing = new Set(args);
  for (const signal of args) {
    process.on(signal, () => {
      say(signal);
      missing.delete(signal);
      if (missing.size > 0) return;
      clearTimeout(waiting);
      process.exitCode = 9;
      for (const one of args) process.removeAllListeners(one);
    });
  }
  say('ready');
}
