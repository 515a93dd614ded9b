import { beforeAll } from 'vitest';
import { noOtherGateway } from '../../support/foreign-gateways.ts';
// All of these wait nearly all of their time, so they run side by side: the longest come first.
import './in-time/silence.ts';
import './in-time/no-way.ts';
import './in-time/wait.ts';
import './in-time/need.ts';
import './in-time/signals.ts';

beforeAll(noOtherGateway);
