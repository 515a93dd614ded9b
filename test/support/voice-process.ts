/**
 * A process with one voice, driven by lines on stdin; each is answered by one line of JSON. A verb may
 * be followed by the moment (epoch ms) at which several processes do it at once:
 *   node --import tsx test/support/voice-process.ts DATA_DIR PORT
 */
import { createInterface } from 'node:readline';
import { targetOf } from '../../src-main/contract/target.ts';
import { NO_MEMORY } from '../../src-main/domain/monitor-memory.ts';
import { systemClock } from '../../src-main/gateway/system-clock.ts';
import { openTargetVoice } from '../../src-main/gateway/voice/target-voices.ts';
import { reportOf, statusOf } from './mocked-main/fixtures.ts';

const [dataDir = '', port = '4002'] = process.argv.slice(2);
const target = targetOf('127.0.0.1', Number(port), 'paper');
const voice = openTargetVoice(dataDir, target, systemClock);

const answers: Readonly<Record<string, () => unknown>> = {
  'try-lead': () => voice.tryLead(),
  'try-test': () => voice.tryTest(),
  'end-test': () => voice.endTest(),
  leader: () => voice.leader(),
  'other-test': () => voice.otherTest(),
  recall: () => voice.recall(),
  close: () => voice.close(),
  tell: () => {
    const status = statusOf('ready', Date.now(), { target });
    voice.tell(status, { ...NO_MEMORY, tries: { failures: 0, silent: 2 } });
  },
  'tell-test': () => voice.tellTest(reportOf('silent', Date.now(), { target })),
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [verb = '', at] = line.split(' ');
    // Spins until the common moment: timers would spread the racers.
    while (at !== undefined && Date.now() < Number(at));
    process.stdout.write(`${JSON.stringify(answers[verb]?.() ?? null)}\n`);
  })
  .on('close', () => process.exit());
process.stdout.write('"ready"\n');
