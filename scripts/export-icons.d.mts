export type Hue = 'ok' | 'warn' | 'bad' | 'info' | 'idle';
export const PALETTES: Record<'light' | 'dark' | 'unknown', Record<Hue, string>>;
export const PICTURES: Record<string, { drawing: string; hue: Hue }>;
export const SIZES: { linux: number[]; win32: number[]; darwin: number };
export function renderGlyph(
  drawing: string,
  colour: string,
  size: number,
): { size: number; png: Buffer; rgba: Buffer };
export function exportIcons(outDir?: string): boolean;
