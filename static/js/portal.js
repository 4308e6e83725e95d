// The shell: menus, sheets, confirmations, toasts. Everything works without it; with it things are quicker.
// Hooks: .menu (a <details>), [data-sheet-open="#id"], [data-confirm], [data-toast], [data-dismiss], [data-autosubmit], [data-print], .jatuh,
// [data-pintasan] (the switch of shortcuts of one key).
(() => {
  "use strict";

  const $ = (selector, root = document) => root.querySelector(selector);
  const config = document.body.dataset;

  // ---- menus ----
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      $("summary", menu).focus();
    }
    const sheet = $(".lembar.is-open");
    if (sheet) closeSheet(sheet);
  });

  // ---- sheets ----
  let opener = null;
  function openSheet(sheet, from) {
    opener = from;
    sheet.classList.remove("is-shut");
    sheet.classList.add("is-open");
    from.setAttribute("aria-expanded", "true");
    if (!sheet.hasAttribute("tabindex")) sheet.tabIndex = -1;
    sheet.focus({ preventScroll: true });
  }
  function closeSheet(sheet) {
    sheet.classList.remove("is-open");
    sheet.classList.add("is-shut");
    if (opener) {
      opener.setAttribute("aria-expanded", "false");
      opener.focus();
      opener = null;
    }
  }
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-sheet-open]");
    if (from) {
      event.preventDefault();
      openSheet($(from.dataset.sheetOpen), from);
      return;
    }
    const sheet = $(".lembar.is-open, .lembar:target:not(.is-shut)");
    if (!sheet || !matchMedia("(max-width: 61.99rem)").matches) return;
    const link = event.target.closest("a");
    if (event.target.closest(".lembar-tutup")) {
      event.preventDefault();
      closeSheet(sheet);
    } else if (!sheet.contains(event.target) || (link && sheet.contains(link))) {
      closeSheet(sheet);
    }
  });

  window.addEventListener("hashchange", () => $(".lembar:target")?.classList.remove("is-shut"));

  // ---- the rail: the present place in sight, without moving the page ----
  const rail = $(".ws-rail");
  const here = rail && $("[aria-current]", rail);
  if (here) rail.scrollTop = Math.max(0, here.offsetTop - rail.offsetTop - rail.clientHeight / 2);

  // ---- toasts ----
  function toast(text, seconds = 4) {
    const place = $("#roti");
    if (!place || !text) return;
    const line = document.createElement("div");
    line.textContent = text;
    place.append(line);
    setTimeout(() => line.remove(), seconds * 1000);
  }
  document.addEventListener("zi:toast", (event) => toast(event.detail.pesan || event.detail.value, event.detail.detik));

  // ---- confirmation: on a form, a button of a form, or a link whose address answers a POST ----
  function ask(source) {
    const dialog = $("#konfirmasi");
    $("[data-title]", dialog).textContent = source.dataset.confirmTitle || config.confirmTitle;
    $("[data-text]", dialog).textContent = source.dataset.confirm;
    const ok = $("[data-ok]", dialog);
    ok.textContent = source.dataset.confirmOk || config.confirmOk;
    ok.classList.toggle("btn-danger", "confirmDanger" in source.dataset);
    ok.classList.toggle("btn-primary", !("confirmDanger" in source.dataset));
    dialog.returnValue = "";
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true });
    });
  }
  function post(url) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = url;
    form.hidden = true;
    const token = document.createElement("input");
    token.name = "csrfmiddlewaretoken";
    token.value = config.csrf;
    form.append(token);
    document.body.append(form);
    form.submit();
  }
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-confirm]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (await ask(link)) post(link.href);
  });
  const agreed = new WeakSet();
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const button = event.submitter;
      const source = button && "confirm" in button.dataset ? button : "confirm" in form.dataset ? form : null;
      if (!source || agreed.has(form)) {
        agreed.delete(form);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(source).then((yes) => {
        if (!yes) return;
        agreed.add(form);
        form.requestSubmit(button);
      });
    },
    true,
  );

  // ---- a plain form is sent once ----
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.target || form.closest("[hx-post], [hx-put]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    setTimeout(() => {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    }, 8000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // ---- shortcuts of one key, which a person may turn off in this browser (WCAG 2.1.4) ----
  const KEYS = "zi.pintasan";
  function singleKeys(on) {
    try {
      if (on === true) localStorage.removeItem(KEYS);
      if (on === false) localStorage.setItem(KEYS, "mati");
      return localStorage.getItem(KEYS) !== "mati";
    } catch {
      return on ?? true; // storage is switched off
    }
  }
  for (const box of document.querySelectorAll("[data-pintasan]")) {
    const section = box.closest("section[hidden]");
    if (section) section.hidden = false;
    box.checked = singleKeys();
    box.addEventListener("change", () => singleKeys(box.checked));
  }

  // ---- small things ----
  document.addEventListener("click", (event) => {
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) dismiss.closest(".pesan").remove();
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-autosubmit]")) event.target.form.requestSubmit();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !singleKeys() || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const search = $("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
  });
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => event.target.closest?.(".jatuh")?.classList.add("is-over"));
  }
  for (const name of ["dragleave", "drop"]) {
    document.addEventListener(name, (event) => event.target.closest?.(".jatuh")?.classList.remove("is-over"));
  }

  // ---- what htmx could not fetch ----
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401 || event.defaultPrevented) return;
    toast(status === 403 ? config.pesan403 : status === 404 ? config.pesan404 : status === 429 ? config.pesan429 : config.pesan500, 8);
  });
  document.addEventListener("htmx:sendError", () => toast(config.pesanJaringan, 8));

  window.zi = { toast, singleKeys };
})();
