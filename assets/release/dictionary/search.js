// Filters what is on the page while somebody types; without it the whole page stands there, folded.
"use strict";
const search = document.getElementById("search"), words = document.getElementById("words"), found = document.getElementById("found");
const idle = found.textContent, MOST_OPEN = 12;
const entries = [...document.querySelectorAll("details.entry")].map(box => ({
  box,
  section: box.closest("section"),
  head: box.querySelector("summary").textContent.toLowerCase(),
  text: [...box.querySelectorAll("pre")].map(pre => pre.textContent.toLowerCase()).join(" "),
  rows: [...box.querySelectorAll("tbody tr")].map(row => ({ row, text: row.textContent.toLowerCase() })),
}));

const asks = () => words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);

function filter() {
  const asked = asks();
  const shown = new Set();
  let tables = 0, rows = 0, opened = 0;
  entries.forEach(entry => {
    // what the head of a table does not say, its rows have to
    const missing = asked.filter(word => !entry.head.includes(word) && !entry.text.includes(word));
    const inRows = missing.length > 0;
    const matching = inRows ? entry.rows.filter(({ text }) => missing.every(word => text.includes(word))) : [];
    const isShown = !inRows || matching.length > 0;
    entry.box.hidden = !isShown;
    entry.box.open = inRows && isShown && ++opened <= MOST_OPEN;
    const kept = new Set(matching.map(({ row }) => row));
    entry.rows.forEach(({ row }) => { row.hidden = inRows && !kept.has(row); });
    if (isShown) shown.add(entry.section);
    if (asked.length && isShown) { tables += 1; rows += matching.length; }
  });
  document.querySelectorAll("section").forEach(section => { section.hidden = asked.length > 0 && !shown.has(section); });
  found.textContent = asked.length ? (tables ? `${tables} 张表` + (rows ? `，其中 ${rows} 行` : "") : "没有找到") : idle;
}

// a link to a table shows it and opens it
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) { words.value = ""; filter(); }
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  target.scrollIntoView();
}

search.hidden = false;
words.addEventListener("input", filter);
words.addEventListener("keydown", event => {
  if (event.key === "Escape") { words.value = ""; filter(); }
  if (event.key === "Enter" || event.key === "ArrowDown") {
    // a table that is called so comes before one that is made of it
    const shown = entries.filter(({ box }) => !box.hidden), asked = asks();
    const first = shown.find(({ head }) => asked.every(word => head.includes(word))) ?? shown[0];
    if (first) { first.box.open = true; first.box.querySelector("summary").focus(); event.preventDefault(); }
  }
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== words) { words.focus(); words.select(); event.preventDefault(); }
  if (event.key === "Escape" && document.activeElement !== words) { words.value = ""; filter(); words.focus(); }
});
window.addEventListener("hashchange", reveal);
document.addEventListener("click", event => { if (event.target.closest("a")?.hash === location.hash) reveal(); });
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(box => { box.open = true; }));
reveal();
