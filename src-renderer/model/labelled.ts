/** A run of plain text, or the exact label of something on another program's screen. */
export interface Piece {
  readonly text: string;
  readonly isLabel: boolean;
}

/** `Choose *Accept* or *Yes*.`: what stands between asterisks is a label. */
export function pieces(line: string): readonly Piece[] {
  return line
    .split('*')
    .map((text, index) => ({ text, isLabel: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
