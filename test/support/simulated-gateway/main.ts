/**
 * The simulated Gateway as a program of its own:
 *   tsx test/support/simulated-gateway/main.ts --port 4002 [--control 0] [--version 176] [--account DU1234567]
 * Its first line says where it listens, as JSON. With `--data DIR` it leaves preferences there that point
 * the app at it.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { preferencesWith } from '../preferences.ts';
import { startControlPage } from './control-page.ts';
import { startSimulatedGateway } from './simulated-gateway.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4002' },
    host: { type: 'string', default: '127.0.0.1' },
    control: { type: 'string' },
    data: { type: 'string' },
    version: { type: 'string', default: '193' },
    account: { type: 'string', multiple: true, default: ['DU1234567'] },
    'die-with-parent': { type: 'boolean', default: false },
  },
});

const gateway = await startSimulatedGateway({
  port: Number(values.port),
  host: values.host,
  serverVersion: values.version === '176' ? 176 : 193,
  accounts: values.account,
});
const page =
  values.control === undefined
    ? undefined
    : await startControlPage(gateway, Number(values.control));
if (values.data !== undefined) {
  const preferences = preferencesWith({ host: gateway.host, port: gateway.port });
  writeFileSync(join(values.data, 'preferences.json'), JSON.stringify(preferences), {
    mode: 0o600,
  });
}
console.log(JSON.stringify({ port: gateway.port, control: page?.port ?? null }));

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  process.stdin.destroy();
  await Promise.all([page?.stop(), gateway.stop()]);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
if (values['die-with-parent']) process.stdin.resume().on('close', () => void stop());
