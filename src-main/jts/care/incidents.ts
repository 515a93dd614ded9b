import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConnectionStatus } from '../../contract/connection-status.ts';
import { EXPLAINING_RULES, type MayExplain } from '../../contract/jts/settings-state.ts';
import { VERDICTS } from '../../contract/verdict.ts';
import type { Clock } from '../../domain/clock.ts';
import { mayExplain, type Incident, type SettingsChange } from '../../domain/jts/correlation.ts';
import { incidentOf, isRecent, withIncident } from '../../domain/jts/incidents.ts';
import { ownFolder, readSmallFile, replaceOwnFile } from '../../files/small-files.ts';
import type { Log } from '../../logging/log.ts';

const instant = z.number().min(0).max(8.64e15);
const connection = z.string().min(1).max(300);
const incidentSchema = z.object({
  connection,
  at: instant,
  verdict: z.enum(VERDICTS),
  codes: z.array(z.int()).max(100),
  otherPortOpened: z.boolean(),
}) satisfies z.ZodType<Incident>;
const explainedSchema = z.object({
  folder: z.string().regex(/^[0-9a-f]{16}$/),
  rule: z.enum(EXPLAINING_RULES),
  connection,
  changeAt: instant,
  incidentAt: instant,
});
type Explained = z.infer<typeof explainedSchema>;
const fileSchema = z.object({
  schema: z.literal(1),
  incidents: z.array(incidentSchema).max(500),
  explained: z.array(explainedSchema).max(500),
});

const EXPLAINED_KEPT = 100;

/** What went wrong with the connections in the last seven days, and which change of settings may explain it. */
export class Incidents {
  readonly #path: string;
  readonly #dir: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Pick<Log, 'warn'>;
  #incidents: readonly Incident[] = [];
  #explained: readonly Explained[] = [];

  constructor(dataDir: string, clock: Pick<Clock, 'now'>, log: Pick<Log, 'warn'>) {
    this.#dir = dataDir;
    this.#path = join(dataDir, 'incidents.json');
    this.#clock = clock;
    this.#log = log;
    this.#read();
  }

  /** True: one is new, or more is known of it. */
  seen(statuses: readonly ConnectionStatus[]): boolean {
    const now = this.#clock.now();
    const before = this.#incidents;
    for (const status of statuses) {
      const incident = incidentOf(status);
      if (incident !== null) this.#incidents = withIncident(this.#incidents, incident, now);
    }
    if (this.#incidents === before) return false;
    this.#write();
    return true;
  }

  /** The latest changes of a folder, beside what went wrong with its connections. True: a rule joins two more. */
  changed(
    folder: string,
    changes: readonly SettingsChange[],
    connections: readonly string[],
  ): boolean {
    const own = this.#incidents.filter((one) => connections.includes(one.connection));
    const fresh = mayExplain(changes, own)
      .map((one) => ({ folder, ...one }))
      .filter((one) => !this.#explained.some((known) => isSame(known, one)));
    if (fresh.length === 0) return false;
    const now = this.#clock.now();
    const kept = this.#explained.filter((one) => isRecent(one, now));
    this.#explained = [...kept, ...fresh].slice(-EXPLAINED_KEPT);
    this.#write();
    return true;
  }

  /** The newest of a folder; null: none of the last seven days. */
  explained(folder: string, connections: readonly string[]): MayExplain | null {
    return this.#newest((one) => one.folder === folder && connections.includes(one.connection));
  }

  /** The newest of a connection. */
  explains(connection: string): MayExplain | null {
    return this.#newest((one) => one.connection === connection);
  }

  #newest(fits: (one: Explained) => boolean): MayExplain | null {
    const now = this.#clock.now();
    const [newest] = this.#explained
      .filter((one) => fits(one) && isRecent(one, now))
      .sort((one, other) => other.incidentAt - one.incidentAt || other.changeAt - one.changeAt);
    if (newest === undefined) return null;
    const { rule, connection: of, changeAt, incidentAt } = newest;
    return { rule, connection: of, changeAt, incidentAt };
  }

  #read(): void {
    const file = readSmallFile(this.#path);
    if (file.outcome === 'none') return;
    const parsed = file.outcome === 'read' ? fileSchema.safeParse(jsonOf(file.text)) : null;
    if (parsed?.success === true) {
      ({ incidents: this.#incidents, explained: this.#explained } = parsed.data);
      return;
    }
    this.#log.warn('the list of incidents does not parse; it was set aside');
    try {
      renameSync(this.#path, join(this.#dir, `incidents.damaged-${this.#clock.now()}.json`));
    } catch {
      // The next write replaces it.
    }
  }

  #write(): void {
    const content = { schema: 1, incidents: this.#incidents, explained: this.#explained };
    try {
      ownFolder(this.#dir);
      replaceOwnFile(this.#path, `${JSON.stringify(content)}\n`);
    } catch {
      // Known until the app ends; nothing else depends on it.
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isSame = (one: Explained, other: Explained): boolean =>
  one.folder === other.folder &&
  one.rule === other.rule &&
  one.connection === other.connection &&
  one.changeAt === other.changeAt &&
  one.incidentAt === other.incidentAt;
