// The workspace of an LKE: puts what is typed into the queue (antrean.js), shows where each answer stands, and sets in
// place the pieces of the page that the server sends back. Without this file every card is a plain form.
(() => {
  "use strict";

  const kerja = document.getElementById("kerja");
  if (!kerja) return;
  const kata = kerja.dataset;
  const $ = (pilih, akar = document) => akar.querySelector(pilih);
  const $$ = (pilih, akar = document) => [...akar.querySelectorAll(pilih)];
  const antrean = new window.ziAntrean.Antrean({ user: kata.user, segarkan: kata.segarkan });
  document.documentElement.classList.add("ber-skrip");

  const JEDA_KETIK = 800;
  const jam = () => new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  const buat = (nama, sifat = {}, ...anak) => {
    const el = Object.assign(document.createElement(nama), sifat);
    el.append(...anak);
    return el;
  };

  // ---- the forms of the page, by address ----
  const kartu = new Map();
  for (const form of $$("form[data-simpan]")) {
    const url = new URL(form.action).pathname;
    kartu.set(url, {
      url, form, kode: form.dataset.kode, lapis: form.dataset.lapis, soal: form.closest(".soal"),
      versi: Number(form.elements.versi.value), putaran: form.elements.putaran.value, dilihat: nilaiForm(form), tunda: 0,
    });
  }

  function nilaiForm(form) {
    const isi = {};
    for (const el of form.elements) {
      if (!el.name?.startsWith("isi.")) continue;
      const kode = el.name.slice(4);
      if (el.type !== "radio") isi[kode] = el.value.trim();
      else if (el.checked) isi[kode] = el.value;
      else isi[kode] ??= "";
    }
    return { isi, catatan: form.elements.catatan?.value.trim() ?? "" };
  }

  // Values go in without touching a field somebody is typing in.
  function isiForm(k, { isi = {}, catatan = null }) {
    for (const el of k.form.elements) {
      if (el.name === "catatan" && catatan !== null && el !== document.activeElement) el.value = catatan;
      if (!el.name?.startsWith("isi.")) continue;
      const nilai = isi[el.name.slice(4)];
      if (nilai === undefined) continue;
      if (el.type === "radio") el.checked = el.value === nilai;
      else if (el !== document.activeElement) el.value = nilai;
    }
    hitung(k);
  }

  // What differs from what the server last showed, or from what already waits.
  function perubahan(k) {
    const kini = nilaiForm(k.form);
    const waktu = { isi: { ...k.dilihat.isi }, catatan: k.dilihat.catatan };
    for (const b of antrean.untuk(k.url)) {
      Object.assign(waktu.isi, b.isi);
      if (b.catatan !== null) waktu.catatan = b.catatan;
    }
    const isi = {};
    for (const [kode, nilai] of Object.entries(kini.isi)) if (nilai !== (waktu.isi[kode] ?? "")) isi[kode] = nilai;
    return { isi, catatan: kini.catatan !== waktu.catatan.trim() ? kini.catatan : null };
  }

  // Which answer, and as of when the person saw it.
  const alamat = ({ url, kode, lapis, versi, putaran }) => ({ url, lke: kata.lke, kode, lapis, versi, putaran });

  function simpan(k) {
    clearTimeout(k.tunda);
    k.tunda = 0;
    const ubah = perubahan(k);
    if (!Object.keys(ubah.isi).length && ubah.catatan === null) return;
    const dasar = {};
    for (const kode of Object.keys(ubah.isi)) dasar[kode] = k.dilihat.isi[kode] ?? "";
    if (ubah.catatan !== null) dasar.catatan = k.dilihat.catatan;
    antrean.masukkan({ ...alamat(k), dasar, ...ubah });
  }
  const simpanSemua = () => kartu.forEach((k) => k.tunda && simpan(k));

  const milik = (el) => {
    const form = el.closest?.("form[data-simpan]");
    return form && kartu.get(new URL(form.action).pathname);
  };
  document.addEventListener("input", (e) => {
    const k = milik(e.target);
    if (!k || e.target.type === "radio") return;
    hitung(k);
    clearTimeout(k.tunda);
    k.tunda = setTimeout(() => simpan(k), JEDA_KETIK);
  });
  document.addEventListener("change", (e) => {
    const k = milik(e.target);
    if (k) simpan(k);
  });
  document.addEventListener("focusout", (e) => {
    const k = milik(e.target);
    if (k?.tunda) simpan(k);
  });
  window.addEventListener("pagehide", simpanSemua);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && simpanSemua());
  document.addEventListener("submit", (e) => {
    if (e.target.matches("form[data-angka]")) {
      pakaiAngka(e);
      return;
    }
    const k = milik(e.target);
    if (!k) return;
    e.preventDefault();
    if (e.submitter?.matches("[data-setuju]")) {
      setuju(k);
      return;
    }
    if (e.submitter?.matches("[data-kosongkan]")) {
      for (const el of k.form.elements) {
        if (!el.name?.startsWith("isi.")) continue;
        if (el.type === "radio") el.checked = false;
        else el.value = "";
      }
      hitung(k);
    }
    simpan(k);
  }, true);

  // A reviewer takes the unit's answer over. Sent even when it is equal already: it says that one has looked.
  function setuju(k) {
    const tombol = $("[data-setuju]", k.form);
    if (!tombol) return false;
    const isi = JSON.parse(tombol.dataset.setuju);
    for (const kode of Object.keys(k.dilihat.isi)) isi[kode] ??= "";
    isiForm(k, { isi });
    const dasar = Object.fromEntries(Object.keys(isi).map((kode) => [kode, k.dilihat.isi[kode] ?? ""]));
    antrean.masukkan({ ...alamat(k), isi, dasar });
    return true;
  }

  // The figures of data pendukung go into the fields and the queue like typed ones, with where they come from.
  function pakaiAngka(e) {
    const k = kartu.get(new URL(e.target.action).pathname);
    if (!k) return;
    e.preventDefault();
    const isi = {};
    for (const el of e.target.elements) if (el.name?.startsWith("isi.")) isi[el.name.slice(4)] = el.value;
    clearTimeout(k.tunda);
    k.tunda = 0;
    isiForm(k, { isi });
    const dasar = Object.fromEntries(Object.keys(isi).map((kode) => [kode, k.dilihat.isi[kode] ?? ""]));
    antrean.masukkan({ ...alamat(k), isi, dasar, angka: e.target.elements.angka.value });
    k.soal.focus({ preventScroll: true });
  }

  // ---- ratios while typing; the server's value replaces them ----
  const angka = (teks) => (/^\d{1,12}$/.test(teks) ? Number(teks) : null);
  const pecahan = (teks) => (/^\d{1,12}([.,]\d{1,10})?$/.test(teks) ? Number(teks.replace(",", ".")) : null);
  function hitung(k) {
    const kotak = $("[data-hitung]", k.form);
    if (!kotak) return;
    const { isi } = nilaiForm(k.form);
    const r = JSON.parse(kotak.dataset.hitung);
    const jumlah = (kode) => kode.reduce((n, x) => (n === null || angka(isi[x]) === null ? null : n + angka(isi[x])), 0);
    for (const t of $$("[data-jumlah]", kotak)) {
      const n = jumlah(t.dataset.jumlah.split(" "));
      $("output", t).textContent = n === null ? "–" : n.toLocaleString("id-ID");
    }
    const lengkap = Object.values(isi).every((x) => pecahan(x) !== null);
    let nilai = null;
    if (lengkap && r.tipe === "skala") nilai = pecahan(isi[k.kode]) / Number(r.pembagi);
    else if (lengkap) {
      const [atas, bawah] = [jumlah(r.atas), jumlah(r.bawah)];
      if (r.tipe === "rasio") nilai = bawah ? Math.min(1, atas / bawah) : Number(r.nol);
      else if (atas) nilai = Math.max(0, (atas - bawah) / atas);
      else nilai = Number(bawah ? r.nol : r.nolnol);
    }
    const persen = nilai === null || nilai > 1 ? "" : `= ${(nilai * 100).toLocaleString("id-ID", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;
    $("[data-hasil]", kotak).textContent = persen;
  }

  // ---- where each answer stands ----
  function status(k, keadaan, teks) {
    const el = $("[data-status]", k.soal);
    if (!el) return;
    el.dataset.state = keadaan;
    el.replaceChildren(buat("span", { textContent: teks }));
    k.soal.dataset.state = keadaan;
  }

  function gambarStatus() {
    const semua = antrean.semua();
    const sini = semua.filter((b) => b.lke === kata.lke);
    for (const k of kartu.values()) {
      const milikNya = sini.filter((b) => b.url === k.url);
      if (milikNya.some((b) => b.keadaan === "konflik")) status(k, "konflik", kata.konflik);
      else if (milikNya.some((b) => b.keadaan === "ditolak")) status(k, "gagal", kata.ditolak);
      else if (milikNya.length && (antrean.jaringan === "baik" || antrean.sedang === k.url)) status(k, "menyimpan", kata.menyimpan);
      else if (milikNya.length) status(k, "menunggu", antrean.jaringan === "sesi" ? kata.sesi : antrean.rak.rawan ? kata.menungguMemori : kata.menunggu);
      else if (["menyimpan", "menunggu", "konflik", "gagal"].includes(k.soal.dataset.state)) status(k, "tersimpan", kata.tersimpan);
    }
    gambarUmum(semua);
  }

  let disimpanPada = "";
  function gambarUmum(semua) {
    const jumlah = (keadaan) => semua.filter((b) => b.keadaan === keadaan).length;
    const [konflik, ditolak, tunggu] = ["konflik", "ditolak", "menunggu"].map(jumlah);
    let keadaan = "tersimpan";
    let isi = disimpanPada ? [`${kata.semuaTersimpan} ${disimpanPada}`] : [];
    if (antrean.jaringan === "sesi" && tunggu) {
      const masuk = `${kata.masuk}?next=${encodeURIComponent(location.pathname + location.search)}`;
      [keadaan, isi] = ["menunggu", [`${kata.sesi} `, buat("a", { href: masuk, textContent: kata.sesiAksi })]];
    } else if (konflik) [keadaan, isi] = ["konflik", [`${konflik} ${kata.konflikN} `, tautan(semua, "konflik")]];
    else if (ditolak) [keadaan, isi] = ["gagal", [`${ditolak} ${kata.ditolakN} `, tautan(semua, "ditolak")]];
    else if (tunggu && antrean.jaringan === "menunggu") [keadaan, isi] = ["menunggu", [`${tunggu} ${kata.menungguN}`]];
    else if (tunggu) [keadaan, isi] = ["menyimpan", [kata.menyimpan]];
    for (const el of $$("[data-tunggu-kirim]")) el.hidden = !semua.some((b) => b.lke === kata.lke);
    for (const el of $$("[data-status-semua]")) {
      const teks = isi.map((x) => x.textContent ?? x).join("");
      if (el.dataset.state === keadaan && el.textContent === teks) continue;
      el.dataset.state = keadaan;
      el.replaceChildren(...isi.map((x) => (x instanceof Node ? x.cloneNode(true) : x)));
    }
  }
  function tautan(semua, keadaan) {
    const b = semua.find((x) => x.keadaan === keadaan);
    // A sheet that cannot be opened any more has no page to show the text on: it is told and thrown away here.
    if (keadaan === "ditolak" && !kata.lke) {
      const tombol = (nama, teks) => {
        const el = buat("button", { type: "button", className: "btn-kecil", textContent: teks });
        el.setAttribute(nama, b.kunci);
        return el;
      };
      return buat("span", {}, `(${b.kode}: ${b.pesan}) `, tombol("data-salin-sisa", kata.salin), tombol("data-buang-sisa", kata.buang));
    }
    return buat("a", { href: b.url.replace(/jawaban\/[^/]+\/([^/]+)\/$/, "soal/$1/"), textContent: kata.buka });
  }

  const teksButir = (b) => [...Object.values(b.isi), b.catatan].filter(Boolean).join("\n");
  async function salinTeks(teks) {
    await navigator.clipboard?.writeText(teks);
    window.zi?.toast(kata.disalin);
  }
  document.addEventListener("click", (e) => {
    const { salinSisa, buangSisa } = e.target.closest("button")?.dataset ?? {};
    const b = salinSisa && antrean.semua().find((x) => x.kunci === salinSisa);
    if (b) salinTeks(teksButir(b));
    if (buangSisa) antrean.buang(buangSisa);
  });

  // ---- pieces of the page from the server ----
  function pasang(fragmen) {
    for (const [id, html] of Object.entries(fragmen || {})) {
      for (const lama of $$(`[id="${CSS.escape(id)}"]`)) pasangSatu(lama, html);
    }
  }
  function pasangSatu(lama, html) {
    const baru = buat("template", { innerHTML: html.trim() }).content.firstElementChild;
    if (!baru || (lama.dataset.lapis && lama.dataset.lapis !== baru.dataset.lapis)) return;
    for (const d of $$("details[data-kunci]", lama)) {
      const sama = $(`details[data-kunci="${d.dataset.kunci}"]`, baru);
      if (sama) sama.open = d.open;
    }
    for (const r of $$("[data-simpul]", baru)) {
      const dulu = $(`[data-simpul="${r.dataset.simpul}"] .num`, lama);
      if (dulu && dulu.textContent !== $(".num", r)?.textContent) r.classList.add("berubah");
    }
    lama.replaceWith(baru);
    window.htmx?.process(baru);
  }

  function terimaKeadaan(k, jawab) {
    k.versi = jawab.versi;
    k.form.elements.versi.value = jawab.versi;
    const dulu = k.dilihat;
    k.dilihat = { isi: {}, catatan: jawab.catatan };
    for (const kode of Object.keys(dulu.isi)) k.dilihat.isi[kode] = jawab.isi[kode] ?? "";
    // Others' changes appear; a field with something of one's own on its way, or still being typed, stays.
    const tertahan = new Set(antrean.untuk(k.url).flatMap((b) => [...Object.keys(b.isi), ...(b.catatan !== null ? ["catatan"] : [])]));
    const kini = nilaiForm(k.form);
    const isi = {};
    for (const [kode, nilai] of Object.entries(k.dilihat.isi)) {
      const diketik = k.tunda && kini.isi[kode] !== dulu.isi[kode];
      if (!tertahan.has(kode) && !diketik) isi[kode] = nilai;
    }
    const catatan = tertahan.has("catatan") || (k.tunda && kini.catatan !== dulu.catatan) ? null : jawab.catatan;
    isiForm(k, { isi, catatan });
  }

  antrean.addEventListener("berubah", gambarStatus);
  antrean.addEventListener("tersimpan", ({ detail }) => terimaTersimpan(detail));
  function terimaTersimpan({ butir, jawab }) {
    disimpanPada = jam();
    const k = kartu.get(butir.url);
    if (butir.lke === kata.lke && butir.lapis === kata.lapis) {
      if (k) {
        if (!antrean.untuk(k.url).some((b) => b.keadaan !== "menunggu")) {
          galat(k, "", "");
          kotak(k).replaceChildren();
        }
        terimaKeadaan(k, jawab);
      }
      pasang(jawab.fragmen);
      if (k) {
        delete k.soal.dataset.state;
        k.soal.dataset.terjawab = jawab.terjawab ? "1" : "0";
        k.soal.dataset.kerja = jawab.sisa ? "1" : "0";
        hitungSaringan();
      }
    }
    gambarStatus();
  }
  antrean.addEventListener("konflik", ({ detail: { butir, jawab } }) => {
    const k = kartu.get(butir.url);
    if (k && butir.lke === kata.lke) tampilKonflik(k, butir, jawab);
    gambarStatus();
  });
  antrean.addEventListener("ditolak", ({ detail: { butir } }) => {
    const k = kartu.get(butir.url);
    if (k && butir.lke === kata.lke) tampilDitolak(k, butir);
    gambarStatus();
  });

  const kotak = (k) => document.getElementById(`konflik-${k.kode}`);

  function tampilKonflik(k, butir, jawab) {
    const tempat = kotak(k);
    tempat.innerHTML = jawab.fragmen[`konflik-${k.kode}`];
    k.dilihatBaru = jawab;
    for (const tombol of $$("[data-pilih]", tempat)) {
      tombol.addEventListener("click", () => {
        tempat.replaceChildren();
        k.versi = jawab.versi;
        k.form.elements.versi.value = jawab.versi;
        for (const kode of Object.keys(k.dilihat.isi)) k.dilihat.isi[kode] = jawab.isi[kode] ?? "";
        k.dilihat.catatan = jawab.catatan;
        if (tombol.dataset.pilih === "saya") antrean.pilihSaya(butir.kunci, jawab);
        else if (tombol.dataset.pilih === "gabung") {
          const catatan = `${jawab.catatan}\n\n${antrean.rak.baca(butir.kunci)?.catatan ?? ""}`;
          antrean.ubah(butir.kunci, { catatan });
          k.form.elements.catatan.value = catatan;
          antrean.pilihSaya(butir.kunci, jawab);
        } else {
          antrean.buang(butir.kunci);
          if (document.activeElement?.form === k.form) document.activeElement.blur();
          isiForm(k, { isi: k.dilihat.isi, catatan: jawab.catatan });
        }
        k.soal.focus({ preventScroll: true });
        gambarStatus();
      });
    }
  }

  // Refused: say why beside the field, and keep what was typed where it can be copied.
  function tampilDitolak(k, butir) {
    galat(k, butir.masukan, butir.pesan);
    const teks = teksButir(butir);
    const isi = buat("div");
    if (!butir.masukan) isi.append(buat("p", { textContent: butir.pesan }));
    isi.append(buat("p", { className: "small", textContent: kata.isian }), buat("blockquote", { textContent: teks || kata.belum }));
    const salin = buat("button", { type: "button", className: "btn btn-sm btn-secondary", textContent: kata.salin });
    salin.addEventListener("click", () => salinTeks(teks));
    const buang = buat("button", { type: "button", className: "btn btn-sm btn-secondary", textContent: kata.buang });
    buang.addEventListener("click", () => {
      antrean.buang(butir.kunci);
      galat(k, "", "");
      kotak(k).replaceChildren();
      isiForm(k, { isi: k.dilihat.isi, catatan: k.dilihat.catatan });
      gambarStatus();
    });
    isi.append(buat("div", { className: "row-acts" }, salin, buang));
    const pesan = buat("div", { className: "pesan pesan-error" }, isi);
    pesan.setAttribute("role", "alert");
    kotak(k).replaceChildren(pesan);
  }

  function galat(k, masukan, pesan) {
    for (const el of $$("[aria-invalid]", k.form)) {
      el.removeAttribute("aria-invalid");
      el.removeAttribute("aria-describedby");
      el.classList.remove("is-invalid");
    }
    for (const el of $$(".isian-galat", k.form)) el.remove();
    const el = masukan && (k.form.elements[`isi.${masukan}`] || k.form.elements[masukan]);
    if (!el) return;
    const id = `galat-${k.kode}`;
    const baris = buat("p", { id, className: "isian-galat teks-buruk small", textContent: pesan });
    const bidang = el instanceof RadioNodeList ? el[0] : el;
    bidang.setAttribute("aria-invalid", "true");
    bidang.setAttribute("aria-describedby", id);
    bidang.classList.add("is-invalid");
    (bidang.closest(".hitungan > div, .soal-catatan, .opsi-deret") || bidang).append(baris);
  }

  function hitungSaringan() {
    if (new URLSearchParams(location.search).get("saring")) return;
    for (const [nama, pilih] of [["kosong", '[data-terjawab="0"]'], ["perlu_dinilai", '[data-kerja="1"]']]) {
      const el = $(`[data-saringan="${nama}"] .num`);
      if (el) el.textContent = $$(`.soal${pilih}`).length;
    }
  }

  // ---- what was written while this page was on its way ----
  for (const x of antrean.kenangan()) if (kartu.get(x.butir.url)?.versi < x.jawab.versi) terimaTersimpan(x);

  // ---- what waited from before: put it back into the fields, then send ----
  for (const b of antrean.semua().filter((x) => x.lke === kata.lke)) {
    if (b.keadaan === "konflik") antrean.ubah(b.kunci, { keadaan: "menunggu", dikirim: 0 });
    const k = kartu.get(b.url);
    if (!k) continue;
    isiForm(k, { isi: b.isi, catatan: b.catatan });
    if (b.keadaan === "ditolak") tampilDitolak(k, b);
  }
  kartu.forEach(hitung);
  gambarStatus();
  antrean.kirim();

  // ---- explanations ----
  document.addEventListener("click", (e) => {
    const a = e.target.closest("a[data-jelas]");
    const papan = document.getElementById("penjelasan");
    if (!a || !papan?.showPopover || !window.htmx || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    window.htmx.ajax("GET", a.getAttribute("href"), { target: "#penjelasan-isi", swap: "innerHTML" }).then(() => {
      if (!papan.matches(":popover-open")) papan.showPopover();
      papan.scrollTop = 0;
    });
  });

  // ---- moving about ----
  const rel = document.getElementById("rail");
  const diRel = rel && $("a[aria-current]", rel);
  if (diRel) rel.scrollTop = diRel.getBoundingClientRect().top - rel.getBoundingClientRect().top - rel.clientHeight / 3;
  const soal = () => $$(".soal");
  let kini = null;
  function sorot(el, gulir = true) {
    if (!el) return;
    kini?.classList.remove("is-fokus");
    kini = el;
    kini.classList.add("is-fokus");
    if (gulir) {
      el.focus({ preventScroll: true });
      el.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  }
  document.addEventListener("focusin", (e) => {
    const el = e.target.closest(".soal");
    if (el && el !== kini) sorot(el, false);
  });
  if (location.hash.startsWith("#soal-")) sorot(document.getElementById(decodeURIComponent(location.hash.slice(1))), false);

  function geser(langkah) {
    const daftar = soal();
    const letak = kini ? daftar.indexOf(kini) : langkah > 0 ? -1 : daftar.length;
    sorot(daftar[Math.min(Math.max(letak + langkah, 0), daftar.length - 1)]);
  }

  // To what is left to do on this page, then to where the server finds more; mundur: backwards.
  function lanjut(mundur = false) {
    const daftar = mundur ? soal().reverse() : soal();
    const tujuan = daftar.slice(daftar.indexOf(kini) + 1).find((el) => el.dataset.kerja === "1");
    if (tujuan) {
      sorot(tujuan);
      return;
    }
    if (!$("[data-lanjut], [data-tpi-next]")) return;
    const dari = new URLSearchParams({ dari: daftar.at(-1)?.dataset.soal ?? "", ...(mundur && { arah: "mundur" }) });
    location.href = `${kata.urlLanjut}?${dari}`;
  }
  document.addEventListener("click", (e) => {
    const a = e.target.closest("[data-lanjut], [data-tpi-next]");
    if (!a || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    lanjut();
  });

  function setujuLanjut() {
    const form = kini && $("form[data-simpan]", kini);
    const k = form && milik(form);
    if (!k || !setuju(k)) return false;
    kini.dataset.kerja = "0";
    lanjut();
    return true;
  }

  const bantuan = document.getElementById("bantuan");
  document.addEventListener("click", (e) => e.target.closest("[data-bantuan]") && bantuan?.showModal());

  // By the letter of an option, or by its place.
  function pilih(tombol) {
    const cari = { y: "Ya", t: "Tidak" }[tombol] || tombol.toUpperCase();
    const semua = kini ? $$(".opsi-deret input:enabled", kini) : [];
    const opsi = semua.find((el) => el.value === cari) ?? semua[Number(tombol) - 1];
    if (!opsi) return false;
    opsi.checked = true;
    opsi.focus({ preventScroll: true });
    opsi.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  // What a key does to something of the highlighted question, if it is there.
  const pada = (dicari, kerja) => {
    const el = $(dicari, kini || document);
    if (!el) return false;
    kerja(el);
    return true;
  };
  const ke = (dicari) => $(dicari)?.click();
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || document.querySelector("dialog:modal")) return;
    const ketik = e.target.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");
    if (ketik) {
      if (e.key === "Escape" && ketik.closest(".soal")) ketik.closest(".soal").focus({ preventScroll: true });
      return;
    }
    const tombol = e.key.toLowerCase();
    if (tombol.length === 1 && !window.zi.singleKeys()) return;
    const tangan = {
      j: () => geser(1), k: () => geser(-1), n: () => lanjut(), m: () => lanjut(true), "?": () => bantuan?.showModal(),
      "[": () => ke("[data-bagian-sebelum]"), "]": () => ke("[data-bagian-sesudah]"),
      arrowdown: () => (e.target === kini ? geser(1) : false), arrowup: () => (e.target === kini ? geser(-1) : false),
      s: () => setujuLanjut(),
      i: () => pada(".hitungan input:enabled, textarea[name=catatan]", (el) => el.focus()),
      u: () => pada("textarea[name=catatan]", (el) => el.focus()),
      p: () => pada("[data-siap]", (el) => el.click()),
      l: () => pada("[data-bukti-buka]", (el) => el.click()),
    }[tombol];
    const hasil = tangan ? tangan() : /^[a-eyt1-9]$/.test(tombol) ? pilih(tombol) : false;
    if (hasil !== false) e.preventDefault();
  });

  window.ziLKE = { antrean, kartu };
})();
