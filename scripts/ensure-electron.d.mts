export interface InstalledElectron {
  executable: string;
  distDir: string;
  version: string;
  /** The version in package.json; another one than `version` when the stand-in is installed. */
  pinned: string;
  standIn: boolean;
}
export function installedElectron(): InstalledElectron | undefined;
export function ensureElectron(): Promise<InstalledElectron>;
