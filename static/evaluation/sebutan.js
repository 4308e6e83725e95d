// Mentions: while @name is typed, a list of those who read this thread. Without it the user name is typed in full.
// Hooks: textarea[data-sebutan] (the address that gives the list), data-ranah where the thread says who reads it.
(() => {
  "use strict";
  const TUNGGU = 150;
  const POLA = /(?:^|[^\w@])@([\w.+-]{0,60})$/u;
  const simpanan = new Map();
  let buka = null; // { bidang, daftar, kabar, mulai, pilih }
  let tunda = 0;
  let putaran = 0;

  const ranah = (bidang) => bidang.dataset.ranah || bidang.form.querySelector('[name="ranah"]:checked')?.value || "bersama";

  function ketikan(bidang) {
    if (bidang.selectionStart !== bidang.selectionEnd) return null;
    const temu = POLA.exec(bidang.value.slice(0, bidang.selectionStart));
    return temu && { kata: temu[1], mulai: bidang.selectionStart - temu[1].length };
  }

  function tutup() {
    putaran += 1;
    clearTimeout(tunda);
    if (!buka) return;
    buka.daftar.remove();
    buka.kabar.remove();
    for (const nama of ["aria-controls", "aria-activedescendant"]) buka.bidang.removeAttribute(nama);
    buka = null;
  }

  async function ambil(bidang, kata) {
    const alamat = `${bidang.dataset.sebutan}?${new URLSearchParams({ ranah: ranah(bidang), q: kata })}`;
    if (!simpanan.has(alamat)) {
      const jawab = await fetch(alamat, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!jawab.ok || jawab.redirected) return "";
      simpanan.set(alamat, await jawab.text());
    }
    return simpanan.get(alamat);
  }

  async function cari(bidang) {
    const kini = ketikan(bidang);
    if (!kini) return tutup();
    const ini = (putaran += 1);
    let isi = "";
    try {
      isi = await ambil(bidang, kini.kata);
    } catch {
      // No network: the name can still be typed in full.
    }
    if (ini !== putaran || document.activeElement !== bidang) return;
    tutup();
    if (!isi.includes("<li")) return;
    const daftar = document.createElement("ul");
    daftar.className = "sebutan-daftar";
    daftar.id = `${bidang.id}-sebutan`;
    daftar.setAttribute("role", "listbox");
    daftar.setAttribute("aria-label", "Orang yang dapat disebut");
    daftar.innerHTML = isi; // rendered and escaped by the server
    [...daftar.children].forEach((satu, n) => (satu.id = `${daftar.id}-${n}`));
    const kabar = document.createElement("p");
    kabar.className = "visually-hidden";
    kabar.setAttribute("role", "status");
    bidang.after(daftar, kabar);
    kabar.textContent = `${daftar.children.length} orang. Panah untuk memilih, Enter untuk menyebut.`;
    bidang.setAttribute("aria-controls", daftar.id);
    buka = { bidang, daftar, kabar, mulai: kini.mulai, pilih: -1 };
    tandai(0);
  }

  function tandai(nomor) {
    const semua = [...buka.daftar.children];
    buka.pilih = (nomor + semua.length) % semua.length;
    semua.forEach((satu, n) => satu.setAttribute("aria-selected", String(n === buka.pilih)));
    buka.bidang.setAttribute("aria-activedescendant", semua[buka.pilih].id);
    semua[buka.pilih].scrollIntoView({ block: "nearest" });
  }

  function sebut(satu) {
    const { bidang, mulai } = buka;
    bidang.setRangeText(`${satu.dataset.sebut} `, mulai, bidang.selectionStart, "end");
    tutup();
    bidang.focus();
    bidang.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", (event) => {
    const bidang = event.target;
    if (!(bidang instanceof HTMLTextAreaElement) || !bidang.dataset.sebutan) return;
    if (!ketikan(bidang)) return tutup();
    clearTimeout(tunda);
    tunda = setTimeout(() => cari(bidang), TUNGGU);
  });
  document.addEventListener("keydown", (event) => {
    if (!buka || event.target !== buka.bidang || event.isComposing) return;
    const langkah = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (langkah) tandai(buka.pilih + langkah);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) sebut(buka.daftar.children[buka.pilih]);
    else if (event.key === "Escape") tutup();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("pointerdown", (event) => {
    const satu = buka && event.target.closest("[data-sebut]");
    if (!satu) return;
    event.preventDefault();
    sebut(satu);
  });
  document.addEventListener("focusout", (event) => {
    if (buka && event.target === buka.bidang) tutup();
  });
})();
