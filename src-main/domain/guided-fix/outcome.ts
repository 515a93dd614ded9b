import type { GatewayProcess } from '../../contract/evidence.ts';
import type { FixCause, FixStepId } from '../../contract/guided-fix.ts';
import type { Scene } from './scene.ts';

export interface Ended {
  readonly cause: FixCause;
  readonly isSure: boolean;
}

const because = (cause: FixCause, isSure: boolean): Ended => ({ cause, isSure });

/** Between two tests lies more; the clock may have been set by less. */
const SAME_TEST_MS = 500;

/**
 * What ended a problem, as far as can be seen: `before` is how it was last met, `after` how it is
 * now, `onShow` what the user was busy with.
 */
export function causeOf(before: Scene, after: Scene, onShow: FixStepId): Ended {
  if (after.key !== before.key) return because('port-changed', true);
  switch (before.met) {
    case 'wrong-port':
      return nowListensHere(before, after);
    case 'not-running':
      return because('gateway-started', before.processes === 'none' && after.process !== null);
    case 'wrong-service':
      return because('service-replaced', ownersDiffer(before, after));
    default:
  }
  if (isOtherProcess(before, after)) return because('gateway-restarted', true);
  // Whatever is suspended answers nobody: it must run again.
  if (before.isSuspended) return because('process-resumed', before.owner?.kind !== 'unknown');
  if (before.restartSeenAt !== after.restartSeenAt && !isSameProcess(before, after)) {
    return because('gateway-restarted', false);
  }
  switch (before.met) {
    case 'sign-in-needed':
      return because('sign-in-finished', isSameProcess(before, after) && before.product !== 'tws');
    case 'disclaimer-pending':
      return because('disclaimer-accepted', true);
    case 'client-id-in-use':
      return because('client-id-freed', true);
    case 'cut-off':
      return because('link-restored', true);
    case 'refused-by-rule':
      return afterRefusal(before, after, onShow);
    case 'session-refused':
      return because('now-let-in', false);
    case 'silent':
    case 'session-silent':
      return afterSilence(before, after, onShow);
    default:
      return because('unknown', false);
  }
}

function nowListensHere(before: Scene, after: Scene): Ended {
  if (isSameProcess(before, after)) return because('port-changed', true);
  return isOtherProcess(before, after)
    ? because('gateway-started', true)
    : because('port-changed', false);
}

/** Behind a relay it is likelier that nobody was there than that somebody refused. */
function afterRefusal(before: Scene, after: Scene, onShow: FixStepId): Ended {
  return before.relay !== null && onShow !== 'trust-address'
    ? because('gateway-started', false)
    : because('now-let-in', isSameProcess(before, after));
}

/** The connection that waited was answered: then something in front of Gateway let it through. */
function afterSilence(before: Scene, after: Scene, onShow: FixStepId): Ended {
  const looksLikeDialog = before.hasNewWindow || onShow === 'accept-dialog';
  if (isSameTest(before, after)) {
    if (!before.isYoung) return because('dialog-accepted', looksLikeDialog);
    return because(before.hasNewWindow ? 'dialog-accepted' : 'sign-in-finished', false);
  }
  if (looksLikeDialog) return because('dialog-accepted', false);
  return onShow === 'trust-address' ? because('now-let-in', false) : because('unknown', false);
}

const isSameTest = (before: Scene, after: Scene): boolean =>
  before.isHeld &&
  before.testedAt !== null &&
  after.testedAt !== null &&
  Math.abs(after.testedAt - before.testedAt) < SAME_TEST_MS;

/** The Gateway that owns the port, or would; null: not known. */
const gatewayOf = ({ owner, process }: Scene): GatewayProcess | null =>
  owner === null || owner.kind === 'gateway' ? process : null;

/** A start is reckoned from the uptime; process numbers come round again, but not so soon. */
const SAME_START_MS = 10_000;

/** Null: of one or both nobody knows. */
function isSameGateway(before: Scene, after: Scene): boolean | null {
  const [one, other] = [gatewayOf(before), gatewayOf(after)];
  if (one === null || other === null) return null;
  return one.pid === other.pid && Math.abs(one.startedAt - other.startedAt) < SAME_START_MS;
}

const isSameProcess = (before: Scene, after: Scene): boolean =>
  isSameGateway(before, after) === true;

const isOtherProcess = (before: Scene, after: Scene): boolean =>
  isSameGateway(before, after) === false;

const ownersDiffer = ({ owner: before }: Scene, { owner: after }: Scene): boolean =>
  before !== null &&
  after !== null &&
  before.kind !== 'unknown' &&
  after.kind !== 'unknown' &&
  before.pid !== after.pid;
