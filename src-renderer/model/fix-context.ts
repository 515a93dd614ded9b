import type { ApiClient } from '$contract/api-clients';
import type { System } from '$contract/app-state';
import type { ConnectionStatus } from '$contract/connection-status';
import type { Claim, FixStep, GuidedFix } from '$contract/guided-fix';
import { isLocal, type Product, type Target } from '$contract/target';
import { productName } from '$contract/target-words';

/** What the words of a step are made of. */
export interface FixContext {
  readonly fix: GuidedFix;
  readonly target: Target;
  readonly system: System;
  /** As the process shows it, else as it was set up. */
  readonly product: Product;
  /** The product as people call it. */
  readonly name: string;
  /** The process and its windows may be on this computer. */
  readonly local: boolean;
  /** A test connection waits for its answer. */
  readonly held: boolean;
  readonly clientId: number | null;
  /** Other programs' connections; null where the system does not tell. */
  readonly others: readonly ApiClient[] | null;
}

export function fixContext(fix: GuidedFix, status: ConnectionStatus, system: System): FixContext {
  const { target, report, apiClients } = status;
  const product = productOf(fix, target);
  return {
    fix,
    target,
    system,
    product,
    name: productName[product],
    local: isLocal(target.host),
    held: report?.phase === 'held' && status.state !== 'paused',
    clientId: report?.clientId ?? null,
    others: othersOf(apiClients),
  };
}

function productOf(fix: GuidedFix, target: Target): Product {
  const process = fix.proven.find((proof) => proof.kind === 'process');
  return process?.product ?? target.product;
}

export const othersOf = (clients: readonly ApiClient[] | null): readonly ApiClient[] | null =>
  clients === null ? null : clients.filter(({ isOurs }) => !isOurs);

/** The claim of this kind, or null where the evidence makes none. */
export function claimOf<Kind extends Claim['kind']>(
  fix: GuidedFix,
  kind: Kind,
): Extract<Claim, { kind: Kind }> | null {
  return (fix.claims.find((claim) => claim.kind === kind) ?? null) as Extract<
    Claim,
    { kind: Kind }
  > | null;
}

/** The step on show; null once the problem is over, or where the plan is empty. */
export const currentStep = (fix: GuidedFix): FixStep | null =>
  fix.outcome !== null
    ? null
    : (fix.steps.find(({ state }) => state === 'now') ?? fix.steps[0] ?? null);
