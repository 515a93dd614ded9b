import type { UsualPort } from '$contract/evidence';
import type { GatewayState, Hue } from '$contract/verdict';

export interface PortFinding {
  readonly text: string;
  readonly glyph: GatewayState;
  readonly hue: Hue;
}

/** What looking at a usual port found, without connecting to it. */
export function portFinding({ listening, owner }: UsualPort): PortFinding {
  if (!listening) return { text: 'Nothing listens', glyph: 'checking', hue: 'idle' };
  switch (owner.kind) {
    case 'gateway':
      return { text: 'Port open', glyph: 'ready', hue: 'ok' };
    case 'relay':
      return { text: `Port open, through ${owner.program}`, glyph: 'ready', hue: 'ok' };
    case 'other':
      return { text: `Used by ${owner.program}`, glyph: 'degraded', hue: 'warn' };
    case 'unknown':
      return { text: 'Port open', glyph: 'ready', hue: 'ok' };
  }
}
