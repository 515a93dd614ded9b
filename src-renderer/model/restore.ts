import type { Finding } from '$contract/jts/finding';
import type { FolderUse } from '$contract/jts/settings-folder';
import type { ComparedVersions, RestorePreview } from '$contract/jts/settings-state';

/** `never`: what was saved is lost. */
export type RestoreWay = 'now' | 'when-closed' | 'never';

/** How this backup can be put back; there is no way past a Gateway that runs. */
export function restoreWay({ backup }: Pick<RestorePreview, 'backup'>, use: FolderUse): RestoreWay {
  if (backup.isDamaged) return 'never';
  return use.state === 'closed' ? 'now' : 'when-closed';
}

/** One line of what a restore changes. */
export type RestoreLine =
  | {
      readonly kind: 'setting';
      /** In plain words, or null: its key stands for it. */
      readonly name: string | null;
      readonly key: string;
      /** Null: not there. */
      readonly now: string | null;
      readonly after: string | null;
    }
  /** Many as one, or the file as a whole: there are no two values to show. */
  | { readonly kind: 'sentence'; readonly text: string };

export interface RestoreChanges {
  readonly lines: readonly RestoreLine[];
  readonly matter: number;
  readonly housekeeping: number;
  /** Trusted addresses are among them, or may be. */
  readonly trusted: boolean;
}

export function restoreChanges({ comparison, meanings }: ComparedVersions): RestoreChanges {
  const all = comparison.findings.map((finding, index) => ({
    finding,
    name: meanings[index]?.name ?? null,
  }));
  const matter = all.filter(({ finding }) => finding.severity !== 'housekeeping');
  return {
    lines: matter.map(({ finding, name }) => lineOf(finding, name)),
    matter: matter.length,
    housekeeping: all.length - matter.length,
    trusted: matter.some(({ finding }) => finding.key === 'TrustedIPs' || isOfMany(finding)),
  };
}

const isOfMany = ({ key, change }: Finding): boolean =>
  key === null || change === 'grouped' || change === 'damaged' || change === 'duplicated';

function lineOf(finding: Finding, name: string | null): RestoreLine {
  const { key, before, after, text } = finding;
  return key === null || isOfMany(finding)
    ? { kind: 'sentence', text }
    : { kind: 'setting', name, key, now: before, after };
}
