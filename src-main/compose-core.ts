import { networkInterfaces } from 'node:os';
import { version } from '../package.json';
import type { Evidence, UsualPort } from './contract/evidence.ts';
import type { FolderProcess } from './contract/jts/settings-folder.ts';
import type { Connection, WatchedConnection } from './contract/preferences.ts';
import { isLocal, targetOf, type Target } from './contract/target.ts';
import type { TestReport } from './contract/test-report.ts';
import { processBehind } from './domain/jts/gateway-run.ts';
import type { LocalConnection, SettingsByHand } from './jts/settings-by-hand.ts';
import type { SettingsPieces } from './jts/settings-pieces.ts';
import { openApiConnection } from './gateway/api-connection.ts';
import { systemEvidence } from './gateway/evidence.ts';
import type { Read } from './gateway/evidence/read.ts';
import { startFreshTest, type FreshTest, type TestDeps } from './gateway/fresh-test.ts';
import { GatewayMonitor } from './gateway/gateway-monitor.ts';
import { Monitors } from './gateway/monitors.ts';
import { systemClock } from './gateway/system-clock.ts';
import { gatelightPids } from './gateway/voice/gatelights.ts';
import type { OtherMonitor, TargetVoice } from './gateway/voice/target-voice.ts';
import { openTargetVoice, readVoices } from './gateway/voice/target-voices.ts';
import { GatewayWindow } from './gateway/windows/gateway-window.ts';
import { systemWindows } from './gateway/windows/system-windows.ts';
import type { Log } from './logging/log.ts';

/** Gateway, its tests and the evidence, joined without Electron: the app and the command line use it. */
export interface Core {
  readonly usualPorts: () => Promise<readonly UsualPort[]>;
  readonly gatherEvidence: (target: Target) => Promise<Evidence>;
  readonly listenerFingerprint: (port: number) => Promise<string | null>;
  /** Which processes use a settings folder, or may. */
  readonly folderProcesses: () => Promise<Read<readonly FolderProcess[]>>;
  freshTest(
    target: Target,
    clientIds: readonly [number, number],
    onReport?: (report: TestReport) => void,
  ): FreshTest;
  /** This process's share in the target's one voice. */
  voice(target: Target): TargetVoice;
  /** What all live monitors tell, of this process and others. */
  voices(): readonly OtherMonitor[];
  /** Store and comparer of the settings care, and what finds the folders; loaded when first asked for. */
  settings(appVersion: string): Promise<SettingsPieces>;
  /** The same for one command: nothing is watched. `onRecovered`: what became of a restore that was cut short. */
  settingsByHand(
    connections: readonly Connection[],
    onRecovered: (outcome: string) => void,
  ): Promise<SettingsByHand>;
  /** Not started yet; it leads, or follows another process that already watches. */
  monitor(connection: WatchedConnection, clientIdBase: number): GatewayMonitor;
  /** Of all connections that `watch` names. */
  monitors(clientIdBase: number): Monitors;
  /** `onAbility`: what the desktop allows has changed. */
  gatewayWindow(onAbility: () => void): GatewayWindow;
}

/** How often the socket table is looked at: where that is a file read, and where it starts a tool. */
const LOOK_MS = process.platform === 'linux' ? 2000 : 15_000;

/**
 * `dataDir`: where locks and status files of the targets lie. `workerPath`: the test's worker, which
 * the build puts beside the main program; `compareWorkerPath`: that of the comparer.
 */
export function composeCore(
  log: Log,
  dataDir: string,
  workerPath: string | URL = new URL('./probe-worker.js', import.meta.url),
  compareWorkerPath: string | URL = new URL('./compare-worker.js', import.meta.url),
): Core {
  const evidence = systemEvidence(process.platform, '/proc', () => gatelightPids(dataDir));
  const windows = systemWindows();
  const voice = (target: Target): TargetVoice => openTargetVoice(dataDir, target, systemClock);
  const listenerFingerprint = (port: number): Promise<string | null> =>
    evidence.listenerFingerprint(port);
  const depsBeside = (others: readonly number[]): TestDeps => ({
    clock: systemClock,
    openConnection: (options) => openApiConnection(workerPath, options),
    gatherEvidence: (target) => evidence.gather(target, others),
    listWindows: () => windows.list(),
  });
  const testDeps = depsBeside([]);
  const monitor = (
    connection: WatchedConnection,
    clientIdBase: number,
    otherPorts: readonly number[] = [],
  ): GatewayMonitor =>
    new GatewayMonitor(connection, {
      ...depsBeside(otherPorts),
      listenerFingerprint,
      lookAtClients: (target, isFresh) => evidence.clients(target, isFresh),
      networkFingerprint,
      lookMs: LOOK_MS,
      voice: voice(targetOf(connection.host, connection.port, connection.expect)),
      clientIdBase,
      log,
    });
  const settings = async (appVersion: string): Promise<SettingsPieces> => {
    const { settingsPieces } = await import('./jts/settings-pieces.ts');
    return settingsPieces({
      ...{ clock: systemClock, log, dataDir, appVersion, compareWorkerPath },
      folderProcesses: () => evidence.folderProcesses(),
      listening: (ports) => evidence.listening(ports),
    });
  };
  const behind = async ({ host, port, expect }: Connection): Promise<LocalConnection> => {
    const process = processBehind(await testDeps.gatherEvidence(targetOf(host, port, expect)));
    return { port, pid: process?.pid ?? null, version: process?.version ?? null };
  };
  return {
    usualPorts: () => evidence.usualPorts(),
    gatherEvidence: testDeps.gatherEvidence,
    listenerFingerprint,
    folderProcesses: () => evidence.folderProcesses(),
    freshTest: (target, clientIds, onReport) =>
      startFreshTest(target, clientIds, testDeps, onReport),
    settings,
    settingsByHand: async (connections, onRecovered) => {
      const [{ SettingsByHand }, pieces] = await Promise.all([
        import('./jts/settings-by-hand.ts'),
        settings(version),
      ]);
      const local = connections.filter(({ host }) => isLocal(host));
      return new SettingsByHand({
        ...{ pieces, onRecovered },
        connections: () => Promise.all(local.map(behind)),
      });
    },
    voice,
    voices: () => readVoices(dataDir),
    monitor,
    monitors: (clientIdBase) =>
      new Monitors((connection, otherPorts) => monitor(connection, clientIdBase, otherPorts)),
    gatewayWindow: (onAbility) =>
      new GatewayWindow({ windows, gatherEvidence: testDeps.gatherEvidence, onAbility }),
  };
}

/** The addresses this computer has; another network brings others. */
function networkFingerprint(): string {
  return Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address }) => address)
    .sort()
    .join(' ');
}
