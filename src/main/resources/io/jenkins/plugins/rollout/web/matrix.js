// The matrix: rows are customers, columns environments in promotion order, a button per instance.
//
// Rows are keyed and guarded by their revision, so that a change of one instance evaluates one row. What a filter leaves
// out is hidden, not taken away: it comes back at once.

import { html, nothing } from './lib/lit-html/lit-html.js';
import { guard } from './lib/lit-html/directives/guard.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { clock, number, utc } from './format.js';
import { tone, word } from './states.js';

/**
 * @param view `{rollout, filter, selected, dense}`; selected is the name of the instance whose story is open
 * @returns `{template, matching}`; how many instances the filter lets through
 */
export function matrix({ rollout, filter, selected, dense, open }) {
  const { band, rows, columns } = rollout;
  const found = matches(rollout, filter);
  const hiddenColumns = new Set(filter.isActive ? columns.filter((name) => !found.columns.has(name)) : []);
  const layout = [...hiddenColumns].join('\n');
  const once = (row, template) =>
    guard([row.revision, filter.revision, layout, rollout.rowOf.get(selected) === row && selected], template);
  const context = { rollout, filter, selected, hiddenColumns };
  const openClicked = (event) => {
    const name = event.target.closest('[data-instance]')?.dataset.instance;
    if (name !== undefined) {
      open(name);
    }
  };
  return {
    matching: found.instances,
    template: html`
      <div class="rm-cells" data-cells ?data-dense=${dense} @click=${openClicked}>
        ${band.length === 0 ? nothing : html`
          <section class="rm-band" aria-label="Environments that all customers share" ?hidden=${!band.some(found.in)}>
            <h2>Shared</h2>
            <ul data-row>
              ${repeat(band, (row) => row.key, (row) => html`
                <li data-column=${row.environment} ?hidden=${!found.in(row)}>${once(row, () => html`
                  <h3>${row.environment}</h3>
                  ${instancesOf(row, row.environment, context)}`)}
                </li>`)}
            </ul>
          </section>`}
        ${rows.length === 0 ? nothing : html`
          <div class="rm-matrix" ?hidden=${!rows.some(found.in)}>
            <div role="grid" aria-label="Instances by customer and environment" aria-readonly="true">
              <div role="row" class="rm-head">
                <div role="columnheader">Customer</div>
                ${repeat(columns, (name) => name, (name) => columnHeader(name, rollout.progress(name), hiddenColumns.has(name)))}
              </div>
              ${repeat(rows, (row) => row.key, (row) => html`
                <div role="row" class="rm-row" data-row ?hidden=${!found.in(row)}>
                  ${once(row, () => cells(row, context))}
                </div>`)}
            </div>
          </div>`}
      </div>`,
  };
}

const columnHeader = (name, { healthy, total }, hidden) => html`
  <div role="columnheader" ?hidden=${hidden}>
    <span class="rm-name">${name}</span>
    <span class="rm-progress">${number(healthy)} of ${number(total)} healthy</span>
  </div>`;

const cells = (row, context) => html`
  <div role="rowheader" class="rm-name">${row.customer ?? 'shared'}</div>
  ${context.rollout.columns.map((environment) => html`
    <div role="gridcell" data-column=${environment} ?hidden=${context.hiddenColumns.has(environment)}>${instancesOf(row, environment, context)}</div>`)}`;

function instancesOf(row, environment, { rollout, filter, selected }) {
  const names = row.cells.get(environment);
  if (!names) {
    return html`<span class="rm-nothing" title="Not part of this rollout"><span class="rm-hidden">none</span></span>`;
  }
  return names.map((name) => {
    const instance = rollout.instances.get(name);
    return cell(instance, {
      named: names.length > 1,
      hidden: !filter.matches(instance),
      selected: name === selected,
      day: rollout.facts.startedAt,
      coming: rollout.facts.version,
    });
  });
}

// tabindex belongs to keyboard.js: static here, so that a render never takes it back.
const cell = (instance, { named, hidden, selected, day, coming }) => html`
  <button type="button" class="rm-instance" tabindex="-1" data-instance=${instance.name} data-state=${instance.state}
    data-tone=${tone(instance.state)} title=${summary(instance)} ?hidden=${hidden}
    aria-expanded=${selected} aria-haspopup="dialog">
    ${named ? html`<span class="rm-of">${instance.name}</span>` : nothing}
    <span class="rm-state"><i class="rm-icon" data-icon=${instance.state}></i>${word(instance.state)}</span>
    <span class="rm-version">${versions(instance, coming)}</span>
    <span class="rm-wave">${instance.wave ? `wave ${instance.wave}` : nothing}</span>
    <span class="rm-time">${moment(instance, day)}</span>
  </button>`;

/** What runs there; on the way from one version to another, both. */
function versions({ state, version, previousVersion }, coming) {
  const from = state === 'deploying' ? version : previousVersion;
  const to = state === 'deploying' ? coming : version;
  const moving = ['deploying', 'verifying'].includes(state) && from && to && from !== to;
  return moving ? `${from} → ${to}` : (version ?? 'no release');
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

/** What the filter leaves: `{instances, columns, in}`, with `in` telling whether a row keeps any instance. */
function matches(rollout, filter) {
  const rows = new Set();
  const columns = new Set();
  let instances = 0;
  for (const instance of rollout.instances.values()) {
    if (filter.matches(instance)) {
      instances++;
      rows.add(rollout.rowOf.get(instance.name));
      columns.add(instance.environment);
    }
  }
  return { instances, columns, in: (row) => rows.has(row) };
}
