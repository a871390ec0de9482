// All rollouts on record, newest first.

import { html } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { duration, share, time } from './format.js';
import { badge } from './states.js';

export function list(rollouts) {
  return html`
    <header class="rm-header"><div class="rm-title"><h1>Rollouts</h1></div></header>
    ${rollouts.length === 0
      ? html`<p class="rm-note">No rollout is on record yet. Start one, and it appears here.</p>`
      : html`
        <table class="rm-list">
          <thead>
            <tr><th scope="col">Release</th><th scope="col">State</th><th scope="col">Blast radius</th>
              <th scope="col">Started</th><th scope="col">Took</th><th scope="col">Id</th></tr>
          </thead>
          <tbody>${repeat(rollouts, ({ id }) => id, item)}</tbody>
        </table>`}`;
}

const item = ({ id, service, version, action, state, blastRadius, startedAt, finishedAt }) => html`
  <tr>
    <th scope="row"><a href="?rollout=${encodeURIComponent(id)}">${service} ${version}</a>${
      action === 'rollback' ? html` <small>by a rollback</small>` : ''}</th>
    <td>${badge(state)}</td>
    <td>${blastRadius > 0 ? share(blastRadius) : 'none'}</td>
    <td>${time(startedAt)}</td>
    <td>${startedAt && finishedAt ? duration(new Date(finishedAt) - new Date(startedAt)) : ''}</td>
    <td class="rm-id">${id}</td>
  </tr>`;
