export const CAUSES = [
  'dialog-waiting',
  'sign-in-pending',
  'gateway-starting',
  'stuck-connections',
  'frozen-process',
  'address-not-trusted',
  'too-many-clients',
  'relay-without-gateway',
  'client-id-taken',
  'disclaimer',
  'other-service',
  'other-port',
  'gateway-stopped',
  'api-disabled',
  'link-lost',
  'unexplained',
] as const;
export type CauseCode = (typeof CAUSES)[number];

export type Step =
  | 'accept-dialog'
  | 'finish-sign-in'
  | 'trust-address'
  | 'enable-api'
  | 'clear-connections'
  | 'restart-gateway'
  | 'change-port'
  | 'start-gateway'
  | 'wait'
  | 'ask-for-help';

export type Confidence = 'certain' | 'likely' | 'possible';

/** A claim with what speaks for and against it. No evidence, no claim. */
export interface Cause {
  readonly cause: CauseCode;
  readonly confidence: Confidence;
  readonly evidence: readonly string[];
  readonly against: readonly string[];
  readonly step: Step;
}
