import type { ConnectionStatus } from '$contract/connection-status';
import type { FolderState } from '$contract/jts/settings-state';
import { PAPER } from '../../mocked-main/settings.ts';

/** What is known about every connection after some days. */
export const USUAL: Partial<ConnectionStatus> = {
  usualMs: { process: 3, connect: 1, version: 212, session: 96, clock: 8, upstream: 90 },
};

/** A trusted address that was lost three hours ago, and the silence it may explain. */
export const lostAddress = (now: number): FolderState['mayExplain'] => ({
  rule: 'trusted-address',
  connection: PAPER,
  changeAt: now - 3 * 3_600_000,
  incidentAt: now - 41_000,
});

const PYTHON = { program: 'python', script: 'runner.py', pid: 48_733 };

export const CONNECTED: Partial<ConnectionStatus> = {
  apiClients: [
    { ...PYTHON, connections: 1, halfClosed: 0, isOurs: false },
    {
      program: 'gatelight',
      script: null,
      pid: 49_020,
      connections: 1,
      halfClosed: 0,
      isOurs: true,
    },
  ],
};

export const gaveUp = (now: number): Partial<ConnectionStatus> => ({
  gaveUp: [
    {
      ...PYTHON,
      visits: 3,
      stayedMs: 4020,
      lastAt: now - 40_000,
      answer: { kind: 'answered', inMs: 85, at: now },
    },
  ],
});
