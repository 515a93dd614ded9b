import { describe, expect, test } from 'vitest';
import type { ApiClient } from '../../../../src-main/contract/api-clients.ts';
import { reportText } from '../../../../src-main/contract/report-text.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import { VERDICTS, type Verdict } from '../../../../src-main/contract/verdict.ts';
import { headline } from '../../../../src-main/contract/verdict-words.ts';
import { diagnose } from '../../../../src-main/domain/diagnose.ts';
import { reportOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');
const FOOTER = ['Gatelight 0.1.0, Electron 45.4.1, linux'];

function full(verdict: Verdict) {
  const report = reportOf(verdict, NOW);
  return { ...report, causes: diagnose(verdict, report) };
}

describe.each(VERDICTS)('%s', (verdict) => {
  const report = full(verdict);
  const lines = reportText(report, { footer: FOOTER, mask: true }).split('\n');

  test('begins with the verdict and its code', () => {
    const title = headline(verdict, {
      target: report.target,
      details: report.details,
      clientId: report.clientId,
      since: report.startedAt,
      now: report.at,
    });
    expect(lines[0]).toBe(`${title} (${report.state}: ${verdict})`);
  });

  test('is plain text of 20 to 40 lines', () => {
    expect(lines.at(-1)).toBe('');
    expect(lines.length - 1).toBeGreaterThanOrEqual(20);
    expect(lines.length - 1).toBeLessThanOrEqual(40);
    expect(lines.join('')).not.toMatch(/undefined|\[object|NaN/);
  });
});

test('tells what was seen, one stage a line, in order', () => {
  const text = reportText(full('silent'));
  expect(text).toContain(
    '  Gateway process: passed, 3 ms (Gateway 10.41, pid 48211, running for 9 minutes)',
  );
  expect(text).toContain(
    "  Port listens: passed, <1 ms (Gateway's own: java, pid 48211; 1 connected, 0 half-closed)",
  );
  expect(text).toContain('  API answers (server version): silent, 24 s');
  expect(text).toContain('  IBKR servers and data: not reached');
  expect(text).toContain('  dialog-waiting (likely): No byte came after the hello.');
  expect(text).toContain('Tested');
  expect(text).toContain(new Date(full('silent').startedAt).toISOString());
});

test('shows evidence beside its stage, and notes with their codes', () => {
  const report = full('ready');
  const stages = report.stages.map((one) =>
    one.stage === 'version' ? { ...one, evidence: { serverVersion: 187, gap: null } } : one,
  );
  const notes = [
    { code: 2105, text: 'A historical data farm is down.' },
    { code: null, text: '1 message came before the version.' },
  ];
  const text = reportText({ ...report, stages, notes });
  expect(text).toContain('passed, 212 ms (server version 187)\n');
  expect(text).toContain('  2105: A historical data farm is down.\n');
  expect(text).toContain('\n  1 message came before the version.\n');
});

describe('what a supporter asks for first', () => {
  const seen = full('silent').evidence;
  const withListener = (change: object) => ({
    ...full('silent'),
    evidence: { ...seen, listener: { ...seen.listener, ...change } } as typeof seen,
  });
  const client = (program: string, change: object = {}): ApiClient => ({
    program,
    script: null,
    pid: 7,
    connections: 1,
    halfClosed: 0,
    isOurs: false,
    ...change,
  });

  test('who listens, who is connected, and what is half-closed', () => {
    const text = reportText(
      withListener({
        owner: { kind: 'relay', pid: 99, program: 'socat' },
        clients: 3,
        closeWait: 2,
        programs: [
          client('python', { script: 'runner.py', pid: 48_211, halfClosed: 2 }),
          client('electron', { isOurs: true }),
        ],
      }),
      { mask: true },
    );
    expect(text).toContain('(through socat, pid 99; 3 connected, 2 half-closed)');
    expect(text).toContain(
      '\n  API clients: python (48211, runner.py) 1, 2 half-closed; Gatelight (7) 1\n',
    );
    expect(text.match(/API clients:/g)).toHaveLength(1);
  });

  test('a suspended process, and one that is not there', () => {
    const { process } = seen;
    if (process.outcome !== 'found') throw new Error('the fixture has a process');
    const suspended = process.processes.map((one) => ({ ...one, suspended: true }));
    const evidence = { ...seen, process: { ...process, processes: suspended } };
    expect(reportText({ ...full('silent'), evidence })).toContain(
      'pid 48211, suspended, started 9 minutes ago',
    );
    expect(reportText(full('not-running'))).toContain('Gateway process: failed, 3 ms (none found)');
  });

  test('fits on a screen, however much there is to tell', () => {
    const programs = Array.from({ length: 30 }, (_, at) => client(`program${at}`));
    const crowded = withListener({ programs, closeWait: 9, clients: 30 });
    const lines = reportText(
      {
        ...crowded,
        notes: Array.from({ length: 20 }, (_, at) => ({
          code: 2000 + at,
          text: 'A farm is down.',
        })),
        causes: diagnose('silent', { ...crowded, target: crowded.target }),
        evidence: { ...crowded.evidence, windows: { outcome: 'new', title: 'x' }, otherPorts: [1] },
        clockSkewMs: 4,
      },
      { footer: FOOTER, mask: true },
    ).split('\n');
    expect(lines.length - 1).toBeLessThanOrEqual(40);
    expect(lines.join('\n')).toContain('; 26 more');
  });
});

describe('security 23: the host of another computer', () => {
  const remote = { ...full('unreachable'), target: targetOf('gateway.example', 4002, null) };

  test('is masked everywhere when asked', () => {
    const text = reportText(remote, { mask: true });
    expect(text).not.toContain('gateway.example');
    expect(text).toContain("host-1 can't be reached");
  });

  test('is shown in the terminal', () => {
    expect(reportText(remote)).toContain('gateway.example:4002');
  });

  test('of this computer tells nothing and stays', () => {
    expect(reportText(full('ready'), { mask: true })).toContain('127.0.0.1:4002');
  });
});

describe('programs that gave up', () => {
  const gaveUp = ['one', 'two', 'three', 'four'].map((name, index) => ({
    program: 'python',
    script: `${name}.py`,
    pid: index + 1,
    visits: 3,
    stayedMs: 4000,
    lastAt: NOW,
    answer: { kind: 'answered', inMs: 85, at: NOW } as const,
  }));

  test('the newest three, with what can be missed', () => {
    const text = reportText(full('ready'), { gaveUp, mask: true });
    expect(text).toContain(
      "\nPrograms that gave up:\n  python (1, one.py) gave up 3 times after about 4 s. Gateway answered Gatelight's test in 85 ms: look in your program.\n",
    );
    expect(text).toContain('three.py');
    expect(text).not.toContain('four.py');
    expect(text).toContain('short visits can be missed');
  });

  test('are not mentioned where there are none', () => {
    expect(reportText(full('ready'))).not.toMatch(/gave up|missed/);
  });
});

test('names who is connected, where the system tells', () => {
  const report = full('silent');
  const listener = {
    outcome: 'found',
    owner: { kind: 'gateway', pid: 4711, program: 'java' },
    closeWait: 1,
    clients: 2,
    programs: [
      {
        program: 'python',
        script: 'runner.py',
        pid: 7,
        connections: 2,
        halfClosed: 1,
        isOurs: false,
      },
    ],
    durationMs: 1,
  } as const;
  const text = reportText({ ...report, evidence: { ...report.evidence, listener } });
  expect(text).toContain('\n  API clients: python (7, runner.py) 2, 1 half-closed\n');
  expect(reportText(report)).not.toContain('API clients');
});

test('says that it is still checking', () => {
  expect(reportText(reportOf(null, NOW)).split('\n')[0]).toBe('Checking…');
});
