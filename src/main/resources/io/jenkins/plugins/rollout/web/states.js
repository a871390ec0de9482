// The states as people see them: each a word, a tone (its colour) and a shape (its icon, in theme.css).
// No state is told by its colour alone.

import { html } from './lib/lit-html/lit-html.js';

/** In the order of concern: what needs a person comes first. */
export const INSTANCE_STATES = [
  'rollback-failed',
  'failed',
  'unhealthy',
  'rolling-back',
  'rolled-back',
  'deploying',
  'verifying',
  'waiting',
  'pending',
  'skipped',
  'healthy',
];

const TONES = {
  active: ['deploying', 'verifying', 'running', 'baking', 'judging'],
  attention: ['held', 'inconclusive', 'partial', 'aborted'],
  back: ['rolling-back', 'rolled-back'],
  bad: ['unhealthy', 'failed', 'rollback-failed', 'fail', 'error'],
  good: ['healthy', 'passed', 'succeeded', 'pass'],
};
const TONE_OF = new Map(Object.entries(TONES).flatMap(([tone, states]) => states.map((state) => [state, tone])));

const FINISHED = new Set(['succeeded', 'partial', 'rolled-back', 'failed', 'aborted']);
const IN_MOTION = new Set(['deploying', 'verifying', 'rolling-back']);

/** Whether a rollout has ended. */
export const isFinished = (state) => FINISHED.has(state);

/** Whether something happens to an instance right now. */
export const isInMotion = (state) => IN_MOTION.has(state);

export const tone = (state) => TONE_OF.get(state) ?? 'idle';

export const word = (state) => state.replaceAll('-', ' ');

/** The shape alone; a word must stand beside it. */
export const icon = (state) => html`<i class="rm-icon" data-icon=${state}></i>`;

/** Icon and word, for a state among text. */
export const badge = (state, label = word(state)) => html`
  <span class="rm-badge" data-state=${state} data-tone=${tone(state)}>${icon(state)}${label}</span>`;
