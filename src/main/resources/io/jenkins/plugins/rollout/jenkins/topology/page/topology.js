// The tables of the topology's pages: made once from a JSON document, then only shown and hidden while someone searches.
(function () {
  "use strict";

  const PAGE = 300;

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) {
      made.className = className;
    }
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  function head(scope, text) {
    const cell = element("th", "", undefined);
    cell.scope = scope;
    cell.append(element("bdi", "", text));
    return cell;
  }

  function link(href, text) {
    const made = element("a", "", undefined);
    made.href = href;
    made.append(element("bdi", "", text));
    return made;
  }

  function words() {
    return document.getElementById("rollout-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  }

  function has(text, wanted) {
    return wanted.every((word) => text.includes(word));
  }

  function say(text) {
    document.getElementById("rollout-found").textContent = text;
  }

  function onSearch(update) {
    let planned = 0;
    document.getElementById("rollout-filter").addEventListener("input", () => {
      cancelAnimationFrame(planned);
      planned = requestAnimationFrame(update);
    });
    update();
  }

  function load(into, show) {
    fetch(into.dataset.url, { headers: { Accept: "application/json" } })
      .then((response) => {
        if (!response.ok) {
          throw new Error("the answer was " + response.status);
        }
        return response.json();
      })
      .then((document) => show(into, document))
      .catch((e) => {
        into.replaceChildren(element("p", "error", "This can't be shown: " + e.message + ". Load the page again."));
      });
  }

  // The matrix: a row for each customer, a column for each environment.

  function labelsOf(customer) {
    return Object.entries(customer.labels).map(([name, value]) => name + "=" + value).join(" ");
  }

  // The row says whose it is already.
  function shortened(name, customer) {
    const rest = customer && name.startsWith(customer) ? name.slice(customer.length).replace(/^[-_. /]+/, "") : "";
    return rest || name;
  }

  function instance(name, url, customer) {
    const made = element("div", "rollout-instance", undefined);
    const text = shortened(name, customer);
    const shown = /^https?:\/\//i.test(url) ? link(url, text) : element("bdi", "", text);
    shown.setAttribute("aria-label", name);
    made.title = url ? name + "\n" + url : name;
    made.append(shown);
    return made;
  }

  function matrixRow(title, note, cells, columns, customer) {
    const row = element("tr", "", undefined);
    row.append(title);
    if (note) {
      title.append(element("div", "rollout-note", note));
    }
    const texts = [];
    for (let column = 0; column < columns; column++) {
      const cell = element("td", "", undefined);
      const here = cells[column] || [];
      here.forEach((one) => cell.append(instance(one[0], one[3], customer)));
      texts.push(here.map((one) => one[0] + " " + one[3]).join(" ").toLowerCase());
      row.append(cell);
    }
    return { row, texts, own: (title.textContent + " ").toLowerCase() };
  }

  function matrix(into, topology) {
    const columns = topology.environments.length;
    const byCustomer = new Map();
    for (const one of topology.instances) {
      const cells = byCustomer.get(one[1]) || [];
      (cells[one[2]] = cells[one[2]] || []).push(one);
      byCustomer.set(one[1], cells);
    }
    const rows = [];
    if (byCustomer.has(-1)) {
      rows.push(matrixRow(head("row", "Shared by all"), "", byCustomer.get(-1), columns, ""));
    }
    topology.customers.forEach((customer, position) => {
      const title = element("th", "", undefined);
      title.scope = "row";
      title.append(link(into.dataset.customers + "edit?name=" + encodeURIComponent(customer.name), customer.name));
      const labels = labelsOf(customer);
      const note = "ring " + customer.ring + (labels ? ", " + labels : "");
      rows.push(matrixRow(title, note, byCustomer.get(position) || [], columns, customer.name));
    });

    const table = element("table", "jenkins-table jenkins-table--small rollout-matrix", undefined);
    const titles = element("tr", "", undefined);
    const counts = topology.environments.map(() => 0);
    topology.instances.forEach((one) => counts[one[2]]++);
    titles.append(head("col", "Customer"));
    topology.environments.forEach((name, position) => {
      const title = head("col", name);
      title.append(element("div", "rollout-note", counts[position] + (counts[position] === 1 ? " instance" : " instances")));
      titles.append(title);
    });
    table.createTHead().append(titles);
    const body = table.createTBody();
    rows.forEach((each) => body.append(each.row));
    into.replaceChildren(table);

    const choice = document.getElementById("rollout-environment");
    topology.environments.forEach((name, position) => choice.append(new Option(name, String(position))));

    const update = () => {
      const wanted = words();
      const only = choice.value === "" ? -1 : Number(choice.value);
      table.classList.toggle("rollout-matrix--one", only >= 0);
      let shown = 0;
      let instances = 0;
      for (const each of rows) {
        const searched = only < 0 ? each.texts.join(" ") : each.texts[only];
        const isShown = has(each.own + searched, wanted) && (only < 0 || searched !== "");
        each.row.hidden = !isShown;
        if (isShown) {
          shown++;
          instances += only < 0
            ? each.row.querySelectorAll(".rollout-instance").length
            : each.row.cells[only + 1].children.length;
        }
      }
      say(shown + (shown === 1 ? " row, " : " rows, ") + instances + (instances === 1 ? " instance" : " instances"));
    };
    const chooseColumn = () => {
      const only = choice.value === "" ? -1 : Number(choice.value) + 1;
      for (const row of table.rows) {
        for (let column = 1; column < row.cells.length; column++) {
          row.cells[column].hidden = only > 0 && column !== only;
        }
      }
      update();
    };
    choice.addEventListener("change", chooseColumn);
    onSearch(update);
    into.dataset.ready = "true";
  }

  // The items of a section.

  function itemRow(cells) {
    const row = element("tr", "", undefined);
    const title = element("td", "", undefined);
    title.setAttribute("role", "rowheader");
    title.append(link("edit?name=" + encodeURIComponent(cells[0]), cells[0]));
    row.append(title);
    cells.slice(1).forEach((text) => {
      const cell = element("td", "", undefined);
      cell.append(element("bdi", "", text));
      row.append(cell);
    });
    return row;
  }

  function items(into, list) {
    const table = element("table", "jenkins-table", undefined);
    table.append(element("caption", "jenkins-visually-hidden", into.dataset.label));
    const titles = element("tr", "", undefined);
    list.columns.forEach((title) => titles.append(head("col", title)));
    table.createTHead().append(titles);
    const body = table.createTBody();
    const more = element("button", "jenkins-button", undefined);
    more.type = "button";
    into.replaceChildren(table, more);

    const texts = list.rows.map((cells) => cells.join(" ").toLowerCase());
    let most = PAGE;
    const update = () => {
      const wanted = words();
      const found = list.rows.filter((cells, position) => has(texts[position], wanted));
      body.replaceChildren();
      found.slice(0, most).forEach((cells) => body.append(itemRow(cells)));
      more.hidden = found.length <= most;
      more.textContent = "Show " + (found.length - most) + " more";
      say(found.length + " of " + list.rows.length);
    };
    more.addEventListener("click", () => {
      const next = body.rows.length;
      most = Infinity;
      update();
      body.rows[next].querySelector("a").focus();
    });
    onSearch(update);
    into.dataset.ready = "true";
  }

  function start() {
    const matrixPlace = document.getElementById("rollout-matrix");
    if (matrixPlace) {
      load(matrixPlace, matrix);
    }
    const itemsPlace = document.getElementById("rollout-items");
    if (itemsPlace) {
      load(itemsPlace, items);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
