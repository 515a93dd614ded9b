import { clockTime } from '$contract/format';
import type { Proof } from '$contract/guided-fix';
import type { Target } from '$contract/target';
import { productName } from '$contract/target-words';

interface ProofText {
  readonly title: string;
  readonly caption: string;
}

/** What needs no step any more. */
export function proofText(proof: Proof, { mode }: Target): ProofText {
  switch (proof.kind) {
    case 'process': {
      const started = `started ${clockTime(proof.startedAt)}`;
      return {
        title: `${productName[proof.product]} is running`,
        caption:
          proof.version === null ? `S${started.slice(1)}` : `Version ${proof.version}, ${started}`,
      };
    }
    case 'port':
      return {
        title: 'Port is open',
        caption: mode === 'unknown' ? String(proof.port) : `${proof.port}, ${MODE[mode]}`,
      };
    case 'api':
      return { title: 'API answers', caption: `Server version ${proof.serverVersion}` };
    case 'session':
      return { title: 'Session starts', caption: 'Order ID and accounts arrived' };
  }
}

const MODE = { paper: 'paper', live: 'Live' } as const;
