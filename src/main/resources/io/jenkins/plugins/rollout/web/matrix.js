// The matrix: rows are customers, columns environments in promotion order, a button per instance.
//
// Rows are keyed and guarded by their revision, so that a change of one instance evaluates one row.

import { html, nothing } from './lib/lit-html/lit-html.js';
import { guard } from './lib/lit-html/directives/guard.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { clock, number, utc } from './format.js';
import { isInMotion, tone, word } from './states.js';

/**
 * @param view `{rollout, filter, selected, dense}`; selected is the name of the instance whose story is open
 * @returns `{template, matching}`; how many instances the filter lets through
 */
export function matrix({ rollout, filter, selected, dense, open }) {
  const matchesIn = (row) => (filter.isActive ? countMatches(row, rollout, filter) : row.cells.size);
  const rows = rollout.rows.map((row) => ({ row, matches: matchesIn(row) }));
  const band = rollout.band.map((row) => ({ row, matches: matchesIn(row) }));
  const once = (row, template) =>
    guard([row.revision, filter.revision, rollout.rowOf.get(selected) === row && selected, rollout], template);
  const context = { rollout, filter, selected };
  const openClicked = (event) => {
    const name = event.target.closest('[data-instance]')?.dataset.instance;
    if (name !== undefined) {
      open(name);
    }
  };
  return {
    matching: [...rows, ...band].reduce((sum, { matches }) => sum + matches, 0),
    template: html`
      <div class="rm-cells" data-cells ?data-dense=${dense} @click=${openClicked}>
        ${band.length === 0 ? nothing : html`
          <section class="rm-band" aria-label="Environments that all customers share">
            <h2>Shared</h2>
            <ul data-row>
              ${repeat(band, ({ row }) => row.key, ({ row }) => html`
                <li data-column=${row.environment}>${once(row, () => html`
                  <h3>${row.environment}</h3>
                  ${instancesOf(row, row.environment, context)}`)}
                </li>`)}
            </ul>
          </section>`}
        ${rows.length === 0 ? nothing : html`
          <div class="rm-matrix">
            <div role="grid" aria-label="Instances by customer and environment" aria-readonly="true">
              <div role="row" class="rm-head">
                <div role="columnheader">Customer</div>
                ${repeat(rollout.columns, (name) => name, (name) => columnHeader(name, rollout.progress(name)))}
              </div>
              ${repeat(rows, ({ row }) => row.key, ({ row, matches }) => html`
                <div role="row" class="rm-row" data-row ?hidden=${matches === 0}>
                  ${once(row, () => cells(row, context))}
                </div>`)}
            </div>
          </div>`}
      </div>`,
  };
}

const columnHeader = (name, { healthy, total }) => html`
  <div role="columnheader">
    <span class="rm-name">${name}</span>
    <span class="rm-progress">${number(healthy)} of ${number(total)} healthy</span>
  </div>`;

const cells = (row, context) => html`
  <div role="rowheader" class="rm-name">${row.customer ?? 'shared'}</div>
  ${context.rollout.columns.map((environment) => html`
    <div role="gridcell" data-column=${environment}>${instancesOf(row, environment, context)}</div>`)}`;

function instancesOf(row, environment, { rollout, filter, selected }) {
  const names = row.cells.get(environment);
  if (!names) {
    return html`<span class="rm-nothing" title="Not part of this rollout"><span class="rm-hidden">none</span></span>`;
  }
  return names.map((name) => {
    const instance = rollout.instances.get(name);
    return cell(instance, {
      named: names.length > 1,
      dimmed: filter.isActive && !filter.matches(instance),
      selected: name === selected,
      day: rollout.facts.startedAt,
    });
  });
}

// tabindex belongs to keyboard.js: static here, so that a render never takes it back.
const cell = (instance, { named, dimmed, selected, day }) => html`
  <button type="button" class="rm-instance" tabindex="-1" data-instance=${instance.name} data-state=${instance.state}
    data-tone=${tone(instance.state)} title=${summary(instance)} ?data-dimmed=${dimmed}
    aria-expanded=${selected} aria-haspopup="dialog">
    ${named ? html`<span class="rm-of">${instance.name}</span>` : nothing}
    <span class="rm-state"><i class="rm-icon" data-icon=${instance.state}></i>${word(instance.state)}</span>
    <span class="rm-version">${versions(instance)}</span>
    <span class="rm-wave">${instance.wave ? `wave ${instance.wave}` : nothing}</span>
    <span class="rm-time">${moment(instance, day)}</span>
  </button>`;

/** What runs there; on the way from one version to another, both. */
function versions({ state, version, previousVersion }) {
  const moving = isInMotion(state) && version && previousVersion && version !== previousVersion;
  return moving && state !== 'rolling-back' ? `${previousVersion} → ${version}` : (version ?? 'no release');
}

const moment = ({ startedAt, finishedAt }, day) => (startedAt ? clock(finishedAt ?? startedAt, day) : nothing);

/** All of it in one line, for a cell that has no room. */
function summary({ name, state, version, previousVersion, wave, startedAt, finishedAt, reason }) {
  return [
    `${name}: ${word(state)}`,
    version && `version ${version}`,
    previousVersion && `before: ${previousVersion}`,
    wave && `wave ${wave}`,
    startedAt && `started ${utc(startedAt)}`,
    finishedAt && `finished ${utc(finishedAt)}`,
    reason,
  ]
    .filter(Boolean)
    .join('\n');
}

function countMatches(row, rollout, filter) {
  let matches = 0;
  for (const names of row.cells.values()) {
    matches += names.filter((name) => filter.matches(rollout.instances.get(name))).length;
  }
  return matches;
}
