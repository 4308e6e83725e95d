// The public form with a script: answers are kept on this device as they are given, sent in the background, sent again
// when the network is back, and known by one id however often they are sent. Without a script the form posts plainly.
(() => {
  "use strict";
  const form = document.getElementById("survei");
  if (!form || !window.fetch || !window.crypto || !crypto.randomUUID && !crypto.getRandomValues) return;
  const kunci = `survei-${form.dataset.slug}`;
  const kios = "kios" in form.dataset;
  const pesan = document.getElementById("pesan");
  const maju = document.getElementById("maju");
  const tombol = form.querySelector(".kirim");
  const tanya = [...form.querySelectorAll("[data-tanya]")];
  const simpan = {
    baca(nama) { try { return JSON.parse(localStorage.getItem(nama)); } catch { return null; } },
    tulis(nama, isi) { try { localStorage.setItem(nama, JSON.stringify(isi)); } catch { /* private mode: the page still works */ } },
    hapus(nama) { try { localStorage.removeItem(nama); } catch { /* as above */ } },
  };
  const id = () => crypto.randomUUID ? crypto.randomUUID()
    : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  // Names and phones are never left on a device that others may use.
  const RAHASIA = new Set(["nama", "telepon", "setuju", "kode", "tantangan", "hitungan"]);

  let perangkat = "";
  if (!kios) {
    perangkat = simpan.baca("survei-perangkat");
    if (typeof perangkat !== "string" || !perangkat) { perangkat = id(); simpan.tulis("survei-perangkat", perangkat); }
  }
  let draf = kios ? null : simpan.baca(kunci);
  if (!draf || typeof draf !== "object" || !draf.kiriman) draf = { kiriman: id(), isi: {}, detik: 0 };
  let mulai = 0;
  const lama = () => Math.round(draf.detik + (mulai ? (performance.now() - mulai) / 1000 : 0));

  const katakan = (teks, biasa) => {
    pesan.textContent = teks;
    pesan.classList.toggle("ada", Boolean(teks));
    pesan.classList.toggle("biasa", Boolean(biasa));
  };
  const hitung = () => {
    const n = tanya.filter((f) => f.querySelector(":checked")).length;
    maju.textContent = form.dataset.terjawab.replace("%(n)s", n).replace("%(m)s", tanya.length);
    batang.firstElementChild.style.width = `${100 * n / tanya.length}%`;
  };
  const batang = document.createElement("div");
  batang.className = "batang";
  batang.append(document.createElement("div"));
  form.prepend(batang);

  const catat = () => {
    if (kios) return;
    const isi = {};
    for (const [nama, nilai] of new FormData(form)) if (!RAHASIA.has(nama) && nilai) isi[nama] = nilai;
    draf.isi = isi;
    simpan.tulis(kunci, { ...draf, detik: lama() });
  };
  const isiKembali = () => {
    let ada = false;
    for (const [nama, nilai] of Object.entries(draf.isi || {})) {
      for (const el of form.querySelectorAll(`[name="${CSS.escape(nama)}"]`)) {
        if (el.type === "hidden") continue;
        if (el.type === "radio") { if (el.value === nilai) { el.checked = true; ada = true; } }
        else if (!el.value) { el.value = nilai; ada = true; }
      }
    }
    return ada;
  };

  form.addEventListener("input", (e) => {
    if (!mulai) mulai = performance.now();
    const kotak = e.target.closest(".butir");
    if (kotak) {
      kotak.classList.remove("salah");
      const galat = kotak.querySelector(`#${CSS.escape(e.target.name)}-galat`);
      if (galat) galat.textContent = "";
    }
    catat();
    hitung();
  });

  const tandai = (galat) => {
    let pertama = null;
    for (const [nama, teks] of Object.entries(galat)) {
      const letak = document.getElementById(`${nama}-galat`);
      const el = form.querySelector(`[name="${CSS.escape(nama)}"]`);
      if (letak) letak.textContent = teks;
      if (el) { el.closest(".butir").classList.add("salah"); pertama = pertama || el; }
    }
    if (pertama) { tunjuk(pertama.closest(".butir")); pertama.focus(); } else pesan.focus();
  };
  const tantang = (isi) => {
    const kotak = document.getElementById("tantangan");
    kotak.textContent = "";
    if (!isi.tantangan) return;
    const butir = document.createElement("div");
    butir.className = "butir salah";
    const label = document.createElement("label");
    label.className = "tanya"; label.htmlFor = "hitungan"; label.textContent = isi.soal;
    const tanda = document.createElement("input");
    tanda.type = "hidden"; tanda.name = "tantangan"; tanda.value = isi.tantangan;
    const jawab = document.createElement("input");
    jawab.id = jawab.name = "hitungan"; jawab.inputMode = "numeric"; jawab.autocomplete = "off"; jawab.maxLength = 3;
    butir.append(label, tanda, jawab);
    kotak.append(butir);
    tunjuk(butir);
    jawab.focus();
  };

  let berjalan = false;
  let menunggu = false;
  const kirim = async () => {
    if (berjalan) return;
    berjalan = true;
    tombol.setAttribute("aria-disabled", "true");
    katakan(form.dataset.mengirim, true);
    const data = new URLSearchParams(new FormData(form));
    data.set("kiriman", draf.kiriman);
    data.set("durasi", lama());
    if (perangkat) data.set("perangkat", perangkat);
    try {
      const jawab = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, credentials: "omit" });
      const isi = await jawab.json().catch(() => null);
      if (!isi) throw new TypeError("no answer of ours");
      menunggu = false;
      if (jawab.ok) {
        simpan.hapus(kunci);
        if (!kios) simpan.tulis(`${kunci}-selesai`, 1);
        location.assign(isi.tujuan);
        return;
      }
      katakan(isi.pesan);
      tantang(isi);
      if (!isi.tantangan) tandai(isi.galat || {});
    } catch (e) {
      if (!(e instanceof TypeError)) throw e;
      catat();
      menunggu = true;
      katakan(form.dataset.belum, true);
      setTimeout(() => menunggu && kirim(), 15000);
    } finally {
      berjalan = false;
      tombol.removeAttribute("aria-disabled");
    }
  };
  form.addEventListener("submit", (e) => { e.preventDefault(); kirim(); });
  addEventListener("online", () => menunggu && kirim());

  // One question at a time, for who likes it so.
  let kini = -1;
  const halaman = () => [...form.querySelectorAll(".butir, .kaki-isi")];
  const tunjuk = (el) => {
    if (!form.classList.contains("satu") || !el) return;
    const semua = halaman();
    kini = Math.max(0, semua.indexOf(el));
    semua.forEach((s, n) => s.classList.toggle("kini", n === kini));
  };
  const pindah = (arah) => {
    const semua = halaman();
    const el = semua[Math.min(semua.length - 1, Math.max(0, kini + arah))];
    tunjuk(el);
    (el.querySelector("input:not([type=hidden]), select, textarea, button") || el).focus();
  };
  for (const el of form.querySelectorAll(".butir")) {
    const langkah = document.createElement("div");
    langkah.className = "langkah";
    for (const [arah, teks] of [[-1, form.dataset.mundur], [1, form.dataset.lanjut]]) {
      const b = document.createElement("button");
      b.type = "button"; b.textContent = teks; if (arah < 0) b.className = "tipis";
      b.addEventListener("click", () => pindah(arah));
      langkah.append(b);
    }
    el.append(langkah);
  }
  const ganti = document.createElement("button");
  ganti.type = "button"; ganti.className = "tipis"; ganti.textContent = form.dataset.satu;
  ganti.addEventListener("click", () => {
    const satu = form.classList.toggle("satu");
    ganti.textContent = satu ? form.dataset.semua : form.dataset.satu;
    if (satu) tunjuk(tanya.find((f) => !f.querySelector(":checked")) || halaman()[0]);
  });
  form.before(ganti);

  const pulih = isiKembali();
  hitung();
  if (!pesan.textContent.trim()) {
    if (pulih) katakan(form.dataset.pulih, true);
    else if (!kios && simpan.baca(`${kunci}-selesai`)) katakan(form.dataset.sudah, true);
  }
  addEventListener("pagehide", () => { if (mulai && !kios && simpan.baca(kunci)) catat(); });
  // A device at the counter forgets a form that was left half filled.
  if (kios) {
    let jeda;
    const mundur = () => { clearTimeout(jeda); jeda = setTimeout(() => { form.reset(); draf = { kiriman: id(), isi: {}, detik: 0 }; mulai = 0; katakan(""); hitung(); scrollTo(0, 0); }, 90000); };
    for (const macam of ["input", "pointerdown", "keydown"]) addEventListener(macam, mundur);
  }
})();
