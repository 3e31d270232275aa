// Comforts only: every page works without this file.
"use strict";

for (const form of document.querySelectorAll("form[method=post]:not([data-plain])")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => {
    changed = false;
    // After the browser has read which button was pressed: a disabled button is not sent.
    setTimeout(() => form.querySelectorAll("button:enabled").forEach((button) => { button.disabled = true; button.dataset.sent = ""; }));
  });
  form.addEventListener("kept", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// A page that comes back from the browser's memory has its buttons again.
addEventListener("pageshow", () => {
  document.querySelectorAll("button[data-sent]").forEach((button) => { button.disabled = false; });
});

// A long text grows its field instead of scrolling in it.
for (const area of document.querySelectorAll("textarea")) {
  area.addEventListener("input", () => {
    if (area.scrollHeight > area.clientHeight) area.style.blockSize = `${area.scrollHeight + 4}px`;
  });
}

// An open menu closes when the person turns elsewhere.
const close = (except) => document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelector("details.menu[open] > summary")?.focus();
  close(null);
});

// The exit leaves no way back by the browser's button.
document.querySelector("[data-exit]")?.addEventListener("click", (event) => {
  event.preventDefault();
  location.replace(event.currentTarget.href);
});

document.getElementById("error-summary")?.focus();
