/* Choosing many instances at once, and the filter. Without it, the form has boxes to tick and a button. */
"use strict";

(() => {
  const boxesIn = (part) => Array.from(part.querySelectorAll('input[name="instance"]:not(:disabled)'));
  const isShown = (box) => !box.closest("tr").hidden;

  const setUp = (form) => {
    const filter = form.querySelector("[data-filter]");
    const count = form.querySelector("[data-count]");
    const bodies = Array.from(form.querySelectorAll("tbody"));
    const boxes = boxesIn(form);

    const showCount = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      count.textContent = `${chosen} of ${boxes.length} chosen`;
    };

    const showCustomer = (body) => {
      const box = body.querySelector("[data-customer-box]");
      if (box) {
        const own = boxesIn(body);
        const chosen = own.filter((one) => one.checked).length;
        box.disabled = own.length === 0;
        box.checked = own.length > 0 && chosen === own.length;
        box.indeterminate = chosen > 0 && chosen < own.length;
      }
    };

    const refresh = () => {
      bodies.forEach(showCustomer);
      showCount();
    };

    const applyFilter = () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const body of bodies) {
        let shown = 0;
        for (const row of body.querySelectorAll("tr[data-search]")) {
          row.hidden = !words.every((word) => row.dataset.search.includes(word));
          shown += row.hidden ? 0 : 1;
        }
        body.hidden = shown === 0;
      }
    };

    const choices = {
      all: () => boxes.filter(isShown).forEach((box) => (box.checked = true)),
      none: () => boxes.forEach((box) => (box.checked = false)),
      proposed: () => boxes.forEach((box) => (box.checked = box.dataset.proposed === "true")),
    };

    filter.addEventListener("input", applyFilter);
    filter.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
      }
    });
    form.addEventListener("click", (event) => {
      const choose = event.target.closest("[data-choose]");
      if (choose) {
        choices[choose.dataset.choose]();
        refresh();
      }
    });
    form.addEventListener("change", (event) => {
      if (event.target.matches("[data-customer-box]")) {
        boxesIn(event.target.closest("tbody"))
          .filter(isShown)
          .forEach((box) => (box.checked = event.target.checked));
      }
      refresh();
    });
    form.addEventListener("submit", (event) => {
      if (!boxes.some((box) => box.checked)) {
        event.preventDefault();
        count.textContent = "Choose at least one instance";
        (boxes[0] || filter).focus();
      }
    });
    refresh();
  };

  const start = () => document.querySelectorAll('form[name="request"].rollout-request').forEach(setUp);
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
