export function extractFromZip(
  zipPath: string,
  targetDir: string,
  place: (name: string) => string | undefined,
): Promise<void>;
