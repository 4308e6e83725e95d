// The picker of notes ready for use: opens from a link beside a reviewer's note, is walked by arrow keys, and puts the
// text where the cursor stood. Without this file the link leads to the page of these notes.
// Hooks: a[data-siap] in a form opens #siap; [data-siap-cari] searches (htmx), button[data-siap-teks] is one note.
(() => {
  "use strict";

  const papan = document.getElementById("siap");
  if (!papan?.showModal || !window.htmx) return;
  const cari = papan.querySelector("[data-siap-cari]");
  const pilihan = () => [...papan.querySelectorAll("[data-siap-teks]")];
  let kolom = null;

  function buka(tautan) {
    kolom = tautan.closest("form").elements.catatan;
    papan.querySelector("[data-siap-untuk]").textContent = tautan.dataset.siap;
    cari.value = "";
    papan.showModal();
    cari.focus();
    window.htmx.trigger(cari, "zi:siap");
  }

  // As if it had been typed, so that it is saved like any other text; set apart from the words before and after it.
  function masukkan(teks) {
    papan.close();
    const { selectionStart: awal, selectionEnd: akhir, value } = kolom;
    const depan = awal && !/\s$/.test(value.slice(0, awal)) ? " " : "";
    const belakang = /^\S/.test(value.slice(akhir)) ? " " : "";
    kolom.focus();
    kolom.setRangeText(depan + teks + belakang, awal, akhir, "end");
    kolom.setSelectionRange(awal + depan.length + teks.length, awal + depan.length + teks.length);
    kolom.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const tautan = event.target.closest("a[data-siap]");
    if (tautan && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      buka(tautan);
    }
    const satu = event.target.closest("[data-siap-teks]");
    if (satu) masukkan(satu.dataset.siapTeks);
    if (event.target.closest("[data-siap-tutup]")) papan.close();
  });

  papan.addEventListener("keydown", (event) => {
    const semua = pilihan();
    const letak = semua.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && semua.length) semua[Math.min(letak + 1, semua.length - 1)].focus();
    else if (event.key === "ArrowUp" && letak >= 0) (semua[letak - 1] ?? cari).focus();
    else if (event.key === "Enter" && event.target === cari && semua.length) semua[0].click();
    else return;
    event.preventDefault();
  });
})();
