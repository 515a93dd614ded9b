/** What is said where a connection is set up. */
export const newConnectionText = {
  mode: 'How should it be watched?',
  question: 'Gateway may show a question.',
  answer: 'Answer Yes only if you started this test just now.',
  noTarget: 'Choose a connection first.',
  noAccount: 'Choose paper or live first.',
  noMode: 'Choose how this live account is watched first.',
} as const;
