import { bin } from './commands.mjs';

const types = (name, config) => ({ name, program: bin('tsc'), args: ['--noEmit', '-p', config] });

export const ESLINT = {
  name: 'eslint',
  program: bin('eslint'),
  args: ['.', '--max-warnings', '0'],
};

/** What is checked without running anything: each counts as one test of `npm test`. */
export const CHECKS = [
  types('types', 'tsconfig.json'),
  types('types of the main process alone', 'tsconfig.main.json'),
  types('types on Electron 33', 'tsconfig.electron33.json'),
  {
    name: 'svelte-check',
    program: bin('svelte-check'),
    args: ['--tsconfig', './tsconfig.renderer.json', '--fail-on-warnings'],
  },
  ESLINT,
  { name: 'prettier', program: bin('prettier'), args: ['--check', '--log-level', 'warn', '.'] },
];
