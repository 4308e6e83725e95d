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
      }
    }).observe(document.querySelector("main"), { subtree: true, attributes: true, attributeFilter: ["data-kerja"], attributeOldValue: true });
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
