// The built worker, whose life is short.
setTimeout(() => process.exit(1), 1500);
await import('../../out/main/probe-worker.js');
