// Saves a long text while somebody writes, counts its words, and goes on when the connection comes back. A comfort only.
"use strict";

const told = document.getElementById("keeping");
const form = told?.closest("form");
const WAIT = 5000, LONGEST = 60000, STILL = 15000;
let changed = false, busy = false, stopped = false, refused = false, wait = WAIT, timer = 0;

const say = (words, more = "") => { told.textContent = more ? `${words} ${more}` : words; };
const time = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const later = (after) => { clearTimeout(timer); timer = setTimeout(keep, after); };

async function keep() {
  if (!changed || busy || stopped || refused) return;
  const sent = new FormData(form);
  sent.set("page", sent.get("form_key"));
  sent.delete("form_key");  // this form is sent many times
  busy = true;
  changed = false;
  say(told.dataset.saving);
  try {
    const answer = await fetch(told.dataset.to, { method: "POST", body: sent, credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout?.(STILL) });
    if (answer.status === 409) { stopped = true; changed = true; say(told.dataset.conflict); return; }
    if (answer.status === 401 || answer.status === 403 || answer.status === 404 || answer.status === 400) {
      stopped = true; changed = true; say(told.dataset.ended); return;
    }
    if (answer.status === 422) { refused = changed = true; say((await answer.json()).said); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    version((await answer.json()).version);
    wait = WAIT;
    say(told.dataset.saved, time());
    if (changed) later(WAIT); else form.dispatchEvent(new Event("kept"));
  } catch {
    changed = true;
    say(told.dataset.lost);
    wait = Math.min(wait * 2, LONGEST);
    later(wait);
  } finally { busy = false; }
}

function version(stored) {
  let field = form.elements.namedItem("version");
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "version" });
    form.append(field);
  }
  field.value = stored;
}

if (told) {
  form.addEventListener("input", () => { changed = true; refused = false; if (!busy) later(WAIT); });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); });
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
}

for (const said of document.querySelectorAll("[data-words-of]")) {
  const area = document.getElementById(said.dataset.wordsOf);
  area.addEventListener("input", () => {
    const text = area.value.replace(/\{\{.*?\}\}/g, " 1 ");
    said.textContent = said.dataset.words.replace("{n}", (text.match(/[\p{L}\p{N}_][\p{L}\p{N}\p{M}_’'.,-]*/gu) ?? []).length);
  });
}
