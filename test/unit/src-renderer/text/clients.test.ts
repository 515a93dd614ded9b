import type { ApiClient } from '$contract/api-clients';
import { describe, expect, test } from 'vitest';
import { clientsView } from '../../../../src-renderer/model/clients.ts';
import { clientsText } from '../../../../src-renderer/text/clients.ts';
import { reportOf, statusOf, testingStatus } from '../../../support/mocked-main/fixtures.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 31, 52);
const python: ApiClient = {
  program: 'python',
  script: null,
  pid: 48_211,
  connections: 1,
  halfClosed: 0,
  isOurs: false,
};
const ours: ApiClient = { ...python, program: 'gatelight', pid: 4711, isOurs: true };
const words = (...clients: readonly ApiClient[]) =>
  clientsText(clientsView(statusOf('ready', NOW, { apiClients: clients })));

describe('who is connected', () => {
  test('programs by name, and Gatelight itself', () => {
    expect(words(python, ours)).toEqual({
      value: '2 connected',
      detail: 'python (48211) and Gatelight.',
    });
    expect(words({ ...python, script: 'runner.py', connections: 3 }, ours)).toEqual({
      value: '4 connected',
      detail: 'python (48211, runner.py) with 3 connections and Gatelight.',
    });
  });

  test('nobody else', () => {
    expect(words(ours).detail).toBe('Gatelight. No other program is connected.');
    expect(words()).toEqual({ value: 'None connected', detail: 'No other program is connected.' });
  });

  test('half-closed connections are counted, also of a program that has gone', () => {
    const gone: ApiClient = { ...python, pid: null, connections: 0, halfClosed: 2 };
    expect(words(gone, ours)).toEqual({
      value: '1 connected',
      detail:
        'Gatelight. No other program is connected. 2 connections are half-closed: the program left, and Gateway has not noticed.',
    });
  });

  test('what is not known is not claimed', () => {
    expect(clientsText(clientsView(statusOf('ready', NOW)))).toEqual({
      value: '1 connected',
      detail: 'At the last test. Which programs is not known.',
    });
    const { report } = statusOf('ready', NOW);
    const listener = { ...report!.evidence.listener, clients: 0 };
    const evidence = { ...report!.evidence, listener };
    const nobody = statusOf('ready', NOW, { report: { ...report!, evidence } });
    expect(clientsText(clientsView(nobody))).toEqual({
      value: 'None connected',
      detail: 'At the last test.',
    });
    const target = { ...statusOf('ready', NOW).target, host: '192.0.2.7' };
    expect(clientsView(statusOf('ready', NOW, { target })).kind).toBe('remote');
    expect(clientsView(statusOf('not-running', NOW)).kind).toBe('closed');
  });

  test('before the first look it is being looked', () => {
    expect(clientsView(statusOf('ready', NOW, { report: null })).kind).toBe('looking');
    const report = reportOf('ready', NOW, { phase: 'running' });
    const evidence = { ...report.evidence, listener: { outcome: 'not-checked' } as const };
    const looking = testingStatus(NOW, 5, { report: { ...report, evidence } });
    expect(clientsText(clientsView(looking)).detail).toBe('Looking…');
  });
});
