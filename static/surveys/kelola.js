// Pages of those who run surveys. Everything works without it. Hooks: [data-salin] (an input's address is copied),
// [data-angka="n"] (one digit 1 to n, then on to the next field).
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const tombol = event.target.closest("[data-salin]");
    if (!tombol) return;
    const kotak = document.querySelector(tombol.dataset.salin);
    kotak.select();
    // Without https there is no clipboard to ask for, only the old way.
    if (navigator.clipboard) await navigator.clipboard.writeText(kotak.value);
    else document.execCommand("copy");
    document.dispatchEvent(new CustomEvent("zi:toast", { detail: { pesan: tombol.dataset.disalin } }));
  });
  for (const tombol of document.querySelectorAll("[data-salin]")) tombol.hidden = false;

  const kotak = [...document.querySelectorAll("[data-angka]")];
  const lanjut = (dari, arah) => {
    const tujuan = kotak[kotak.indexOf(dari) + arah];
    if (tujuan) tujuan.focus();
    else if (arah > 0) document.querySelector("[data-sesudah-angka]")?.focus();
  };
  for (const satu of kotak) {
    satu.addEventListener("focus", () => satu.select());
    satu.addEventListener("input", () => {
      if (satu.value === "0") satu.value = "";
      const angka = Number(satu.value);
      const sah = satu.value === "" || (angka >= 1 && angka <= Number(satu.dataset.angka));
      satu.classList.toggle("is-invalid", !sah);
      if (sah && satu.value !== "") lanjut(satu, 1);
    });
    satu.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "ArrowDown") {
        event.preventDefault();
        lanjut(satu, 1);
      } else if (event.key === "ArrowUp" || (event.key === "Backspace" && satu.value === "")) {
        event.preventDefault();
        lanjut(satu, -1);
      }
    });
  }
})();
