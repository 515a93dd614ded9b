import type { System } from '$contract/app-state';
import { FIX_CAUSES, FIX_STEPS, FIXABLE, type Claim } from '$contract/guided-fix';
import { SHOW_PROBLEMS } from '$contract/show-gateway';
import { targetOf, type Target } from '$contract/target';
import { describe, expect, test } from 'vitest';
import { fixContext, type FixContext } from '../../../../src-renderer/model/fix-context.ts';
import { claimText } from '../../../../src-renderer/text/claims.ts';
import { fixTitles } from '../../../../src-renderer/text/fix-titles.ts';
import { stepAsides, stepInstructions } from '../../../../src-renderer/text/fix-instructions.ts';
import {
  fixOffers,
  outcomeSpoken,
  outcomeTitle,
} from '../../../../src-renderer/text/fix-outcome.ts';
import { stepCaption, stepTitle, stepWhy } from '../../../../src-renderer/text/fix-steps.ts';
import { hiddenWindowHint } from '../../../../src-renderer/text/hidden-window.ts';
import { proofText } from '../../../../src-renderer/text/proofs.ts';
import { showReason } from '../../../../src-renderer/text/show-problems.ts';
import { watchingText } from '../../../../src-renderer/text/watching.ts';
import { fixed, fixOf, paper4002, statusOf } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const PLATFORMS: readonly System['platform'][] = ['linux', 'darwin', 'win32'];
const TARGETS: readonly Target[] = [
  paper4002,
  targetOf('127.0.0.1', 7496, 'live'),
  targetOf('192.0.2.7', 4003, null),
];

const contextOf = (
  verdict: (typeof FIXABLE)[number] = 'silent',
  target: Target = paper4002,
  platform: System['platform'] = 'linux',
): FixContext =>
  fixContext(fixOf(verdict, NOW, { proven: [] }), statusOf(verdict, NOW, { target }), {
    platform,
    desktop: null,
  });

/** Every word of a step, in every setting it can be read in. */
function* wordsOfSteps(): Generator<string> {
  for (const verdict of FIXABLE)
    for (const target of TARGETS)
      for (const platform of PLATFORMS) {
        const c = contextOf(verdict, target, platform);
        for (const step of FIX_STEPS) {
          yield stepTitle(step, c);
          yield stepWhy(step, c);
          yield stepCaption({ step, state: 'later', fits: 'possible' }, c, NOW);
          yield* stepInstructions(step, c);
          yield* stepAsides(step, c);
        }
      }
}

const BANNED =
  /!|please|oops|\bI\b|\bwe\b|\bour\b|popup|whitelist|handshake|\bbot\b|script\b|undefined|null|NaN/i;

describe('every step', () => {
  test('says what to do, plainly, for both products, here and elsewhere, on every system', () => {
    for (const words of wordsOfSteps()) {
      expect(words).not.toBe('');
      expect(words.replaceAll('*I understand and accept*', '')).not.toMatch(BANNED);
      expect(words.split('*').length % 2, `an open label: ${words}`).toBe(1);
    }
  });

  test('has two to four instructions', () => {
    for (const step of FIX_STEPS) {
      const { length } = stepInstructions(step, contextOf());
      expect([2, 3, 4]).toContain(length);
    }
  });

  test('names menus as each product has them', () => {
    const [gateway] = stepInstructions('trust-address', contextOf());
    expect(gateway).toContain('*Configure* → *Settings* → *API* → *Settings*');
    const [tws] = stepInstructions('trust-address', contextOf('silent', TARGETS[1]));
    expect(tws).toContain('*Global Configuration* (in the *File* or *Edit* menu) → *API*');
    const [either] = stepInstructions('trust-address', contextOf('silent', TARGETS[2]));
    expect(either).toMatch(/In Gateway, .* In TWS, /);
  });

  test('trusts 127.0.0.1 here, and leaves localhost only from elsewhere', () => {
    expect(stepInstructions('trust-address', contextOf())[1]).toContain('*127.0.0.1*');
    const far = stepInstructions('trust-address', contextOf('silent', TARGETS[2]))[1];
    expect(far).not.toContain('127.0.0.1');
    expect(far).toContain('untick *Allow connections from localhost only*');
  });
});

describe('the original guide', () => {
  const all = [...wordsOfSteps()].join('\n');
  test.each([
    ['a dialog, its questions and answers', '*Accept* or *Yes*'],
    ['ActiveX and Socket Clients, TWS only', '*Enable ActiveX and Socket Clients*'],
    ['trusted addresses', '*Trusted IPs*'],
    ['Read-Only API is not the cause', 'Read-Only API itself does not stop a connection'],
    ['signed in, no notices, balance visible', 'the account and its balance show'],
    ['the usual ports', 'Gateway 4002 paper, 4001 live; TWS 7497 paper, 7496 live'],
    ['Apply, OK, no restart', 'Choose *Apply*, then *OK*. Usually no restart is needed.'],
    ['restart, last and dear', "You'll need to sign in again"],
    ['paper trading enabled', 'needs paper trading enabled'],
    ['a firewall ruled out', 'A firewall on this computer is ruled out'],
    ['a firewall not ruled out', 'A firewall is not ruled out'],
    ['support by phone', '1 (877) 442-2757'],
    ['the version, for support', 'some versions have had API faults'],
  ])('%s', (_, words) => {
    expect(all).toContain(words);
  });
});

describe('captions', () => {
  const caption = (
    step: (typeof FIX_STEPS)[number],
    verdict: (typeof FIXABLE)[number],
    change: object = {},
  ) => stepCaption({ step, state: 'later', fits: 'possible', ...change }, contextOf(verdict), NOW);

  test.each([
    ['clear-connections', 'silent', 'None found'],
    ['clear-connections', 'session-silent', '3 half-closed'],
    ['clear-connections', 'client-id-in-use', "Can't be counted from here"],
    ['accept-dialog', 'silent', 'A window opened just then'],
    ['trust-address', 'silent', 'Stops the dialog for good'],
    ['restart-gateway', 'silent', 'Last resort: needs sign-in'],
    ['change-port', 'wrong-port', 'Gateway listens on 4001'],
    ['check-relay', 'refused-by-rule', 'docker-proxy is in between'],
    ['resume-process', 'frozen', 'PID 48211 is suspended'],
    ['finish-sign-in', 'sign-in-needed', 'Gateway started 60 s ago'],
  ] as const)('%s with %s: %s', (step, verdict, text) => {
    expect(caption(step, verdict)).toBe(text);
  });

  test('the likeliest says so, a tried one says that', () => {
    expect(caption('accept-dialog', 'session-silent', { fits: 'likely' })).toBe('Most likely');
    expect(caption('clear-connections', 'silent', { state: 'tried' })).toBe('Tried');
  });
});

describe('claims', () => {
  const every: readonly Claim[] = [
    ...FIXABLE.flatMap((verdict) => fixOf(verdict, NOW).claims),
    { kind: 'remote', says: 'not-known' },
    { kind: 'new-window', says: 'points-there', title: null },
    { kind: 'other-listener', says: 'points-there', owner: { kind: 'unknown' }, service: null },
  ];
  const words = { name: 'Gateway', host: '192.0.2.7', port: 4002, now: NOW };
  const textOf = (claim: Claim): string => claimText(claim, words).text;

  test('each has a line and a figure', () => {
    for (const claim of every) {
      const { text, figure } = claimText(claim, words);
      expect(text).not.toBe('');
      expect(figure).not.toBe('');
      expect(`${text} ${figure}`).not.toMatch(BANNED);
    }
  });

  test('a port and a firewall are ruled out only where Gateway itself listens', () => {
    const ruling = every.filter((claim) => /firewall on this computer/.test(textOf(claim)));
    expect(new Set(ruling.map(({ kind }) => kind))).toEqual(new Set(['port-is-gateways']));
  });

  test('a relay proves nothing about Gateway, our own test not everything', () => {
    expect(textOf({ kind: 'relay', says: 'not-known', program: 'docker-proxy' })).toBe(
      'docker-proxy accepted; nothing is known about Gateway behind it',
    );
    expect(textOf({ kind: 'own-test-too', says: 'ruled-out' })).toBe('Not only your own program');
  });

  test('a new window is quoted as it shows itself', () => {
    expect(textOf({ kind: 'new-window', says: 'points-there', title: 'Incoming' })).toBe(
      'A window opened in Gateway just then: “Incoming”',
    );
  });

  test('half-closed connections are no proven cause', () => {
    const claim: Claim = { kind: 'half-closed', says: 'points-there', count: 1 };
    expect(textOf(claim)).toBe('1 half-closed connection');
    expect(claimText(claim, words).figure).toContain('not proven');
  });
});

describe('the end', () => {
  const outcome = (...args: Parameters<typeof fixed>) => {
    const fix = fixed(...args).outcome;
    if (fix === null) throw new Error('a fix that has ended');
    return fix;
  };

  test('names the cause, as surely as it is known', () => {
    const sure = outcome('silent', 'dialog-accepted', NOW);
    expect(outcomeTitle(sure, 'Gateway')).toBe(
      'Connected after 41 s. It was the permission dialog.',
    );
    expect(outcomeTitle({ ...sure, isSure: false }, 'Gateway')).toBe(
      'Connected after 41 s. It was probably the permission dialog.',
    );
    expect(outcomeSpoken(sure, 'Gateway')).toContain('after 41 seconds');
  });

  test('claims no connection where another problem followed', () => {
    const next = outcome('wrong-port', 'port-changed', NOW, { verdict: 'sign-in-needed' });
    expect(outcomeTitle(next, 'Gateway')).toBe('Past this problem after 41 s. It was the port.');
  });

  test.each(FIX_CAUSES)('%s has words', (cause) => {
    for (const isSure of [true, false]) {
      const title = outcomeTitle({ ...outcome('silent', cause, NOW), isSure }, 'Gateway');
      expect(title).not.toMatch(BANNED);
      expect(title.includes('probably')).toBe(!isSure && cause !== 'unknown');
    }
    for (const { label } of fixOffers[cause]) expect(label).not.toMatch(BANNED);
  });
});

test('every verdict has a title and a word, every problem of showing a reason', () => {
  for (const verdict of FIXABLE) {
    expect(fixTitles[verdict].title('TWS')).not.toBe('');
    expect(fixTitles[verdict].word).not.toBe('');
  }
  expect(fixTitles.silent.title('Gateway')).toBe('Get past the handshake timeout');
  for (const problem of SHOW_PROBLEMS) expect(showReason(problem, 'TWS')).not.toMatch(BANNED);
});

test('a hidden window is looked for as the system has it', () => {
  const hint = (platform: System['platform'], desktop: string | null = null): string =>
    hiddenWindowHint({ platform, desktop }, 'Gateway');
  expect(hint('win32')).toContain('*Windows* + *Tab*');
  expect(hint('darwin')).toContain('Dock');
  expect(hint('linux', 'ubuntu:GNOME')).toContain('*Super*');
  expect(hint('linux', 'KDE')).toContain('*Meta*');
  expect(hint('linux', 'XFCE')).toContain('workspaces');
});

test('what was proven is told with its version, port and account', () => {
  const at = { kind: 'process', product: 'tws', version: null, startedAt: NOW } as const;
  expect(proofText(at, paper4002).title).toBe('TWS is running');
  expect(proofText(at, paper4002).caption).toMatch(/^Started /);
  expect(proofText({ kind: 'port', port: 4002 }, paper4002).caption).toBe('4002, paper');
  const live = targetOf('127.0.0.1', 4001, 'live');
  expect(proofText({ kind: 'port', port: 4001 }, live).caption).toBe('4001, Live');
});

test('the note says that nothing is traded, and what is open', () => {
  expect(watchingText({ how: 'held', clientId: 9173 }, paper4002).rest).toBe(
    'One test connection stays open (client ID 9173) so that your click counts. Nothing is traded and no order is placed.',
  );
  expect(watchingText({ how: 'tests' }, paper4002).rest).toContain('every 15 seconds');
});
