import { z } from 'zod';
import { NOT_ASKED, type ApiClient, type GaveUp } from '../../contract/api-clients.ts';
import type { ConnectionStatus } from '../../contract/connection-status.ts';
import { CAUSES, type Step } from '../../contract/diagnosis.ts';
import type { Evidence, ListenerOwner } from '../../contract/evidence.ts';
import { hostSchema, portSchema } from '../../contract/preferences.ts';
import type { Target } from '../../contract/target.ts';
import { STAGES, type TestReport, type VerdictDetails } from '../../contract/test-report.ts';
import { STATES, VERDICTS } from '../../contract/verdict.ts';
import { WATCH_MODES } from '../../contract/watch-modes.ts';
import type { MonitorMemory } from '../../domain/monitor-memory.ts';
import { ownerSchema } from '../../files/owner-lock.ts';

/**
 * What is read back from the target's files. Another version may have written them, or anybody else:
 * what passes here can be worded, printed and reckoned with, and holds no sign that a terminal obeys.
 */

/** Epoch ms of which a date can be made. */
const instant = z.number().min(0).max(8.64e15);
const duration = z.number().min(-1e12).max(1e12);
const count = z.int().min(0);
const words = z
  .string()
  .max(2000)
  .regex(/^\P{Cc}*$/u);
/** What other programs call themselves and their windows: nothing that turns or breaks the text around. */
const foreign = z
  .string()
  .max(400)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);
/** By a clock that only goes forward. */
const passed = duration.min(0);
const few = <Item extends z.ZodType>(item: Item) => z.array(item).max(200);

const verdict = z.enum(VERDICTS);
const state = z.enum(STATES);
const mode = z.enum(['paper', 'live']);
const accountKind = z.enum(['paper', 'live', 'mixed', 'unknown']);
const STEPS = [
  'accept-dialog',
  'finish-sign-in',
  'trust-address',
  'enable-api',
  'clear-connections',
  'restart-gateway',
  'change-port',
  'start-gateway',
  'wait',
  'ask-for-help',
] as const satisfies readonly Step[];

const targetSchema = z.object({
  host: hostSchema,
  port: portSchema,
  product: z.enum(['gateway', 'tws', 'unknown']),
  mode: z.enum(['paper', 'live', 'unknown']),
  expect: mode.nullable(),
}) satisfies z.ZodType<Target>;

const detailsSchema = z.object({
  waitedMs: duration.exactOptional(),
  closedAfterMs: duration.exactOptional(),
  otherPort: portSchema.exactOptional(),
  farms: few(words).exactOptional(),
  skewMs: z.number().exactOptional(),
  sessionMs: duration.exactOptional(),
  usualMs: duration.exactOptional(),
  service: z.enum(['http', 'tls', 'ssh', 'unknown']).exactOptional(),
  serverVersion: z.int().exactOptional(),
  processStartedAt: instant.exactOptional(),
  accountKind: accountKind.exactOptional(),
  missing: words.exactOptional(),
  errno: words.exactOptional(),
  blockedBy: verdict.exactOptional(),
  muteSince: instant.exactOptional(),
}) satisfies z.ZodType<VerdictDetails>;

const notChecked = z.object({ outcome: z.literal('not-checked') });
const none = z.object({ outcome: z.literal('none'), durationMs: duration });
const unknown = z.object({
  outcome: z.literal('unknown'),
  missing: words,
  durationMs: duration,
});
const ownerOfPort = z.union([
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.enum(['gateway', 'relay', 'other']), pid: count, program: foreign }),
]) satisfies z.ZodType<ListenerOwner>;
const programName = { program: foreign, script: foreign.nullable(), pid: count.nullable() };
const apiClientSchema = z.object({
  ...programName,
  connections: count,
  halfClosed: count,
  isOurs: z.boolean(),
}) satisfies z.ZodType<ApiClient>;
const gaveUpSchema = z.object({
  ...programName,
  visits: count,
  stayedMs: passed,
  lastAt: instant,
  answer: z.union([
    z.object({ kind: z.literal('asking') }),
    z.object({ kind: z.literal('answered'), inMs: duration, at: instant }),
    z.object({ kind: z.literal('not-answered'), verdict, at: instant }),
    z.object({ kind: z.literal('not-asked'), why: z.enum(NOT_ASKED) }),
  ]),
}) satisfies z.ZodType<GaveUp>;
const evidenceSchema = z.object({
  process: z.union([
    notChecked,
    none,
    unknown,
    z.object({
      outcome: z.literal('found'),
      processes: few(
        z.object({
          pid: count,
          product: z.enum(['gateway', 'tws']),
          version: words.nullable(),
          startedAt: instant,
          suspended: z.boolean(),
          ports: few(portSchema).nullable(),
        }),
      ),
      durationMs: duration,
    }),
  ]),
  listener: z.union([
    notChecked,
    none,
    unknown,
    z.object({
      outcome: z.literal('found'),
      owner: ownerOfPort,
      closeWait: count,
      clients: count,
      programs: few(apiClientSchema).nullable().default(null),
      durationMs: duration,
    }),
  ]),
  windows: z
    .union([
      notChecked,
      z.object({ outcome: z.literal('new'), title: foreign.nullable() }),
      z.object({ outcome: z.literal('none-new') }),
      z.object({ outcome: z.literal('unknown'), missing: words }),
    ])
    .default({ outcome: 'not-checked' }),
  otherPorts: few(portSchema),
}) satisfies z.ZodType<Evidence>;

const stageSchema = z.object({
  stage: z.enum(STAGES),
  outcome: z.enum(['passed', 'failed', 'silent', 'skipped', 'unknown', 'running']),
  startMs: duration.nullable(),
  durationMs: duration.nullable(),
  evidence: z.record(
    z.string().regex(/^\w{1,64}$/),
    z.union([words, z.number(), z.boolean(), z.null()]),
  ),
});

export const reportSchema = z.object({
  startedAt: instant,
  at: instant,
  target: targetSchema,
  phase: z.enum(['running', 'held', 'done']),
  state,
  verdict: verdict.nullable(),
  details: detailsSchema,
  stages: z
    .array(stageSchema)
    .length(STAGES.length)
    .refine((stages) => stages.every(({ stage }, index) => stage === STAGES[index])),
  evidence: evidenceSchema,
  causes: few(
    z.object({
      cause: z.enum(CAUSES),
      confidence: z.enum(['certain', 'likely', 'possible']),
      evidence: few(words),
      against: few(words),
      step: z.enum(STEPS),
    }),
  ),
  notes: few(z.object({ code: z.int().nullable(), text: words })),
  serverVersion: z.int().nullable(),
  connectionTime: words.nullable(),
  accounts: z.object({ count, kind: accountKind }),
  clientId: z.int(),
  clockSkewMs: z.number().nullable(),
  bytesSent: count,
  bytesReceived: count,
}) satisfies z.ZodType<TestReport>;

const statusSchema = z.object({
  target: targetSchema,
  mode: z.enum(WATCH_MODES).nullable(),
  state,
  verdict: verdict.nullable(),
  since: instant,
  observedAt: instant,
  problemSince: instant.nullable(),
  report: reportSchema.nullable(),
  testingSince: instant.nullable(),
  lastReadyAt: instant.nullable(),
  sessionAnsweredAt: instant.nullable(),
  roundTripMs: duration.nullable(),
  newClientAcceptedAt: instant.nullable(),
  acceptedByHand: z.boolean(),
  crowdedBy: count.nullable(),
  everListened: z.boolean(),
  restartSeenAt: instant.nullable(),
  plannedRestart: z.object({ backBy: instant, isAssumed: z.boolean() }).nullable(),
  closedByUser: z.boolean(),
  isOld: z.boolean(),
  pausedUntil: z.union([instant, z.literal('forever')]).nullable(),
  watchedBy: count.nullable(),
  // Unknown to older versions, as all defaults are.
  noDialog: z.boolean().default(false),
  lastAcceptedAt: instant.nullable().default(null),
  usualMs: z.partialRecord(z.enum(STAGES), passed).default({}),
  apiClients: few(apiClientSchema).nullable().default(null),
  gaveUp: few(gaveUpSchema).default([]),
}) satisfies z.ZodType<ConnectionStatus>;

const memorySchema = z.object({
  tries: z.object({ failures: count, silent: count }),
  lastTest: z
    .object({ at: instant, verdict: verdict.nullable(), waitedMs: duration.nullable() })
    .nullable(),
  circumstances: z.string().max(10_000).nullable(),
  sessionTimesMs: few(duration),
  stageTimesMs: z.partialRecord(z.enum(STAGES), few(passed)).default({}),
  acceptedAt: instant.nullable().default(null),
  restarts: few(z.object({ goneAt: instant, backAt: instant })),
}) satisfies z.ZodType<MonitorMemory>;

/** What a monitor tells of one target, for others to join and for its own next start. */
export const statusFileSchema = z.object({
  schema: z.literal(1),
  /** Null: nobody watches any more; the memory stays. */
  owner: ownerSchema.extend({ since: instant }).nullable(),
  status: statusSchema,
  memory: memorySchema,
});
export type StatusFile = z.infer<typeof statusFileSchema>;

/** What the holder of the test lock sees; its last words once the lock is free. */
export const testFileSchema = z.object({
  schema: z.literal(1),
  owner: ownerSchema,
  report: reportSchema,
});
