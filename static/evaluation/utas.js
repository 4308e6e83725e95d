// Threads: what is typed survives a reload and a lost session in this tab until it is sent.
(() => {
  "use strict";
  const key = (field) => {
    const form = field.form;
    const parent = form.elements.namedItem("induk");
    return `zi:utas:${form.getAttribute("action")}:${parent ? parent.value : ""}`;
  };
  const isField = (element) => element instanceof HTMLTextAreaElement && element.name === "isi" && element.closest("[data-utas]");
  const restore = (root) => {
    for (const field of root.querySelectorAll('[data-utas] textarea[name="isi"]')) {
      const kept = sessionStorage.getItem(key(field));
      if (!kept || field.value) continue;
      field.value = kept;
      for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    }
  };
  document.addEventListener("input", (event) => {
    if (!isField(event.target)) return;
    if (event.target.value) sessionStorage.setItem(key(event.target), event.target.value);
    else sessionStorage.removeItem(key(event.target));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig?.elt; // by now it has left the page together with its thread
    if (!event.detail.successful || !(form instanceof HTMLFormElement) || !form.closest("[data-utas]")) return;
    const field = form.elements.namedItem("isi");
    if (field) sessionStorage.removeItem(key(field));
  });
  // Sent as a plain form: the page that answers shows the comment itself.
  document.addEventListener("submit", (event) => {
    const field = event.target.elements.namedItem("isi");
    if (field && isField(field) && !window.htmx) sessionStorage.removeItem(key(field));
  });
  // News leads to a remark under its question: its thread opens.
  if (new URLSearchParams(location.search).has("komentar") && location.hash.startsWith("#soal-")) {
    const fold = document.getElementById(`utas-${location.hash.slice(6)}`)?.querySelector(".utas-lipat");
    if (fold) fold.open = true;
  }
  restore(document);
})();
