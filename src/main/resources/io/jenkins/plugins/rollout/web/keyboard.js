// Moves between cells with the arrow keys. One cell at a time is in the tab order (a "roving tabindex"), so that
// Tab passes five thousand cells in one step.

const PAGE = 10;

export class CellKeys {
  #current = null;

  /** @param root holds `[data-row] > [data-column] [data-instance]` */
  constructor(root) {
    this.root = root;
    root.addEventListener('keydown', (event) => this.#pressed(event));
    root.addEventListener('focusin', (event) => this.#adopt(event.target.closest('[data-instance]')));
  }

  /** After each render: the current cell may be gone, and a new first one is in no tab order yet. */
  refresh() {
    if (!this.#current?.isConnected || this.#current.closest('[hidden]')) {
      this.#adopt(this.#rows().flatMap((row) => cellsIn(row).slice(0, 1))[0]);
    }
  }

  focus(name) {
    this.root.querySelector(`[data-instance="${CSS.escape(name)}"]`)?.focus();
  }

  #adopt(cell) {
    if (cell && cell !== this.#current) {
      this.#current?.setAttribute('tabindex', '-1');
      cell.setAttribute('tabindex', '0');
      this.#current = cell;
    }
  }

  #pressed(event) {
    const cell = event.target.closest('[data-instance]');
    if (!cell || event.altKey || event.metaKey) {
      return;
    }
    const target = this.#target(event, cell);
    if (target) {
      event.preventDefault();
      target.focus();
    }
  }

  #target({ key, ctrlKey }, cell) {
    const rows = this.#rows();
    const row = rows.indexOf(cell.closest('[data-row]'));
    switch (key) {
      case 'ArrowRight':
        return beside(cell, 1);
      case 'ArrowLeft':
        return beside(cell, -1);
      case 'ArrowDown':
        return within(cell, 1) ?? below(rows, row + 1, 1, cell);
      case 'ArrowUp':
        return within(cell, -1) ?? below(rows, row - 1, -1, cell);
      case 'PageDown':
        return below(rows, Math.min(rows.length - 1, row + PAGE), -1, cell);
      case 'PageUp':
        return below(rows, Math.max(0, row - PAGE), 1, cell);
      case 'Home':
        return cellsIn(ctrlKey ? rows[0] : rows[row]).at(0);
      case 'End':
        return cellsIn(ctrlKey ? rows.at(-1) : rows[row]).at(-1);
      default:
        return null;
    }
  }

  #rows() {
    return [...this.root.querySelectorAll('[data-row]:not([hidden])')].filter((row) => !row.closest('[hidden]'));
  }
}

const cellsIn = (row) => [...row.querySelectorAll('[data-column]:not([hidden]) [data-instance]:not([hidden])')];

const columnOf = (cell) => cell.closest('[data-column]');

const stackOf = (column) => [...column.querySelectorAll('[data-instance]:not([hidden])')];

/** Up or down in a cell that holds several instances. */
function within(cell, step) {
  const stack = stackOf(columnOf(cell));
  return stack[stack.indexOf(cell) + step];
}

/** The next column of this row that holds an instance. */
function beside(cell, step) {
  const columns = [...cell.closest('[data-row]').querySelectorAll('[data-column]:not([hidden])')];
  for (let i = columns.indexOf(columnOf(cell)) + step; i >= 0 && i < columns.length; i += step) {
    const stack = stackOf(columns[i]);
    if (stack.length > 0) {
      return stack[0];
    }
  }
  return null;
}

/** The nearest row in that direction with an instance in this column; else, the first cell of the next row. */
function below(rows, from, step, cell) {
  const name = columnOf(cell).dataset.column;
  for (let i = from; i >= 0 && i < rows.length; i += step) {
    const column = [...rows[i].querySelectorAll('[data-column]')].find((each) => each.dataset.column === name);
    const stack = column ? stackOf(column) : [];
    if (stack.length > 0) {
      return step > 0 ? stack[0] : stack.at(-1);
    }
  }
  return rows[from] && cellsIn(rows[from])[0];
}
