import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../../../src-main/contract/target.ts';
import { evidenceFrom, type EvidenceSource } from '../../../../../src-main/gateway/evidence.ts';
import type { Owner, SeenProcess } from '../../../../../src-main/gateway/evidence/machine.ts';
import { given, notGiven } from '../../../../../src-main/gateway/evidence/read.ts';
import type { SocketRow } from '../../../../../src-main/gateway/evidence/sockets.ts';

const listens = (port: number, owner: string | null, uid: number | null = 1000): SocketRow => ({
  state: 'listen',
  address: '::',
  port,
  remoteAddress: '::',
  remotePort: 0,
  owner,
  uid,
});
const ib = (pid: number, sockets: readonly string[] | null, uid = 1000): SeenProcess => ({
  pid,
  product: 'gateway',
  version: null,
  startedAt: 0,
  suspended: false,
  uid,
  sockets: sockets && new Set(sockets),
});

interface Scene {
  rows?: readonly SocketRow[] | null;
  processes?: readonly SeenProcess[] | null;
  missing?: string | null;
  owners?: Record<string, Owner>;
}

function machine({
  rows = [],
  processes = [],
  missing = null,
  owners = {},
}: Scene): EvidenceSource {
  const table = rows ? given(rows) : notGiven('the socket table');
  const list = processes ? given({ ib: processes, missing }) : notGiven('the process list');
  return evidenceFrom({
    listeners: () => Promise.resolve(table),
    programsOf: () => Promise.resolve(null),
    folderProcesses: () => Promise.resolve(notGiven('the process list')),
    look: () =>
      Promise.resolve({
        sockets: { value: table, durationMs: 1 },
        processes: { value: list, durationMs: 2 },
        ownerOf: (row) => Promise.resolve(owners[row.owner ?? ''] ?? null),
      }),
  });
}

const paper = targetOf('127.0.0.1', 4002, null);
const pids = async (scene: Scene, others: readonly number[] = []): Promise<number[] | string> => {
  const { process: seen } = await machine(scene).gather(paper, others);
  return seen.outcome === 'found' ? seen.processes.map(({ pid }) => pid) : seen.outcome;
};
const others = async (scene: Scene, setUp: readonly number[] = []): Promise<readonly number[]> =>
  (await machine(scene).gather(paper, setUp)).otherPorts;

describe('a target on another host', () => {
  test('nothing is looked at', async () => {
    const never = evidenceFrom({
      listeners: () => Promise.reject(new Error('looked')),
      programsOf: () => Promise.reject(new Error('looked')),
      folderProcesses: () => Promise.reject(new Error('looked')),
      look: () => Promise.reject(new Error('looked')),
    });
    expect(await never.gather(targetOf('192.168.0.5', 4002, null))).toEqual({
      process: { outcome: 'not-checked' },
      listener: { outcome: 'not-checked' },
      windows: { outcome: 'not-checked' },
      otherPorts: [],
    });
  });
});

describe('processes', () => {
  test('none is claimed only when the whole list was seen', async () => {
    expect(await pids({})).toBe('none');
    expect(await pids({ missing: 'the process list' })).toBe('unknown');
    expect(await pids({ processes: null })).toBe('unknown');
    expect(await pids({ processes: [ib(7, [])], missing: 'the process list' })).toEqual([7]);
  });

  test('which user it runs as, and its sockets, are not passed on', async () => {
    const { process: seen } = await machine({ processes: [ib(7, ['a'])] }).gather(paper);
    expect(seen).toEqual({
      outcome: 'found',
      durationMs: 2,
      processes: [
        { pid: 7, product: 'gateway', version: null, startedAt: 0, suspended: false, ports: [] },
      ],
    });
  });

  test('the one on the port first, then those that may become it', async () => {
    const rows = [listens(4001, 'a'), listens(4002, 'b')];
    const processes = [ib(1, ['a']), ib(2, []), ib(3, ['b']), ib(4, null)];
    expect(await pids({ rows, processes })).toEqual([3, 2, 4, 1]);
  });
});

describe("processes of other connections' ports", () => {
  const rows = [listens(4001, 'a'), listens(7462, 'c'), listens(4002, 't'), listens(7496, 'd')];

  test.each([
    ['all its ports are theirs', ['a'], [4001], 'none'],
    ['one of its ports is not', ['a', 'd'], [4001], [1]],
    ['it listens on nothing', [], [4001], [1]],
    ['its sockets may not be read', null, [4001], [1]],
    ["besides theirs only IBC's command port", ['a', 'c'], [4001], 'none'],
    ["only IBC's command port", ['c'], [4001], [1]],
    ['its port is this one too', ['t'], [4002], [1]],
    ['nobody else is set up', ['a'], [], [1]],
  ])('%s', async (_name, sockets, setUp, expected) => {
    expect(await pids({ rows, processes: [ib(1, sockets)] }, setUp)).toEqual(expected);
  });

  test('their ports are not offered', async () => {
    expect(await others({ rows, processes: [ib(1, ['a', 'd'])] }, [4001])).toEqual([7496]);
  });
});

describe('other ports', () => {
  test('usual ones first, then ascending, without the target and the command port', async () => {
    const ports = [5000, 7497, 4002, 4001, 7462, 4003];
    const rows = ports.map((port) => listens(port, `${port}`));
    const processes = [ib(1, ports.map(String))];
    expect(await others({ rows, processes })).toEqual([4001, 7497, 4003, 5000]);
  });

  test("another program's port does not count", async () => {
    expect(await others({ rows: [listens(4001, 'x')], processes: [ib(1, [])] })).toEqual([]);
  });

  describe('where the sockets of one may not be read', () => {
    const processes = [ib(1, null, 1000)];

    test.each([
      ['same user, nobody sees the owner', [listens(4001, 'x', 1000)], {}, [4001]],
      ['another user', [listens(4001, 'x', 0)], {}, []],
      ['user not told', [listens(4001, 'x', null)], {}, []],
      ['owner known', [listens(4001, 'x', 1000)], { x: { pid: 9, program: 'python3' } }, []],
      ['not a usual port', [listens(5000, 'x', 1000)], {}, []],
    ])('%s', async (_name, rows, owners, expected) => {
      expect(await others({ rows, processes, owners })).toEqual(expected);
    });
  });
});

describe('the listener', () => {
  const owners = {
    g: { pid: 1, program: 'java' },
    r: { pid: 2, program: 'docker-proxy' },
    o: { pid: 3, program: 'python3' },
  };

  test.each([
    ['g', { kind: 'gateway', pid: 1, program: 'java' }],
    ['r', { kind: 'relay', pid: 2, program: 'docker-proxy' }],
    ['o', { kind: 'other', pid: 3, program: 'python3' }],
    ['?', { kind: 'unknown' }],
  ])('owner %s', async (owner, expected) => {
    const scene = { rows: [listens(4002, owner)], processes: [ib(1, ['g'])], owners };
    const { listener } = await machine(scene).gather(paper);
    expect(listener).toMatchObject({ outcome: 'found', owner: expected });
  });

  test('none, and a table that cannot be read, are told apart', async () => {
    expect((await machine({}).gather(paper)).listener).toEqual({ outcome: 'none', durationMs: 1 });
    expect((await machine({ rows: null }).gather(paper)).listener).toEqual({
      outcome: 'unknown',
      missing: 'the socket table',
      durationMs: 1,
    });
  });

  test('a table that cannot be read claims no usual ports and no ports of processes', async () => {
    const blind = machine({ rows: null, processes: [ib(1, ['a'])] });
    expect(await blind.usualPorts()).toEqual([]);
    expect((await blind.gather(paper)).process).toMatchObject({ processes: [{ ports: null }] });
  });
});
