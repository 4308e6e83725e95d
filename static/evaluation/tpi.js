// The page of a return: count the marks, put the cursor where the wish is written.
(() => {
  "use strict";
  const form = document.querySelector("[data-tpi-kembalikan]");
  if (!form) return;
  const count = form.querySelector("[data-tpi-jumlah]");
  const boxes = [...form.querySelectorAll('input[name="tanda"]')];
  const tell = () => {
    const marked = boxes.filter((box) => box.checked).length;
    count.textContent = `(${marked} dari ${boxes.length})`;
  };
  form.addEventListener("change", (event) => {
    if (event.target.name !== "tanda") return;
    tell();
    if (event.target.checked) event.target.closest(".tandai-satu").querySelector("textarea").focus();
  });
  tell();
})();
