import { join } from 'node:path';

export type Step =
  | { readonly do: 'overwrite' | 'write' | 'append'; readonly path: string; readonly text: string }
  | { readonly do: 'rename' | 'link'; readonly path: string; readonly to: string }
  | { readonly do: 'remove' | 'folder'; readonly path: string }
  | { readonly do: 'chmod'; readonly path: string; readonly mode: number }
  | { readonly do: 'wait'; readonly ms: number };

export const KINDS = [
  'in place',
  'truncate and write',
  'chunks',
  'temp and rename',
  'delete and recreate',
  'late folder',
  'folder recreated',
  'symlink',
  'chmod only',
  'burst',
  'same size',
] as const;
export type Kind = (typeof KINDS)[number];

/** What is done, what is there in the end, and which whole contents are there on the way. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Null: nothing new. */
  readonly final: string | null;
  readonly onTheWay: readonly string[];
}

type Chance = (limit: number) => number;

/** Looks like a `jts.ini`; no two of different `number` are equal, all of one `digits` are of one size. */
export function contentOf(number: number, lines: number): string {
  const id = `${number}`.padStart(8, '0');
  const hosts = Array.from({ length: lines }, (_, index) => `Key${index}=value of ${id}`);
  return ['[IBGateway]', `TrustedIPs=127.0.0.1`, `Id=${id}`, '[Logon]', ...hosts, ''].join('\n');
}

/** `file` exists, but for a late folder; `other`: a folder beside, for the targets of links. `number` is new. */
export function planOf(
  kind: Kind,
  { dir, other, number, before }: PlanInput,
  chance: Chance,
): Plan {
  const file = join(dir, 'jts.ini');
  const text = contentOf(number, kind === 'same size' ? linesIn(before) : 5 + chance(40));
  const one = (...steps: readonly Step[]): Plan => ({ steps, final: text, onTheWay: [] });
  const wait = (limit: number): Step => ({ do: 'wait', ms: chance(limit) });
  const temp = join(dir, `jts.ini.${number}`);
  switch (kind) {
    case 'in place':
    case 'same size':
      return one({ do: 'overwrite', path: file, text });
    case 'truncate and write':
      return one({ do: 'write', path: file, text: '' }, wait(60), {
        do: 'append',
        path: file,
        text,
      });
    case 'chunks':
      return one(
        { do: 'write', path: file, text: '' },
        ...chunks(file, text, 3 + chance(9), 70, chance),
      );
    case 'temp and rename':
      return one({ do: 'write', path: temp, text }, wait(20), {
        do: 'rename',
        path: temp,
        to: file,
      });
    case 'delete and recreate':
      return one(
        { do: 'remove', path: file },
        wait(300),
        ...chunks(file, text, 2 + chance(6), 8, chance),
      );
    case 'late folder':
      return one({ do: 'folder', path: dir }, wait(50), { do: 'write', path: file, text });
    case 'folder recreated':
      return one({ do: 'remove', path: dir }, wait(200), { do: 'folder', path: dir }, wait(50), {
        do: 'write',
        path: file,
        text,
      });
    case 'symlink': {
      const target = join(other, `target-${number}.ini`);
      const link = join(dir, `link-${number}`);
      // To another target; then that one is written, in the middle of which the watcher must follow.
      const first = contentOf(number + 1, 5);
      const relink: readonly Step[] = [
        { do: 'write', path: target, text: first },
        { do: 'link', path: link, to: target },
        { do: 'rename', path: link, to: file },
      ];
      const isPlain = chance(2) === 0;
      if (isPlain) return { steps: relink, final: first, onTheWay: [] };
      const steps: readonly Step[] = [
        ...relink,
        wait(400),
        { do: 'overwrite', path: target, text },
      ];
      return { steps, final: text, onTheWay: [first] };
    }
    case 'chmod only':
      return {
        steps: [{ do: 'chmod', path: file, mode: chance(2) === 0 ? 0o600 : 0o640 }],
        final: null,
        onTheWay: [],
      };
    case 'burst': {
      const all = Array.from({ length: 15 + chance(35) }, (_, at) => contentOf(number + at, 20));
      const byRename = chance(2) === 0;
      const steps = all.flatMap((each): readonly Step[] => [
        { do: 'wait', ms: 1 + chance(8) },
        ...(byRename
          ? ([
              { do: 'write', path: temp, text: each },
              { do: 'rename', path: temp, to: file },
            ] as const)
          : ([{ do: 'overwrite', path: file, text: each }] as const)),
      ]);
      return { steps, final: all.at(-1) ?? null, onTheWay: all };
    }
  }
}

export interface PlanInput {
  readonly dir: string;
  readonly other: string;
  /** The first of a hundred that nobody else has. */
  readonly number: number;
  readonly before: string;
}

function chunks(file: string, text: string, count: number, gapMs: number, chance: Chance): Step[] {
  const size = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, at) => text.slice(at * size, (at + 1) * size))
    .filter((part) => part !== '')
    .flatMap((part) => [
      { do: 'wait', ms: chance(gapMs) },
      { do: 'append', path: file, text: part },
    ]);
}

const linesIn = (text: string): number => text.split('\n').length - 5;
