// The queue of unsent answers. Every change is put here first and leaves only when the server has it, refused it for
// good, or the person threw it away: it survives reload, a lost network and an ended session.
//
// One item is what changed in one answer: { kunci, url, lke, kode, lapis, versi, putaran, isi, catatan, dasar, kiriman,
// dikirim, keadaan }, with `angka` where figures of data pendukung were taken. `versi` and `dasar` are the version and
// the values the person was looking at, so the server can tell what somebody else changed meanwhile, and `putaran` the
// round they were in; `kiriman` names this content, so a repeat is written once. Items lie in localStorage under keys in
// the order of their making, by person; one tab at a time sends them.
(() => {
  "use strict";

  const AWALAN = "zi.antrean/";
  const BATAS_WAKTU = 30000;
  const JEDA = [2000, 4000, 8000, 15000, 30000, 60000];

  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 0x0f) | 0x40;
    b[8] = (b[8] & 0x3f) | 0x80;
    const h = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  }

  // Where items lie: the browser's storage, or memory where that is switched off or full.
  class Rak {
    constructor() {
      this.memori = new Map();
      try {
        localStorage.setItem("zi.coba", "1");
        localStorage.removeItem("zi.coba");
        this.tetap = true;
      } catch {
        this.tetap = false;
      }
    }
    kunci(awalan) {
      const semua = new Set([...this.memori.keys()].filter((k) => k.startsWith(awalan)));
      if (this.tetap) {
        for (let i = 0; i < localStorage.length; i += 1) {
          const k = localStorage.key(i);
          if (k.startsWith(awalan)) semua.add(k);
        }
      }
      return [...semua].sort();
    }
    baca(kunci) {
      try {
        return JSON.parse(this.memori.get(kunci) ?? (this.tetap ? localStorage.getItem(kunci) : null));
      } catch {
        return null;
      }
    }
    tulis(kunci, butir) {
      const teks = JSON.stringify(butir);
      try {
        if (!this.tetap) throw new Error("memory only");
        localStorage.setItem(kunci, teks);
        this.memori.delete(kunci);
      } catch {
        this.memori.set(kunci, teks);
      }
    }
    buang(kunci) {
      this.memori.delete(kunci);
      if (this.tetap) localStorage.removeItem(kunci);
    }
    get rawan() {
      return this.memori.size > 0;
    }
  }

  // One spelling for each number, as the server stores it: "3,60" and "3,6" are the same, and so are "05" and "5".
  function baku(nilai) {
    const teks = String(nilai ?? "").trim().replace(",", ".");
    if (!/^\d+(\.\d+)?$/.test(teks)) return teks;
    const [bulat, pecahan = ""] = teks.split(".");
    const sisa = pecahan.replace(/0+$/, "");
    return bulat.replace(/^0+(?=\d)/, "") + (sisa && `.${sisa}`);
  }

  function cookie(nama) {
    const satu = document.cookie.split("; ").find((c) => c.startsWith(`${nama}=`));
    return satu ? decodeURIComponent(satu.slice(nama.length + 1)) : "";
  }

  class Antrean extends EventTarget {
    constructor({ user, segarkan }) {
      super();
      this.user = String(user);
      this.segarkan = segarkan;
      this.awalan = `${AWALAN}${this.user}/`;
      this.rak = new Rak();
      this.tab = uuid().slice(0, 8);
      this.nomor = 0;
      this.gagal = 0;
      this.jaringan = "baik"; // baik | menunggu | sesi
      this.sedang = null;
      this.menunggu = false;
      this.jam = 0;
      this.saluran = "BroadcastChannel" in window ? new BroadcastChannel(`zi.antrean/${this.user}`) : null;
      if (this.saluran) this.saluran.onmessage = (pesan) => this.kabar(pesan.data.jenis, pesan.data.isi, true);
      window.addEventListener("storage", (e) => {
        if (!e.key || e.key.startsWith(this.awalan)) this.kabar("berubah", {}, true);
      });
      window.addEventListener("online", () => this.kirim());
      window.addEventListener("focus", () => this.kirim());
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.kirim());
      window.addEventListener("beforeunload", (e) => {
        if (this.rak.rawan) e.preventDefault();
      });
    }

    kabar(jenis, isi, dariTabLain = false) {
      this.dispatchEvent(new CustomEvent(jenis, { detail: isi }));
      if (!dariTabLain && this.saluran && jenis !== "berubah") this.saluran.postMessage({ jenis, isi });
    }

    semua() {
      return this.rak
        .kunci(this.awalan)
        .map((k) => this.rak.baca(k))
        .filter((b) => b && b.url);
    }

    untuk(url) {
      return this.semua().filter((b) => b.url === url);
    }

    // Take up a change. An unsent one of the same answer made in this tab takes it in, and so does one that waits for
    // the person; what is on its way stays as it is.
    masukkan({ url, lke, kode, lapis, versi, putaran, isi = {}, catatan = null, dasar = {}, angka = "" }) {
      const boleh = (b) => !b.dikirim && (b.tab === this.tab || b.keadaan !== "menunggu");
      const ada = this.untuk(url).filter(boleh).pop();
      const butir = ada || {
        kunci: `${this.awalan}${String(Date.now()).padStart(15, "0")}-${String((this.nomor += 1)).padStart(6, "0")}-${this.tab}`,
        tab: this.tab, url, lke: String(lke), kode, lapis, versi, isi: {}, catatan: null, dasar: {},
      };
      // What the person saw is what stood there before the first of the merged changes.
      butir.dasar = { ...dasar, ...butir.dasar };
      butir.isi = { ...butir.isi, ...isi };
      if (catatan !== null) butir.catatan = catatan;
      if (angka) butir.angka = angka;
      Object.assign(butir, { putaran, kiriman: uuid(), keadaan: "menunggu", pesan: "", masukan: "", dikirim: 0 });
      this.rak.tulis(butir.kunci, butir);
      this.kabar("berubah", {});
      this.kirim();
      return butir;
    }

    // The person chose their own value over the stored one: send it as a change of what stands there now.
    pilihSaya(kunci, { versi, isi, catatan }) {
      const butir = this.rak.baca(kunci);
      if (!butir) return;
      Object.assign(butir, { versi, dasar: { ...isi, catatan }, kiriman: uuid(), keadaan: "menunggu", dikirim: 0 });
      this.rak.tulis(kunci, butir);
      this.kabar("berubah", {});
      this.kirim();
    }

    ubah(kunci, perubahan) {
      const butir = this.rak.baca(kunci);
      if (butir) this.rak.tulis(kunci, { ...butir, ...perubahan });
    }

    buang(kunci) {
      this.rak.buang(kunci);
      this.kabar("berubah", {});
    }

    // Send everything that waits, oldest first; only one tab does so at a time.
    kirim() {
      if (this.menunggu) return;
      clearTimeout(this.jam);
      this.menunggu = true;
      const kerja = async () => {
        this.menunggu = false;
        await this.kirimSemua();
      };
      const nama = `zi.antrean/${this.user}`;
      (navigator.locks ? navigator.locks.request(nama, kerja) : this.bergiliran(kerja)).catch(() => {
        this.menunggu = false;
      });
    }

    // Without Web Locks two tabs may send the same item; its id makes the server write it once.
    bergiliran(kerja) {
      this.giliran = (this.giliran || Promise.resolve()).then(kerja, kerja);
      return this.giliran;
    }

    async kirimSemua() {
      for (;;) {
        const butir = this.semua().find((b) => b.keadaan === "menunggu");
        if (!butir) {
          if (this.jaringan !== "baik") this.setJaringan("baik");
          this.gagal = 0;
          return;
        }
        butir.dikirim = Date.now();
        this.rak.tulis(butir.kunci, butir);
        this.sedang = butir.url;
        this.kabar("berubah", {});
        const jawab = await this.kirimSatu(butir);
        this.sedang = null;
        if (!(await this.terima(butir, jawab))) return;
      }
    }

    async kirimSatu(butir, ulang = false) {
      const isi = new URLSearchParams({ versi: butir.versi, kiriman: butir.kiriman, pemilik: this.user });
      if (butir.putaran) isi.set("putaran", butir.putaran);
      for (const [kode, nilai] of Object.entries(butir.isi)) isi.set(`isi.${kode}`, nilai);
      if (butir.catatan !== null) isi.set("catatan", butir.catatan);
      if (butir.angka) isi.set("angka", butir.angka);
      const batal = new AbortController();
      const jam = setTimeout(() => batal.abort(), BATAS_WAKTU);
      try {
        const jawab = await fetch(butir.url, {
          method: "POST", body: isi, redirect: "manual", credentials: "same-origin", signal: batal.signal,
          keepalive: isi.toString().length < 50000,
          headers: { Accept: "application/json", "X-CSRFToken": cookie("zi_csrf") || document.body.dataset.csrf },
        });
        const json = (jawab.headers.get("Content-Type") || "").includes("json") ? await jawab.json() : null;
        // A new sign-in changes the token: fetch a page for a fresh one, once.
        if (jawab.status === 403 && !json && !ulang && (await this.tokenBaru())) return this.kirimSatu(butir, true);
        if (jawab.type === "opaqueredirect" || jawab.status === 401 || (jawab.status === 403 && !json)) return { sesi: true };
        return { status: jawab.status, json };
      } catch {
        return { putus: true };
      } finally {
        clearTimeout(jam);
      }
    }

    async tokenBaru() {
      try {
        const jawab = await fetch(this.segarkan, { redirect: "manual", credentials: "same-origin" });
        return jawab.ok;
      } catch {
        return false;
      }
    }

    // Returns whether to go on with the next item.
    async terima(butir, { status, json, sesi, putus }) {
      if (sesi) {
        this.ubah(butir.kunci, { dikirim: 0 });
        this.setJaringan("sesi");
        return false;
      }
      if (putus || status >= 500 || status === 429 || (status !== 404 && !json)) {
        this.setJaringan("menunggu");
        this.jam = setTimeout(() => this.kirim(), JEDA[Math.min(this.gagal, JEDA.length - 1)]);
        this.gagal += 1;
        // Not marked as unsent: it may have reached the server, so later changes of this answer go beside it.
        this.kabar("berubah", {});
        return false;
      }
      this.gagal = 0;
      if (this.jaringan !== "baik") this.setJaringan("baik");
      if (status === 200) this.selesai(butir, json);
      else if (status !== 409) this.tahan(butir, { keadaan: "ditolak", pesan: json?.pesan || "", masukan: json?.masukan || "" }, "ditolak", json || {});
      else if (!this.satukan(butir)) this.tahan(butir, { keadaan: "konflik" }, "konflik", json);
      return true;
    }

    // A note and a choice made while the note was on its way are two items, and both may meet what somebody else wrote.
    // The person is asked once, with both: they become one item, which the server is asked about again.
    satukan(butir) {
      const lain = this.untuk(butir.url).filter((b) => b.keadaan === "konflik" && b.kunci !== butir.kunci);
      if (!lain.length) return false;
      const semua = [...lain, butir];
      this.rak.tulis(butir.kunci, {
        ...butir,
        isi: Object.assign({}, ...semua.map((b) => b.isi)),
        dasar: Object.assign({}, ...semua.map((b) => b.dasar).reverse()),
        catatan: semua.reduce((teks, b) => b.catatan ?? teks, null),
        versi: Math.min(...semua.map((b) => b.versi)),
        kiriman: uuid(),
        dikirim: 0,
      });
      for (const b of lain) this.rak.buang(b.kunci);
      return true;
    }

    tahan(butir, perubahan, jenis, json) {
      this.ubah(butir.kunci, { ...perubahan, dikirim: 0 });
      this.kabar(jenis, { butir: { ...butir, ...perubahan }, jawab: json });
    }

    selesai(butir, jawab) {
      const kini = this.rak.baca(butir.kunci);
      if (kini && kini.kiriman === butir.kiriman) this.rak.buang(butir.kunci);
      for (const lain of this.untuk(butir.url)) this.susul(lain, butir, jawab);
      this.kenang({ butir, jawab });
      this.kabar("tersimpan", { butir, jawab });
    }

    // A page on its way may have been drawn before the answer was written, while the reply came to the page it replaces.
    // So replies are kept in the tab for a minute, for the next page to hold against what it shows.
    kenang(baru) {
      try {
        const semua = [...this.kenangan(), { ...baru, pada: Date.now() }].slice(-20);
        sessionStorage.setItem(`zi.kenangan/${this.user}`, JSON.stringify(semua));
      } catch {
        // Storage off or full: the next page shows what the server drew.
      }
    }

    kenangan() {
      try {
        const semua = JSON.parse(sessionStorage.getItem(`zi.kenangan/${this.user}`)) || [];
        return semua.filter((x) => Date.now() - x.pada < 60000);
      } catch {
        return [];
      }
    }

    // A later change of the same answer now stands on the new version, except where somebody else changed the very field
    // it touches since the person looked: that part keeps its old version, so the server will ask.
    susul(lain, butir, jawab) {
      if (lain.versi >= jawab.versi || lain.keadaan === "konflik") return;
      const lama = { isi: {}, catatan: null };
      for (const k of Object.keys(lain.isi)) {
        const kini = baku(jawab.isi[k]);
        if (kini !== baku(lain.dasar[k]) && kini !== baku(butir.isi[k])) lama.isi[k] = lain.isi[k];
      }
      if (lain.catatan !== null && jawab.catatan !== (lain.dasar.catatan ?? "") && jawab.catatan !== butir.catatan?.trim()) {
        lama.catatan = lain.catatan;
      }
      const terpisah = Object.keys(lama.isi).length > 0 || lama.catatan !== null;
      if (terpisah) {
        const kunci = `${lain.kunci}~`;
        this.rak.tulis(kunci, { ...lain, ...lama, kunci, kiriman: uuid(), dikirim: 0 });
        for (const k of Object.keys(lama.isi)) delete lain.isi[k];
        if (lama.catatan !== null) lain.catatan = null;
      }
      if (Object.keys(lain.isi).length === 0 && lain.catatan === null) {
        this.rak.buang(lain.kunci);
        return;
      }
      const dasar = { ...lain.dasar };
      for (const k of Object.keys(lain.isi)) dasar[k] = jawab.isi[k] ?? "";
      if (lain.catatan !== null) dasar.catatan = jawab.catatan;
      this.rak.tulis(lain.kunci, { ...lain, versi: jawab.versi, dasar, kiriman: uuid() });
    }

    setJaringan(keadaan) {
      this.jaringan = keadaan;
      this.kabar("berubah", {});
    }
  }

  window.ziAntrean = { Antrean };
})();
