// Proof: many files at once by drop or picker, one request per file, with progress, retry and a word for each.
// Hooks: [data-bukti] a question's section (data-unggah: where to send, data-daftar: the list, data-maks and
// data-maks-video: the largest sizes), [data-bukti-isi] the list,
// [data-bukti-antre] the queue, [data-bukti-form] the plain form, [data-bukti-berkas] its file input.
// [data-bukti-map] takes its files to bukti_map.js first (zi:berkas) and gets them back, each with its question
// (zi:kirim: [{ berkas, unggah, isian, label }]); they stay in the list when they are done.
// Without this script the same form posts all files at once.
(() => {
  "use strict";

  const SEKALIGUS = 2;
  const MACET = 60_000;
  const antre = [];
  const tulisan = {
    menunggu: "Menunggu giliran",
    kirim: "Mengunggah",
    periksa: "Diperiksa",
    jaringan: "Menunggu jaringan, dicoba lagi",
    sesi: "Sesi berakhir. Masuk lagi di tab lain, lalu tekan Coba lagi.",
    gangguan: "Terjadi gangguan di server. Tekan Coba lagi.",
    kosong: "Berkas ini kosong (0 bita).",
  };

  const kue = (nama) => document.cookie.split("; ").find((k) => k.startsWith(`${nama}=`))?.slice(nama.length + 1);
  const token = () => kue("zi_csrf") || document.body.dataset.csrf;
  const mb = (bita) =>
    bita < 1048576 ? `${Math.max(1, Math.round(bita / 1024))} KB` : `${(bita / 1048576).toFixed(1).replace(".", ",")} MB`;

  function elemen(nama, kelas, teks) {
    const e = document.createElement(nama);
    if (kelas) e.className = kelas;
    if (teks) e.textContent = teks;
    return e;
  }

  // ---- one file in the queue ----
  function tambah(ruang, berkas, khusus = {}) {
    const kotak = ruang.querySelector("[data-bukti-antre]");
    const baris = elemen("li", "bukti-antre-baris");
    const nama = elemen("span", "bukti-antre-nama", khusus.label || berkas.name);
    const kabar = elemen("span", "bukti-antre-kabar");
    const garis = elemen("progress", "garis");
    garis.max = 1;
    garis.value = 0;
    garis.setAttribute("aria-label", berkas.name);
    const aksi = elemen("span", "bukti-antre-aksi");
    const ulang = elemen("button", "btn btn-sm btn-secondary", "Coba lagi");
    const batal = elemen("button", "btn btn-sm btn-secondary", "Batal");
    ulang.type = batal.type = "button";
    ulang.hidden = true;
    aksi.append(ulang, batal);
    baris.append(nama, kabar, garis, aksi);
    kotak.hidden = false;
    kotak.querySelector("ul").append(baris);
    hitung(ruang).semua += 1;
    const satu = { ruang, berkas, baris, kabar, garis, ulang, batal, keadaan: "menunggu", coba: 0, xhr: null, ...khusus };
    batal.addEventListener("click", () => buang(satu));
    ulang.addEventListener("click", () => {
      satu.coba = 0;
      ubah(satu, "menunggu");
      jalan();
    });
    antre.push(satu);
    const salah = tolakan(ruang, berkas);
    ubah(satu, salah ? "gagal" : "menunggu", salah);
    if (salah) ulang.hidden = true;
  }

  function tolakan(ruang, berkas) {
    if (!berkas.size) return tulisan.kosong;
    // Kinds are the server's to judge: it knows the way out for each.
    const batas = Number(/\.mp4$/i.test(berkas.name) ? ruang.dataset.maksVideo : ruang.dataset.maks);
    return berkas.size > batas ? `Ukuran ${mb(berkas.size)}, paling besar ${mb(batas)}. Kecilkan atau bagi berkas ini.` : "";
  }

  function ubah(satu, keadaan, teks) {
    satu.keadaan = keadaan;
    satu.baris.dataset.state = keadaan;
    satu.kabar.textContent = teks || tulisan[keadaan] || "";
    satu.garis.hidden = !["menunggu", "kirim", "periksa", "jaringan"].includes(keadaan);
    satu.ulang.hidden = !["gagal", "sesi", "gangguan", "jaringan"].includes(keadaan);
    satu.batal.textContent = ["gagal", "selesai"].includes(keadaan) ? "Tutup" : "Batal";
  }

  function buang(satu) {
    satu.keadaan = "batal";
    clearTimeout(satu.jeda);
    satu.xhr?.abort();
    antre.splice(antre.indexOf(satu), 1);
    satu.baris.remove();
    if (!satu.terhitung) hitung(satu.ruang).semua -= 1;
    if (!antre.some((s) => s.ruang === satu.ruang)) {
      jumlah.delete(satu.ruang);
      satu.ruang.querySelector("[data-bukti-antre]").hidden = true;
    } else {
      ringkas(satu.ruang);
    }
    jalan();
  }

  const aktif = () => antre.filter((s) => s.xhr).length;

  function jalan() {
    for (const satu of antre) {
      if (aktif() >= SEKALIGUS) return;
      if (satu.keadaan === "menunggu" && !satu.xhr) kirim(satu);
    }
  }

  // ---- sending ----
  function isian(satu) {
    const data = new FormData();
    const form = satu.ruang.querySelector("[data-bukti-form]");
    // A title or number belongs to one document: with many in the queue only the shared dates go along.
    const bersama = antre.filter((s) => s.ruang === satu.ruang).length > 1;
    if (form) {
      for (const [nama, nilai] of new FormData(form)) {
        if (nilai instanceof File || nama === "lengkap" || nama === "csrfmiddlewaretoken") continue;
        if (bersama && (nama === "judul" || nama === "nomor")) continue;
        data.append(nama, nilai);
      }
    }
    for (const [nama, nilai] of Object.entries(satu.isian || {})) data.append(nama, nilai);
    data.append("berkas", satu.berkas, satu.berkas.name);
    // Last on purpose: when it is missing, the server knows that the body was cut off.
    data.append("lengkap", "1");
    return data;
  }

  function kirim(satu) {
    const xhr = new XMLHttpRequest();
    let gerak = Date.now();
    let macet = null;
    satu.xhr = xhr;
    ubah(satu, "kirim");
    xhr.open("POST", satu.unggah || satu.ruang.dataset.unggah);
    xhr.setRequestHeader("Accept", "application/json");
    xhr.setRequestHeader("X-CSRFToken", token());
    // As htmx would: a lost session answers 401 instead of the sign-in page.
    xhr.setRequestHeader("HX-Request", "true");
    xhr.upload.addEventListener("progress", (event) => {
      gerak = Date.now();
      if (!event.lengthComputable) return;
      satu.garis.value = event.loaded / event.total;
      satu.kabar.textContent = `${tulisan.kirim} ${Math.floor((100 * event.loaded) / event.total)} %`;
    });
    xhr.upload.addEventListener("load", () => {
      gerak = Date.now();
      if (satu.keadaan === "kirim") ubah(satu, "periksa");
    });
    macet = setInterval(() => {
      if (satu.keadaan === "kirim" && Date.now() - gerak > MACET) xhr.abort();
    }, 5000);
    xhr.addEventListener("loadend", () => {
      clearInterval(macet);
      satu.xhr = null;
      if (satu.keadaan !== "batal") terima(satu, xhr);
      jalan();
    });
    xhr.send(isian(satu));
  }

  function terima(satu, xhr) {
    let jawab = null;
    try {
      jawab = JSON.parse(xhr.responseText);
    } catch {
      jawab = null;
    }
    if (xhr.status >= 200 && xhr.status < 300 && jawab) {
      ubah(satu, "selesai", jawab.pesan);
      satu.terhitung = true;
      hitung(satu.ruang).selesai += 1;
      satu.garis.hidden = true;
      segarkan(satu.ruang);
      if (!jawab.sudah_ada && !satu.unggah) setTimeout(() => antre.includes(satu) && buang(satu), 2500);
    } else if (xhr.status === 0 && (satu.coba < 8 || !navigator.onLine)) {
      nanti(satu);
    } else if (xhr.status === 401) {
      ubah(satu, "sesi");
    } else if (xhr.status >= 400 && xhr.status < 500) {
      ubah(satu, "gagal", jawab?.pesan || document.body.dataset.pesan403);
    } else if (satu.coba < 2) {
      nanti(satu);
    } else {
      ubah(satu, "gangguan");
    }
    ringkas(satu.ruang);
  }

  // A repeat is harmless: the same file under the same question is not taken twice.
  function nanti(satu) {
    satu.coba += 1;
    ubah(satu, "jaringan");
    satu.jeda = setTimeout(() => lanjut(satu), Math.min(30_000, 1000 * 2 ** satu.coba));
  }
  function lanjut(satu) {
    clearTimeout(satu.jeda);
    if (satu.keadaan !== "jaringan") return;
    ubah(satu, "menunggu");
    jalan();
  }
  window.addEventListener("online", () => antre.forEach(lanjut));
  window.addEventListener("beforeunload", (event) => {
    if (antre.some((s) => ["menunggu", "kirim", "periksa", "jaringan"].includes(s.keadaan))) event.preventDefault();
  });

  // ---- the list after a change, at most once a second however many files come ----
  const segar = new Map();
  function segarkan(ruang) {
    if (segar.has(ruang)) return;
    segar.set(
      ruang,
      setTimeout(() => {
        segar.delete(ruang);
        const isi = ruang.querySelector("[data-bukti-isi]") || document.querySelector("#bukti-tabel");
        if (isi && window.htmx) window.htmx.ajax("GET", ruang.dataset.daftar, { target: isi, swap: "innerHTML" });
        ruang.dispatchEvent(new CustomEvent("zi:bukti", { bubbles: true, detail: { kode: ruang.dataset.bukti } }));
      }, 700),
    );
  }
  // Counted apart from the queue: what is done leaves it after a moment, but stays in the sum of this batch.
  const jumlah = new Map();
  function hitung(ruang) {
    if (!jumlah.has(ruang)) jumlah.set(ruang, { semua: 0, selesai: 0 });
    return jumlah.get(ruang);
  }
  function ringkas(ruang) {
    const { semua, selesai } = hitung(ruang);
    const gagal = antre.filter((s) => s.ruang === ruang && ["gagal", "sesi", "gangguan"].includes(s.keadaan)).length;
    const kata = [`${selesai} dari ${semua} berkas terunggah`];
    if (gagal) kata.push(`${gagal} belum berhasil, sebabnya di bawah namanya`);
    ruang.querySelector("[data-bukti-ringkas]").textContent = `${kata.join("; ")}.`;
  }

  function masukkan(ruang, berkas) {
    if (ruang.matches("[data-bukti-map]")) {
      ruang.dispatchEvent(new CustomEvent("zi:berkas", { detail: berkas }));
      return;
    }
    for (const satu of berkas) tambah(ruang, satu);
    ringkas(ruang);
    jalan();
  }

  document.addEventListener("zi:kirim", (event) => {
    const ruang = event.target.closest("[data-bukti][data-unggah]");
    for (const { berkas, ...khusus } of event.detail) tambah(ruang, berkas, khusus);
    ringkas(ruang);
    jalan();
  });

  // ---- picker and plain form ----
  // A choice is sent at once here; the button is for those without this script.
  const tanpaTombol = (akar) => {
    for (const tombol of akar.querySelectorAll("[data-bukti][data-unggah] [data-bukti-kirim]")) tombol.hidden = true;
  };
  tanpaTombol(document);
  document.addEventListener("htmx:load", () => tanpaTombol(document));
  document.addEventListener("change", (event) => {
    const masukan = event.target.closest?.("[data-bukti-berkas]");
    const ruang = masukan?.closest("[data-bukti][data-unggah]");
    if (!ruang || !masukan.files.length) return;
    const berkas = [...masukan.files];
    masukan.value = "";
    masukkan(ruang, berkas);
  });
  document.addEventListener(
    "submit",
    (event) => {
      const ruang = event.target.matches("[data-bukti-form]") && event.target.closest("[data-bukti][data-unggah]");
      if (ruang) event.preventDefault();
    },
    true,
  );

  // ---- drop, also of folders ----
  async function isiMap(masuk) {
    if (masuk.isFile) {
      const berkas = await new Promise((ya, tidak) => masuk.file(ya, tidak));
      berkas.jalur = masuk.fullPath;
      return [berkas];
    }
    const pembaca = masuk.createReader();
    const semua = [];
    for (;;) {
      const bagian = await new Promise((ya, tidak) => pembaca.readEntries(ya, tidak));
      if (!bagian.length) break;
      for (const anak of bagian) semua.push(...(await isiMap(anak)));
    }
    return semua;
  }
  async function dariJatuhan(data) {
    const masuk = [...(data.items || [])].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
    if (!masuk.some((m) => m.isDirectory)) return [...data.files];
    const semua = [];
    for (const m of masuk) semua.push(...(await isiMap(m)));
    return semua.filter((b) => !b.name.startsWith("."));
  }
  const membawa = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  for (const nama of ["dragenter", "dragover"]) {
    document.addEventListener(nama, (event) => {
      if (!membawa(event)) return;
      // Anywhere else a dropped file would replace the page and with it what was being written.
      event.preventDefault();
      const ruang = event.target.closest?.("[data-bukti][data-unggah]");
      for (const lain of document.querySelectorAll("[data-bukti].is-over")) if (lain !== ruang) lain.classList.remove("is-over");
      ruang?.classList.add("is-over");
      if (event.dataTransfer) event.dataTransfer.dropEffect = ruang ? "copy" : "none";
    });
  }
  document.addEventListener("dragleave", (event) => {
    const ruang = event.target.closest?.("[data-bukti].is-over");
    if (ruang && !ruang.contains(event.relatedTarget)) ruang.classList.remove("is-over");
  });
  document.addEventListener("drop", async (event) => {
    if (!membawa(event)) return;
    event.preventDefault();
    const ruang = event.target.closest?.("[data-bukti][data-unggah]");
    if (!ruang) return;
    ruang.classList.remove("is-over");
    masukkan(ruang, await dariJatuhan(event.dataTransfer));
  });

  // ---- link and archive answer with the list; it goes to its place, the forms are emptied ----
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("[data-bukti-tautan], [data-bukti-pilih]");
    if (!form || event.detail.elt !== form || !event.detail.successful) return;
    const ruang = form.closest("[data-bukti]") || document.querySelector("[data-bukti][data-unggah]");
    const kabar = event.detail.xhr.getResponseHeader("HX-Trigger") || "";
    if (!kabar.includes('"galat": true')) form.reset();
    segarkan(ruang);
  });
})();
