// A folder of proof: names are matched by the server, a person confirms, and each file goes to its question.
// Hooks: [data-bukti-map] the place (data-cocokkan: who matches names, data-unggah: where a file goes, KODE for its
// question, data-berkas-maks), [data-map-hasil] the mapping, [data-map-isi] its rows, [data-map-induk] all questions,
// in a row [data-map-ikut], [data-map-kode], [data-map-kata]; [data-map-pasang], [data-map-kosongkan], [data-map-ringkas].
// The uploads themselves are bukti.js's.
(() => {
  "use strict";

  const ruang = document.querySelector("[data-bukti-map]");
  if (!ruang) return;
  const hasil = ruang.querySelector("[data-map-hasil]");
  const isi = ruang.querySelector("[data-map-isi]");
  const induk = ruang.querySelector("[data-map-induk]");
  const kabar = ruang.querySelector("[data-map-ringkas]");
  const maks = Number(ruang.dataset.berkasMaks);
  const berkas = new Map();
  let nomor = 0;

  const jalur = (satu) => satu.jalur || satu.webkitRelativePath || satu.name;
  // What programs leave in folders, and what nobody means to hand in.
  const titipan = (satu) => /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i.test(satu.name);
  const sama = (a, b) => jalur(a) === jalur(b) && a.size === b.size && a.lastModified === b.lastModified;
  const baris = () => [...isi.querySelectorAll("[data-map-baris]")];

  // ---- names to the server, rows back ----
  ruang.addEventListener("zi:berkas", async (event) => {
    const baru = event.detail.filter((b) => !titipan(b) && ![...berkas.values()].some((lama) => sama(lama, b)));
    const muat = baru.slice(0, Math.max(0, maks - berkas.size));
    hasil.hidden = false;
    if (!muat.length) return ringkas(baru.length);
    const mulai = nomor;
    for (const satu of muat) berkas.set(nomor++, satu);
    kabar.textContent = "Mencocokkan nama berkas…";
    try {
      await window.htmx.ajax("POST", ruang.dataset.cocokkan, {
        target: isi,
        swap: "beforeend",
        values: { jalur: JSON.stringify(muat.map(jalur)), mulai },
      });
    } finally {
      for (let n = mulai; n < mulai + muat.length; n += 1) {
        if (!isi.querySelector(`[data-map-baris="${n}"]`)) berkas.delete(n);
      }
    }
    for (const satu of baris()) lengkapi(satu.querySelector("[data-map-kode]"));
    ringkas(baru.length - muat.length);
  });

  // ---- a select gets all questions when it is first opened: hundreds of files need not carry them all ----
  function lengkapi(pilih) {
    const terpilih = pilih.selectedOptions[0];
    const asal = terpilih?.value && induk.querySelector(`option[value="${CSS.escape(terpilih.value)}"]`);
    if (asal) terpilih.textContent = asal.textContent;
  }
  function buka(event) {
    const pilih = event.target.closest?.("[data-map-kode]");
    if (!pilih || pilih.dataset.penuh) return;
    pilih.dataset.penuh = "1";
    const nilai = pilih.value;
    const calon = pilih.dataset.mapCalon.split(" ").filter(Boolean);
    while (pilih.options.length > 1) pilih.remove(1);
    if (calon.length > 1) {
      const grup = document.createElement("optgroup");
      grup.label = "Mungkin";
      for (const kode of calon) grup.append(induk.querySelector(`option[value="${CSS.escape(kode)}"]`).cloneNode(true));
      pilih.append(grup);
    }
    for (const grup of induk.children) pilih.append(grup.cloneNode(true));
    pilih.value = nilai;
  }
  isi.addEventListener("pointerdown", buka);
  isi.addEventListener("focusin", buka);
  isi.addEventListener("change", (event) => {
    const satu = event.target.closest("[data-map-baris]");
    if (event.target.matches("[data-map-kode]")) {
      satu.querySelector("[data-map-ikut]").checked = Boolean(event.target.value);
      satu.querySelector("[data-map-kata]").textContent = "";
    }
    ringkas();
  });

  function ringkas(lebih = 0) {
    const semua = baris();
    const siap = semua.filter((b) => b.querySelector("[data-map-ikut]").checked && b.querySelector("[data-map-kode]").value);
    const kosong = semua.filter((b) => !b.querySelector("[data-map-kode]").value).length;
    const kata = [`${siap.length} dari ${semua.length} berkas siap dipasang`];
    if (kosong) kata.push(`${kosong} belum ada pertanyaannya`);
    if (lebih > 0) kata.push(`${lebih} tidak dimuat karena sekali hanya ${maks} berkas`);
    kabar.textContent = `${kata.join("; ")}.`;
    ruang.querySelector("[data-map-pasang]").disabled = !siap.length;
    hasil.hidden = !semua.length && !lebih;
  }

  // ---- confirmed: each file to its question ----
  ruang.querySelector("[data-map-pasang]").addEventListener("click", () => {
    const kirim = [];
    for (const satu of baris()) {
      const kode = satu.querySelector("[data-map-kode]").value;
      if (!kode || !satu.querySelector("[data-map-ikut]").checked) continue;
      const n = Number(satu.dataset.mapBaris);
      const isiBerkas = berkas.get(n);
      kirim.push({
        berkas: isiBerkas,
        unggah: ruang.dataset.unggah.replace("KODE", encodeURIComponent(kode)),
        isian: { arsip: "1" },
        label: `${kode} ← ${isiBerkas.name}`,
      });
      berkas.delete(n);
      satu.remove();
    }
    if (kirim.length) ruang.dispatchEvent(new CustomEvent("zi:kirim", { bubbles: true, detail: kirim }));
    ringkas();
  });
  ruang.querySelector("[data-map-kosongkan]").addEventListener("click", () => {
    isi.replaceChildren();
    berkas.clear();
    ringkas();
  });
})();
