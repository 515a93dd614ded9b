import type { ClientAnswer, GaveUp, NotAsked } from '$contract/api-clients';
import { longDuration, shortDuration } from '$contract/format';
import { programLabel } from './programs.ts';

const NOT_ASKED: Readonly<Record<NotAsked, string>> = {
  'look-only': 'No test was made for it: this connection is only looked at.',
  'accepted-by-hand': 'No test was made for it: Gateway could ask about it again.',
  crowded: 'No test was made for it: too many clients are on the port.',
  'asked-lately': 'No test was made for it: the last one for this program is under 15 minutes old.',
};

function answerText(answer: ClientAnswer): string {
  switch (answer.kind) {
    case 'asking':
      return 'Gatelight tests now whether Gateway answers.';
    case 'answered':
      return `Gateway answered Gatelight's test in ${shortDuration(answer.inMs)}: look in your program.`;
    case 'not-answered':
      return "Gateway doesn't answer Gatelight either.";
    case 'not-asked':
      return NOT_ASKED[answer.why];
  }
}

/** `python (48211, runner.py) gave up 3 times after about 4 s. …` */
export function gaveUpText(gaveUp: GaveUp): string {
  const { visits, stayedMs, answer } = gaveUp;
  const stayed = longDuration(Math.max(1000, Math.round(stayedMs / 1000) * 1000));
  return `${programLabel(gaveUp)} gave up ${visits} times after about ${stayed.replace(/ seconds?$/, ' s')}. ${answerText(answer)}`;
}

export const SHORT_VISITS = 'Short visits can be missed.';
