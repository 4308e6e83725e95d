// A proof beside its question, without leaving the page: a column where there is room, else a dialog over it. Closing
// gives focus and place back. Without this file the links lead to the page of that proof.
// Hooks: a[data-bukti-buka] opens (also within the panel: the file before and after), [data-bukti-tutup] closes.
(() => {
  "use strict";

  const panel = document.getElementById("bukti-panel");
  if (!panel?.show || !window.htmx) return;
  const isi = panel.querySelector("[data-bukti-panel-isi]");
  const lapang = matchMedia("(min-width: 62rem)");
  let asal = null;

  // The columns change their width; the question one is at stays where it was on the screen.
  function tanpaGeser(kerja) {
    const jangkar = document.activeElement?.closest(".soal") ?? asal?.closest(".soal");
    const atas = jangkar?.getBoundingClientRect().top;
    kerja();
    if (jangkar) window.scrollBy({ top: jangkar.getBoundingClientRect().top - atas, behavior: "instant" });
  }

  document.addEventListener("click", (event) => {
    const tautan = event.target.closest("a[data-bukti-buka]");
    if (event.target.closest("[data-bukti-tutup]")) tutup();
    if (!tautan || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!panel.contains(tautan)) asal = tautan;
    window.htmx.ajax("GET", tautan.getAttribute("href"), { source: panel, target: isi, swap: "innerHTML" });
  });

  isi.addEventListener("htmx:afterSwap", () => {
    if (!panel.open) {
      tanpaGeser(() => {
        document.documentElement.classList.toggle("bukti-samping", lapang.matches);
        if (lapang.matches) panel.show();
        else panel.showModal();
      });
    }
    panel.scrollTop = 0;
    panel.querySelector("h2").focus({ preventScroll: true });
  });

  // Focus goes back only when it was in the panel: who reads a proof and writes beside it stays where they write.
  let diPanel = false;
  function tutup() {
    diPanel = panel.contains(document.activeElement);
    panel.close();
  }
  panel.addEventListener("cancel", () => (diPanel = true));
  panel.addEventListener("close", () => {
    if (diPanel && asal?.isConnected) asal.focus({ preventScroll: true });
    tanpaGeser(() => document.documentElement.classList.remove("bukti-samping"));
    isi.replaceChildren();
  });
  // Turned or made narrow: its other form needs another way of opening.
  lapang.addEventListener("change", () => panel.open && tutup());

  document.addEventListener("keydown", (event) => {
    if (!panel.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !panel.matches(":modal")) {
      // In a field it first leaves the field; what lies over the panel closes before it.
      if (event.target.closest("input, textarea, select") || document.querySelector("dialog:modal, :popover-open")) return;
      tutup();
    }
    if (!panel.contains(event.target)) return;
    const arah = { ArrowLeft: "[data-bukti-sebelum]", ArrowRight: "[data-bukti-sesudah]" }[event.key];
    if (arah) panel.querySelector(arah)?.click();
  });
})();
