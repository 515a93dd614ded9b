import type { Comparison } from '../../contract/jts/finding.ts';
import { knownKey, isUserSection } from './jts-keys.ts';

/** What was on disk from one moment on, epoch ms. */
export interface DiskVersion {
  /** SHA-256; null: there was no file. */
  readonly hash: string | null;
  readonly at: number;
  /**
   * How it came from the one before: `own`, only what Gateway writes itself; see `isGatewaysOwn`. `unknown`:
   * nobody saw the one before.
   */
  readonly how: 'own' | 'edit' | 'unknown';
}

/** One run of Gateway's process. Instants are epoch ms. */
export interface GatewayRun {
  readonly startedAt: number;
  /** When its API port was seen open first; null: not yet. */
  readonly openedAt: number | null;
}

/** Of the version that is on disk now. */
export interface Standing {
  /** What runs has read it, as far as anybody can tell; true where nothing runs. */
  readonly isLoaded: boolean;
  /** A test passed while it was on disk. */
  readonly isSeenWorking: boolean;
  /** Moreover it was there, unchanged, from Gateway's start until then. */
  readonly isLastGood: boolean;
}

/** So long after its port opened Gateway may still write what the sign-in taught it. */
const SETTLING_MS = 30_000;
/** Where nobody saw the port open, signing in may have taken so long. */
const UNSEEN_START_MS = 120_000;

/**
 * What a passed test says of the newest version. `versions`: oldest first, with the one that was there when
 * Gateway started. `run` null: when it started is not known, or it does not run; then nothing is last good.
 * `passedAt` null: no test has passed.
 */
export function standingOf(
  versions: readonly DiskVersion[],
  run: GatewayRun | null,
  passedAt: number | null,
): Standing {
  const now = versions.at(-1);
  if (now?.hash == null) return { isLoaded: run === null, isSeenWorking: false, isLastGood: false };
  const isSeenWorking = passedAt !== null && now.at <= passedAt;
  if (run === null) return { isLoaded: true, isSeenWorking, isLastGood: false };
  const isUnchanged = firstEdit(versions, run) === null;
  return {
    isLoaded: isUnchanged || loadedHashes(versions, run).has(now.hash),
    isSeenWorking,
    isLastGood: isSeenWorking && passedAt >= run.startedAt && isUnchanged,
  };
}

/** The first version of this run that Gateway did not write itself while it started; null: none. */
function firstEdit(versions: readonly DiskVersion[], run: GatewayRun): DiskVersion | null {
  return versions.find((version) => version.at > run.startedAt && !isOfStart(version, run)) ?? null;
}

/** Gateway rewrites the file as it starts and as somebody signs in; both are over soon after its port opens. */
function isOfStart({ at, how }: DiskVersion, { startedAt, openedAt }: GatewayRun): boolean {
  if (how === 'edit') return false;
  if (openedAt !== null) return at <= openedAt + SETTLING_MS;
  return how === 'own' || at <= startedAt + UNSEEN_START_MS;
}

/** What was there at the start, and what Gateway made of it before anybody else wrote. */
function loadedHashes(
  versions: readonly DiskVersion[],
  run: GatewayRun,
): ReadonlySet<string | null> {
  const edit = firstEdit(versions, run);
  const before = edit === null ? versions : versions.slice(0, versions.indexOf(edit));
  const atStart = before.findLastIndex(({ at }) => at <= run.startedAt);
  return new Set(before.slice(Math.max(0, atStart)).map(({ hash }) => hash));
}

/** Keys that Gateway writes by itself at a start or a sign-in. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  ...['RemoteHostOrderRouting', 'RemotePortOrderRouting'].map((key) => `IBGateway.${key}`),
  ...[
    'tradingMode',
    'SupportsSSL',
    's3store',
    'useRemoteSettings',
    'UserNameToDirectory',
    'displayedproxymsg',
    'Individual',
    'Restart',
    'AutoRestart',
    'TimeZone',
  ].map((key) => `Logon.${key}`),
  ...['Peer', 'Region', '2ndFactor'].map((key) => `Communication.${key}`),
]);

/** Whether all that differs is what Gateway itself writes as it starts. Trusted addresses are not. */
export const isGatewaysOwn = ({ verdict, findings }: Comparison): boolean =>
  verdict !== 'damaged' &&
  findings.every(
    ({ severity, section, key }) =>
      severity === 'housekeeping' ||
      (section !== null &&
        key !== null &&
        (OWN_KEYS.has(`${section}.${key}`) ||
          isUserSection(section) ||
          knownKey(section, key)?.kind === 'moment')),
  );
