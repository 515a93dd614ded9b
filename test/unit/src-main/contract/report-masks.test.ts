import { describe, expect, test } from 'vitest';
import type { ApiClient } from '../../../../src-main/contract/api-clients.ts';
import type { Evidence } from '../../../../src-main/contract/evidence.ts';
import {
  allowedErrno,
  allowedFarm,
  allowedMissing,
  allowedProgram,
} from '../../../../src-main/contract/report-masks.ts';
import { reportText } from '../../../../src-main/contract/report-text.ts';
import { targetOf } from '../../../../src-main/contract/target.ts';
import type { StageReport, TestReport } from '../../../../src-main/contract/test-report.ts';
import { VERDICTS } from '../../../../src-main/contract/verdict.ts';
import { diagnose } from '../../../../src-main/domain/diagnose.ts';
import { noteFor } from '../../../../src-main/domain/message-codes.ts';
import { reportOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.parse('2026-11-22T14:31:00Z');

/** What must never be in a report, wherever a value of it came from. */
const SECRETS = [
  'U7654321',
  'DU1234567',
  'F4455667',
  'DUP770846',
  'Alice Example',
  '/home/alice',
  'C:\\Users\\alice',
  'alice@example.com',
  'trading-pc.lan.example',
  '203.0.113.9',
  'IB Gateway - Alice Example (U7654321)',
  'password=hunter2',
  '<script>alert(1)</script>',
  'line\u2028break\nDU1234567',
];

/** Nothing that identifies anybody stands in a text. */
function expectClean(text: string): void {
  expect(text).not.toMatch(
    /alice|DU1234567|U7654321|DU1234567|F4455667|DUP77|trading-pc|203\.0\.113|hunter2|<s|\u2028/i,
  );
}

function stagesWith(evidence: StageReport['evidence']): (one: StageReport) => StageReport {
  return (one) => ({ ...one, evidence });
}

/** Every text of a report is this one, and stages hold it under every key they have and others. */
function hostileReport(verdict: (typeof VERDICTS)[number], secret: string): TestReport {
  const keys = [
    ...['count', 'product', 'version', 'pid', 'startedAt', 'owner', 'program', 'closeWait'],
    ...['clients', 'missing', 'errno', 'serverVersion', 'bytesReceived', 'service', 'reason'],
    ...['closedBy', 'nextValidId', 'managedAccounts', 'code', 'skewMs', 'linkLost', 'farmsDown'],
    ...['account', 'title', '__proto__', 'constructor'],
  ];
  const client: ApiClient = {
    program: secret,
    script: secret,
    pid: 1,
    connections: 1,
    halfClosed: 0,
    isOurs: false,
  };
  const evidence: Evidence = {
    process: {
      outcome: 'found',
      processes: [
        { pid: 2, product: 'gateway', version: secret, startedAt: 0, suspended: false, ports: [] },
      ],
      durationMs: 1,
    },
    listener: {
      outcome: 'found',
      owner: { kind: 'relay', pid: 3, program: secret },
      closeWait: 1,
      clients: 30,
      programs: [client],
      durationMs: 1,
    },
    windows: { outcome: 'new', title: secret },
    otherPorts: [],
  };
  const report = reportOf(verdict, NOW, {
    target: targetOf('trading-pc.lan.example', 4002, 'paper'),
    evidence,
    connectionTime: secret,
    notes: [
      { code: 2103, text: noteFor(2103, secret) ?? '' },
      { code: 2103, text: secret },
      { code: null, text: secret },
    ],
  });
  const details = { ...report.details, errno: secret, farms: [secret], missing: secret };
  return {
    ...report,
    details,
    stages: report.stages.map(
      stagesWith(Object.fromEntries(keys.map((key) => [key, secret])) as StageReport['evidence']),
    ),
    causes: [
      ...diagnose(verdict, { target: report.target, details, evidence }),
      {
        cause: 'unexplained',
        confidence: 'possible',
        evidence: [`${secret} accepted; nothing is known.`, secret],
        against: [secret],
        step: 'wait',
      },
    ],
  };
}

describe('security 23: nothing of it gets into a report, wherever it stands', () => {
  test.each(SECRETS)('%j', (secret) => {
    for (const verdict of VERDICTS) {
      const text = reportText(hostileReport(verdict, secret), { mask: true });
      expectClean(text);
      // Only of ours: one line each, none added from outside.
      expect(text.split('\n').length - 1).toBeLessThanOrEqual(40);
    }
  });

  test.each(SECRETS)('not as the name of a program that gave up: %j', (secret) => {
    const by = { program: secret, script: secret, pid: 1, visits: 2, stayedMs: 4000, lastAt: NOW };
    const answers = [
      { kind: 'asking' },
      { kind: 'answered', inMs: 85, at: NOW },
      { kind: 'not-answered', verdict: 'silent', at: NOW },
      { kind: 'not-asked', why: 'crowded' },
    ] as const;
    for (const answer of answers) {
      const gaveUp = [{ ...by, answer }];
      const text = reportText(reportOf('silent', NOW), { mask: true, gaveUp });
      expect(text).toContain('gave up twice');
      expectClean(text);
    }
  });

  test.each(SECRETS)('not even where a tool failed: %j', (secret) => {
    const unknown = { outcome: 'unknown', missing: secret, durationMs: 1 } as const;
    const report = reportOf('cannot-measure', NOW, {
      details: { missing: secret },
      evidence: { process: unknown, listener: unknown, windows: unknown, otherPorts: [] },
    });
    expectClean(reportText(report, { mask: true }));
  });
});

describe('what is known passes as it is', () => {
  test.each(['usfarm', 'usfarm.nj', 'eufarm', 'euhmds', 'ushmds', 'cashfarm', 'usfuture', 'jfarm'])(
    'the farm %s',
    (farm) => {
      expect(allowedFarm(farm)).toBe(farm);
    },
  );

  test.each([
    ['java', 'java'],
    ['docker-proxy', 'docker-proxy'],
    ['python.exe', 'python.exe'],
    ['python3.12', 'python3.12'],
    ['my-bot_2.py', 'my-bot_2.py'],
    ['/usr/bin/python3', 'another program'],
    ['sshd: alice [priv]', 'another program'],
    ['', 'another program'],
  ])('the program %j as %s', (program, expected) => {
    expect(allowedProgram(program)).toBe(expected);
  });

  test('a system’s error code', () => {
    expect(allowedErrno('ECONNREFUSED')).toBe('ECONNREFUSED');
    expect(allowedErrno('EU1234567')).toBeNull();
  });

  test.each([
    'Permission to read the process list',
    'the socket table (/proc/net/tcp)',
    'PowerShell',
    'Time to hear how the data farms are',
    'The right to connect (EACCES)',
    'A way to look at another computer without connecting',
  ])('missing: %s', (missing) => {
    expect(allowedMissing(missing)).toBe(missing);
  });

  test('missing: with a reason that is not known', () => {
    expect(allowedMissing('A working test thread (at /home/alice/x.js)')).toBe(
      'A working test thread',
    );
  });

  test.each(VERDICTS)('every sentence that is said of %s', (verdict) => {
    const report = reportOf(verdict, NOW);
    const causes = diagnose(verdict, report);
    const text = reportText({ ...report, causes }, { mask: true });
    for (const { evidence } of causes) for (const said of evidence) expect(text).toContain(said);
  });

  test.each([1100, 1101, 1102, 1300, 2103, 2105, 2110, 2119, 2157, 10141, 4711])(
    'the note of code %d',
    (code) => {
      const text = noteFor(code, 'usfarm') ?? '';
      const report = reportOf('ready', NOW, { notes: [{ code, text }] });
      expect(reportText(report, { mask: true })).toContain(`${code}: ${text}`);
    },
  );
});
