/** One outline family on a 16 grid, 1.5 px strokes. Status glyphs are drawn elsewhere. */
export const ICON_PATHS = {
  pulse: 'M1.8 9.4h2.9l1.9-5.6 2.9 9 1.8-4.6h2.9',
  sliders:
    'M2 4.5h6.2M11.8 4.5H14M2 11.5h2.2M7.8 11.5H14M8.2 4.5a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 0 0-3.6 0ZM4.2 11.5a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 0 0-3.6 0Z',
  again: 'M13.3 9.2A5.5 5.5 0 1 1 12 4.4M12.4 1.8v3h-3',
  bell: 'M8 2a4 4 0 0 0-4 4v2.6L2.8 11h10.4L12 8.6V6a4 4 0 0 0-4-4ZM6.6 13.2a1.5 1.5 0 0 0 2.8 0',
  'bell-off':
    'M12 8.4V6a4 4 0 0 0-6.3-3.3M4 5.6v3L2.8 11H11M6.6 13.2a1.5 1.5 0 0 0 2.8 0M2.2 2.2l11.6 11.6',
  close: 'm4 4 8 8m0-8-8 8',
  copy: 'M6.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1ZM10.5 2.5h-7a1 1 0 0 0-1 1v7',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.5v3.2M8 5.2v.1',
  chevron: 'm4.2 6.2 3.8 3.8 3.8-3.8',
  plus: 'M8 3.2v9.6M3.2 8h9.6',
  check: 'm3.2 8.4 3.2 3.2 6.4-7',
  file: 'M9.3 1.8H4.5A1.5 1.5 0 0 0 3 3.3v9.4a1.5 1.5 0 0 0 1.5 1.5h7a1.5 1.5 0 0 0 1.5-1.5V5.5ZM6 8.4h4M6 11.2h4',
} as const;
export type IconName = keyof typeof ICON_PATHS;
