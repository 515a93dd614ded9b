import { expect, test } from 'vitest';
import { apiClientsOf, type SeenClient } from '../../../../src-main/domain/api-clients.ts';

let ends = 0;
const client = (
  program: string | null,
  pid: number,
  { half = false, isOurs = false } = {},
): SeenClient => ({
  end: `127.0.0.1 ${(ends += 1)}`,
  isHalfClosed: half,
  program: program === null ? null : { program, script: null, pid, isOurs },
});

test('by program: most connections first, those that are not shown together, Gatelight last', () => {
  const seen = [
    client('electron', 1, { isOurs: true }),
    client('electron', 1, { isOurs: true }),
    client(null, 0),
    client(null, 0, { half: true }),
    client('java', 5),
    client('python', 9),
    client('python', 9, { half: true }),
    client('python', 9, { half: true }),
    client('python', 8),
  ];
  expect(
    apiClientsOf(seen).map((one) => [one.program, one.pid, one.connections, one.halfClosed]),
  ).toEqual([
    ['python', 9, 1, 2],
    ['unseen program', null, 1, 1],
    ['java', 5, 1, 0],
    ['python', 8, 1, 0],
    ['electron', 1, 2, 0],
  ]);
});

test('a list that would not fit into the status file is cut', () => {
  expect(apiClientsOf(Array.from({ length: 500 }, (_none, pid) => client('x', pid)))).toHaveLength(
    50,
  );
});
