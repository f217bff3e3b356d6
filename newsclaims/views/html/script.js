"use strict";
// Reads the page and nothing else. Every handler sits on the root of a view; none on the document.
for (const root of document.querySelectorAll(".nv:not([data-on])")) {
  root.dataset.on = "";
  const all = (query, within = root) => [...within.querySelectorAll(query)];
  const one = (query) => root.querySelector(query);
  const layers = all(".ly").map((element) => {
    const claims = new Map();
    const of = (number) => claims.get(number) ?? claims.set(number, { places: [], number }).get(number);
    const places = all("[data-a]", element);
    for (const place of places) {
      place.home = claims;
      place.claims = place.dataset.a.split(" ").filter((token) => "csuht".includes(token[0])).map((token) => parseInt(token.slice(1), 10));
      for (const number of new Set(place.claims)) of(number).places.push(place);
    }
    for (const card of all(".card", element)) {
      const claim = Object.assign(of(+card.dataset.c), { card, side: card.querySelector(".num") });
      claim.text = root.querySelector(`#${CSS.escape(card.id.replace(/c(\d+)$/, "t$1"))}`);
      claim.words = card.textContent.toLowerCase();
      card.claim = claim;
      if (claim.text) claim.text.claim = claim;
    }
    return { claims, places };
  });
  const cards = all(".card");
  const claimOf = (target) => {
    const link = target.closest(".n, .card");
    if (link) return link.claim;
    const place = target.closest("[data-a]");
    return place?.home.get(place.claims[0]);
  };

  let current;
  const light = (claim) => {
    if (claim === current) return;
    for (const element of all(".lit")) element.classList.remove("lit");
    current = claim;
    if (claim) for (const element of [...claim.places, claim.card, claim.text]) element?.classList.add("lit");
  };
  const show = (element, focus = true) => {
    if (!element) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (focus) element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  };
  const go = (claim, onText) => {
    if (!claim) return;
    light(claim);
    show(onText ? claim.side : claim.text, false);
    show(onText ? claim.text ?? claim.side : claim.side);
  };
  const move = (step) => {
    const open = cards.filter((card) => !card.classList.contains("d"));
    const at = open.indexOf(current?.card);
    const next = open[at < 0 ? (step > 0 ? 0 : open.length - 1) : at + step];
    if (next) go(next.claim, document.activeElement?.closest(".n"));
  };

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const claim = claimOf(link ? one(link.getAttribute("href")) ?? link : event.target);
    if (link && claim) {
      event.preventDefault();
      go(claim, /t\d+$/.test(link.getAttribute("href")));
    } else if (!link && claim && !event.target.closest(".card") && getSelection().isCollapsed) go(claim, false);
  });
  root.addEventListener("pointerover", (event) => {
    const claim = claimOf(event.target);
    if (claim) light(claim);
  });
  root.addEventListener("focusin", (event) => {
    const claim = claimOf(event.target);
    if (claim) light(claim);
  });

  const find = one(".ff"), type = one(".ft"), source = one(".fs"), problems = one(".fp"), alone = one(".fd"), status = one(".st"), borders = one(".fb");
  const has = (value, wanted) => (value ?? "").split(" ").includes(wanted);
  const filter = () => {
    const words = find.value.trim().toLowerCase();
    const fits = ({ card, words: text }) =>
      (!words || text.includes(words)) && (!type?.value || has(card.dataset.t, type.value)) &&
      (!problems?.checked || "p" in card.dataset) && (!alone?.checked || "o" in card.dataset) &&
      (!source?.value || (source.value === "none" ? !card.dataset.s : has(card.dataset.s, source.value)));
    let count = 0;
    for (const { claims, places } of layers) {
      for (const claim of claims.values()) {
        claim.fits = Boolean(claim.card) && fits(claim);
        count += claim.fits;
        for (const element of [claim.card, claim.text]) element?.classList.toggle("d", !claim.fits);
      }
      for (const place of places) {
        place.classList.toggle("d", place.claims.length > 0 && !place.claims.some((number) => claims.get(number).fits));
      }
    }
    if (count < cards.length) show(cards.find((card) => card.claim.fits), false);
    status.textContent = `${count === cards.length ? "" : `${count} of `}${cards.length} claim${cards.length === 1 ? "" : "s"}`;
  };
  const rows = all("tbody tr");
  const narrow = () => {
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(find.value.trim().toLowerCase());
    status.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
  };
  const clear = () => {
    for (const field of [find, type, source]) if (field) field.value = "";
    for (const box of [problems, alone]) if (box) box.checked = false;
    light(undefined);
    filter();
  };
  const speak = () => {
    // Generated content alone: the text of the article stays what it is.
    root.classList.toggle("sb", borders.checked);
    for (const place of all("[data-b], [data-e]")) for (const name of ["b", "e"]) delete place.dataset[name];
    for (const { claims } of borders.checked ? layers : []) for (const { card, places, number } of claims.values()) {
      const own = places.filter((place) => has(place.dataset.a, `c${number}`));
      if (!card || !own.length) continue;
      const name = card.querySelector(".num").textContent, last = own.at(-1);
      own[0].dataset.b = `${own[0].dataset.b ?? ""} ${name} begins: `;
      last.dataset.e = `${last.dataset.e ?? ""} ${name} ends. `;
    }
  };
  if (find) {
    one(".fl").hidden = false;
    for (const field of [find, type, source, problems, alone]) field?.addEventListener("input", rows.length ? narrow : filter);
    borders?.addEventListener("change", speak);
  }

  const keys = {
    n: () => move(1), j: () => move(1), p: () => move(-1), k: () => move(-1), "/": () => find?.focus(), Escape: () => find && !rows.length && clear(),
    1: () => one(".Lc")?.click(), 2: () => one(".Ls")?.click(), 3: () => one(".Lu")?.click(),
    "?": () => { const help = one(".help"); if (help) help.open = !help.open; },
  };
  root.addEventListener("keydown", (event) => {
    const typing = event.target.matches("select, input:not([type='checkbox'], [type='radio'])");
    if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape") || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}
