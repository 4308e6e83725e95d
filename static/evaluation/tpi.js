// The reviewer: the bar counts along while answers are saved; the page of a return counts its marks.
(() => {
  "use strict";

  // ---- the bar in the workspace: a card tells with data-kerja whether it is still to be judged ----
  const bar = document.querySelector("[data-tpi-maju]");
  if (bar) {
    const count = bar.querySelector("[data-tpi-dinilai]");
    const line = bar.querySelector("progress");
    new MutationObserver((changes) => {
      for (const { target, oldValue } of changes) {
        if (!target.matches("[data-soal]") || target.dataset.kerja === oldValue) continue;
        line.value += target.dataset.kerja === "0" ? 1 : -1;
        line.classList.toggle("garis-baik", line.value === line.max);
        count.textContent = line.value;
        if (target.dataset.kerja === "0" && target.dataset.gerak) {
          delete target.dataset.gerak;
          for (const mark of document.querySelectorAll('#rail a[aria-current] [data-rel-gerak], [data-saringan="bergerak"] .num')) mark.textContent -= 1;
          for (const mark of document.querySelectorAll("[data-rel-gerak]")) if (mark.textContent === "0") mark.closest(".rel-gerak").remove();
        }
      }
    }).observe(document.querySelector("main"), { subtree: true, attributes: true, attributeFilter: ["data-kerja"], attributeOldValue: true });
  }

  // ---- the list of what is accepted: all or none of an area, how many in all ----
  const list = document.querySelector("[data-terima]");
  if (list) {
    const heads = [...list.querySelectorAll("[data-terima-semua]")];
    const of = (head) => [...head.closest("[data-terima-bagian]").querySelectorAll('input[name="kode"]')];
    const tally = () => {
      for (const head of heads) {
        const boxes = of(head);
        const n = boxes.filter((box) => box.checked).length;
        head.checked = n === boxes.length;
        head.indeterminate = n > 0 && n < boxes.length;
        head.closest("[data-terima-bagian]").querySelector("[data-terima-n]").textContent = n;
      }
      const n = list.querySelectorAll('input[name="kode"]:checked').length;
      for (const el of list.querySelectorAll("[data-terima-jumlah]")) el.textContent = n;
    };
    list.addEventListener("change", (event) => {
      if (event.target.matches("[data-terima-semua]")) for (const box of of(event.target)) box.checked = event.target.checked;
      tally();
    });
    window.addEventListener("pageshow", tally);
    for (const head of heads) head.closest("label").hidden = false;
    tally();
  }

  // ---- the page of a return: count the marks, put the cursor where the wish is written ----
  const form = document.querySelector("[data-tpi-kembalikan]");
  if (!form) return;
  const marks = form.querySelector("[data-tpi-jumlah]");
  const boxes = [...form.querySelectorAll('input[name="tanda"]')];
  const tell = () => {
    marks.textContent = `(${boxes.filter((box) => box.checked).length} dari ${boxes.length})`;
  };
  form.addEventListener("change", (event) => {
    if (event.target.name !== "tanda") return;
    tell();
    if (event.target.checked) event.target.closest(".tandai-satu").querySelector("textarea").focus();
  });
  tell();
})();
