import { USUAL_PORTS } from '$contract/target';
import { otherPort } from '../../model/fix-actions.ts';
import type { FixContext } from '../../model/fix-context.ts';
import { APPLY, openApiSettings } from '../menu-paths.ts';

export function trustAddress(c: FixContext): readonly string[] {
  const address = c.local
    ? 'Under *Trusted IPs*, choose *Create* and enter *127.0.0.1*.'
    : `Under *Trusted IPs*, choose *Create* and enter this computer's address as ${c.name} sees it, and untick *Allow connections from localhost only*.`;
  return [
    openApiSettings(c.product),
    `${address} Only single addresses count, no ranges.`,
    APPLY,
    c.held
      ? 'Answer the question that is open now: the new rule counts from the next connection on.'
      : 'The next test shows whether it passes without a question.',
  ];
}

export function enableApi(c: FixContext): readonly string[] {
  return [
    openApiSettings(c.product),
    'Tick *Enable ActiveX and Socket Clients*. Gateway has no such box: its API is always on.',
    `Compare *Socket port* with ${c.target.port}.`,
    APPLY,
  ];
}

const USUAL = 'Usual ports: Gateway 4002 paper, 4001 live; TWS 7497 paper, 7496 live.';

export function changePort(c: FixContext): readonly string[] {
  const other = otherPort(c);
  if (other === null)
    return [
      `${openApiSettings(c.product)} Read *Socket port* there.`,
      `Open Settings here and enter that port for this connection. ${USUAL}`,
      'Use the same port in your own programs.',
    ];
  const live =
    USUAL_PORTS[other]?.mode === 'live' && c.target.mode !== 'live'
      ? ` Port ${other} is usually a live account's: nothing connects there before you chose how it is watched.`
      : '';
  return [
    `Choose *Watch ${other}* below: this connection then goes to port ${other}.${live}`,
    `Use port ${other} in your own programs as well. ${USUAL}`,
  ];
}

export function setGatewayPort(c: FixContext): readonly string[] {
  return [
    openApiSettings(c.product),
    `Set *Socket port* to ${c.target.port}. ${USUAL}`,
    APPLY,
    'Programs that use the old port need the new one.',
  ];
}
