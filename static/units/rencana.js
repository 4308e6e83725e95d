// The timeline opens where today is; without script it opens in January. Hook: [data-lini] with the place of today, 0 to 1000.
(() => {
  "use strict";
  for (const kotak of document.querySelectorAll("[data-lini]")) {
    const kini = Number(kotak.dataset.lini);
    if (kini) kotak.scrollLeft = (kini / 1000) * kotak.scrollWidth - kotak.clientWidth / 2;
  }
})();
