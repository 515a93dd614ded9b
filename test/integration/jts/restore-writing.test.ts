import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  linkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  atomicWrite,
  prepareWrite,
  temporaryBeside,
  type AtomicWrite,
} from '../../../src-main/jts/restore/atomic-write.ts';
import { sweepLeftovers } from '../../../src-main/jts/restore/leftovers.ts';
import {
  mountReadOnly,
  mountSingleFile,
  mountSmallDisk,
  unmountAll,
} from '../../support/jts/disks.ts';
import { hashAt, newRoot, removeRoot } from '../../support/jts/restore-stage.ts';
import { asNobody } from '../../support/root.ts';

const OLD = 'old bytes\n';
const NEW = 'new bytes, a few more\n';
const MIB = 1024 * 1024;

let dir = '';
let path = '';
beforeEach(() => {
  dir = realpathSync(newRoot());
  path = join(dir, 'jts.ini');
});
afterEach(() => {
  unmountAll();
  removeRoot(dir);
});

const write = (more: Partial<AtomicWrite> = {}): AtomicWrite => ({
  path,
  bytes: Buffer.from(NEW),
  expected: 'expected' in more ? more.expected : hashAt(more.path ?? path),
  mode: 0o640,
  mayWrite: () => Promise.resolve(null),
  ...more,
});
const leftovers = (): readonly string[] =>
  readdirSync(dir).filter((name) => name.endsWith('gatelight-tmp'));

describe('a write', () => {
  test.each(['600', '640', '644', '664'])('keeps mode %s and owner', async (octal) => {
    const mode = Number.parseInt(octal, 8);
    writeFileSync(path, OLD);
    chownSync(path, 4321, 5432);
    chmodSync(path, mode);
    expect(await atomicWrite(write())).toBeNull();
    const stat = statSync(path);
    expect([stat.mode & 0o7777, stat.uid, stat.gid]).toEqual([mode, 4321, 5432]);
    expect(readFileSync(path, 'utf8')).toBe(NEW);
  });

  test('of a new file takes the mode it had and the owner of the folder', async () => {
    chownSync(dir, 4321, 5432);
    expect(await atomicWrite(write())).toBeNull();
    const stat = statSync(path);
    expect([stat.mode & 0o7777, stat.uid, stat.gid]).toEqual([0o640, 4321, 5432]);
  });

  test('follows links, through folders as well, and keeps them', async () => {
    mkdirSync(join(dir, 'real'));
    writeFileSync(join(dir, 'real', 'there.ini'), OLD);
    symlinkSync('real/there.ini', path);
    symlinkSync('.', join(dir, 'again'));
    expect(await atomicWrite(write({ path: join(dir, 'again', 'jts.ini') }))).toBeNull();
    expect(readlinkSync(path)).toBe('real/there.ini');
    expect(lstatSync(join(dir, 'real', 'there.ini')).isFile()).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(NEW);
  });

  test('of nothing removes the file; of a link the link alone', async () => {
    writeFileSync(path, OLD);
    expect(await atomicWrite(write({ bytes: null }))).toBeNull();
    expect(hashAt(path)).toBeNull();
    writeFileSync(join(dir, 'real.ini'), OLD);
    symlinkSync('real.ini', path);
    expect(await atomicWrite(write({ bytes: null }))).toBeNull();
    expect(readdirSync(dir)).toEqual(['real.ini']);
  });

  test('that is given up leaves nothing behind', async () => {
    writeFileSync(path, OLD);
    const ready = await prepareWrite(write());
    expect(leftovers()).toHaveLength(1);
    if (ready.outcome === 'prepared') await ready.discard();
    expect(readdirSync(dir)).toEqual(['jts.ini']);
  });

  test('shows others the new file only once it is whole, and to nobody else before', async () => {
    writeFileSync(path, OLD);
    chmodSync(path, 0o644);
    const ready = await prepareWrite(write());
    expect(readFileSync(path, 'utf8')).toBe(OLD);
    expect(readFileSync(join(dir, leftovers()[0]!), 'utf8')).toBe(NEW);
    if (ready.outcome === 'prepared') expect(await ready.commit()).toBeNull();
    expect(readdirSync(dir)).toEqual(['jts.ini']);
  });
});

describe('is refused with a reason, and everything is as it was', () => {
  async function refusal(more: Partial<AtomicWrite> = {}): Promise<readonly (string | null)[]> {
    const before = readdirSync(dir);
    const problem = await atomicWrite(write({ expected: null, ...more }));
    expect(readdirSync(dir)).toEqual(before);
    return problem === null ? ['written'] : [problem.problem, problem.errno];
  }
  const ofOld = async (more: Partial<AtomicWrite> = {}): Promise<readonly (string | null)[]> => {
    const told = await refusal({ expected: hashAt(path), ...more });
    expect(readFileSync(path, 'utf8')).toBe(OLD);
    return told;
  };

  test('a folder', async () => {
    mkdirSync(path);
    expect(await refusal()).toEqual(['not-a-file', null]);
  });

  test('a link to nothing, and one to itself', async () => {
    symlinkSync('nowhere', path);
    expect(await refusal()).toEqual(['link-broken', null]);
    symlinkSync('loop', join(dir, 'loop'));
    expect(await refusal({ path: join(dir, 'loop') })).toEqual(['link-broken', 'ELOOP']);
  });

  test('a second name', async () => {
    writeFileSync(path, OLD);
    linkSync(path, join(dir, 'other'));
    expect(await ofOld()).toEqual(['hard-link', null]);
  });

  test('over 8 MiB, there or wanted', async () => {
    writeFileSync(path, Buffer.alloc(8 * MIB + 1));
    expect(await refusal({ expected: hashAt(path) })).toEqual(['too-large', null]);
    writeFileSync(path, OLD);
    expect(await ofOld({ bytes: Buffer.alloc(8 * MIB + 1) })).toEqual(['too-large', null]);
  });

  test('a folder that is not there', async () => {
    expect(await refusal({ path: join(dir, 'no', 'jts.ini') })).toEqual([
      'folder-missing',
      'ENOENT',
    ]);
  });

  test('other bytes than expected, or none, or some', async () => {
    writeFileSync(path, OLD);
    expect(await ofOld({ expected: hashAt('/etc/hostname') })).toEqual([
      'changed-since-preview',
      null,
    ]);
    expect(await ofOld({ expected: null })).toEqual(['changed-since-preview', null]);
  });

  test('a full disk, of which a part was free', async () => {
    mountSmallDisk(dir, 64 * 1024);
    writeFileSync(path, OLD);
    expect(await ofOld({ bytes: Buffer.alloc(100 * 1024, 'x') })).toEqual(['disk-full', 'ENOSPC']);
    expect(await atomicWrite(write())).toBeNull();
  });

  test('a disk that is full to the last byte', async () => {
    mountSmallDisk(dir, 64 * 1024);
    writeFileSync(path, OLD);
    expect(() => {
      writeFileSync(join(dir, 'full'), Buffer.alloc(100 * 1024));
    }).toThrow('ENOSPC');
    expect(await ofOld()).toEqual(['disk-full', 'ENOSPC']);
  });

  test('a read-only disk', async () => {
    writeFileSync(path, OLD);
    mountReadOnly(dir);
    expect(await ofOld()).toEqual(['read-only', 'EROFS']);
    expect(await ofOld({ bytes: null })).toEqual(['read-only', 'EROFS']);
  });

  test('a folder, or a file, that is somebody else’s', async () => {
    writeFileSync(path, OLD);
    chmodSync(dir, 0o755);
    expect(await asNobody(() => ofOld())).toEqual(['no-permission', 'EACCES']);
    // Into the folder one may write, but the file could not stay its owner's.
    chmodSync(dir, 0o777);
    chmodSync(path, 0o644);
    expect(await asNobody(() => ofOld())).toEqual(['no-permission', 'EPERM']);
    chmodSync(path, 0o600);
    expect(await asNobody(() => refusal())).toEqual(['no-permission', 'EACCES']);
    expect(readFileSync(path, 'utf8')).toBe(OLD);
  });

  test('what somebody says at the last moment', async () => {
    writeFileSync(path, OLD);
    const no = { outcome: 'refused', problem: 'gateway-running', errno: null } as const;
    expect(await ofOld({ mayWrite: () => Promise.resolve(no) })).toEqual(['gateway-running', null]);
  });

  test('a file that changed at the last moment', async () => {
    writeFileSync(path, OLD);
    const other = 'other bytes\n';
    const mayWrite = (): Promise<null> => {
      writeFileSync(path, other);
      return Promise.resolve(null);
    };
    expect(await refusal({ expected: hashAt(path), mayWrite })).toEqual([
      'changed-since-preview',
      null,
    ]);
    expect(readFileSync(path, 'utf8')).toBe(other);
  });

  test('a link that was turned at the last moment', async () => {
    for (const name of ['one', 'two']) writeFileSync(join(dir, name), OLD);
    symlinkSync('one', path);
    const ready = await prepareWrite(write());
    rmSync(path);
    symlinkSync('two', path);
    expect(ready.outcome === 'prepared' && (await ready.commit())).toMatchObject({
      problem: 'changed-since-preview',
    });
    expect([hashAt(join(dir, 'one')), leftovers()]).toEqual([hashAt(path), []]);
  });
});

describe('a single file mounted into a container', () => {
  beforeEach(() => {
    writeFileSync(path, OLD);
    writeFileSync(join(dir, 'host.ini'), OLD);
    mountSingleFile(join(dir, 'host.ini'), path);
  });

  test('is explained, and nothing is written', async () => {
    expect(await atomicWrite(write())).toMatchObject({ problem: 'mounted-file', errno: 'EBUSY' });
    expect(await atomicWrite(write({ bytes: null, inPlace: true }))).toMatchObject({
      problem: 'mounted-file',
    });
    expect(readFileSync(path, 'utf8')).toBe(OLD);
    expect(leftovers()).toEqual([]);
  });

  test.each([NEW, 'less', ''])('is written into with consent: %j', async (text) => {
    expect(await atomicWrite(write({ bytes: Buffer.from(text), inPlace: true }))).toBeNull();
    expect(readFileSync(join(dir, 'host.ini'), 'utf8')).toBe(text);
    expect(leftovers()).toEqual([]);
  });
});

test('a mounted file on a full disk gets its old bytes back', async () => {
  const host = join(dir, 'host');
  mkdirSync(host);
  mountSmallDisk(host, 64 * 1024);
  writeFileSync(join(host, 'host.ini'), OLD);
  writeFileSync(path, '');
  mountSingleFile(join(host, 'host.ini'), path);
  const bytes = Buffer.alloc(100 * 1024, 'x');
  expect(await atomicWrite(write({ bytes, inPlace: true }))).toEqual({
    outcome: 'refused',
    problem: 'put-back',
    errno: 'ENOSPC',
  });
  expect(readFileSync(path, 'utf8')).toBe(OLD);
});

test('what a killed process left goes after a minute; nothing else does', async () => {
  const now = Date.now();
  const old = (now - 61_000) / 1000;
  const ours = [temporaryBeside(path), temporaryBeside(path), temporaryBeside(path)] as const;
  for (const one of ours) writeFileSync(one, NEW);
  utimesSync(ours[0], old, old);
  utimesSync(ours[1], now / 1000 + 86_400, now / 1000 + 86_400);
  for (const name of ['jts.ini', '.jts.ini.1.abc.gatelight-tmp', '.jts.ini.swp']) {
    writeFileSync(join(dir, name), NEW);
    utimesSync(join(dir, name), old, old);
  }
  const folder = temporaryBeside(path);
  mkdirSync(folder);
  utimesSync(folder, old, old);
  expect(await sweepLeftovers(dir, now)).toBe(2);
  expect(readdirSync(dir)).toHaveLength(5);
  expect(await sweepLeftovers(join(dir, 'missing'), now)).toBe(0);
});
