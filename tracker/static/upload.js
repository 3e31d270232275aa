// Brings files up in pieces that one can follow, and goes on after a lost connection. A comfort only: the form works without it.
"use strict";

const AGAIN = 2000, LONGEST = 60000;

function enhance(form) {
  const told = form.querySelector("[data-upload]"), bar = told.querySelector("progress");
  const words = told.querySelector("[data-said]"), input = form.querySelector("input[type=file][multiple]");
  const texts = told.dataset;
  const files = () => [...form.querySelectorAll("input[type=file]")].flatMap((each) => [...each.files]);
  const say = (text) => { told.hidden = false; words.textContent = text; };
  const megabytes = (bytes) => (bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  const list = () => {
    const chosen = files();
    bar.hidden = true;
    if (chosen.length) say(chosen.map((file) => `${file.name} (${megabytes(file.size)} MB)`).join(" · "));
    else told.hidden = true;
  };
  form.addEventListener("change", (event) => { if (event.target.type === "file") list(); });

  // Files may also be dropped on their field; choosing them stays as it is.
  const field = input.closest(".field");
  for (const name of ["dragover", "drop"]) {
    field.addEventListener(name, (event) => {
      event.preventDefault();
      if (name === "dragover") return;
      const all = new DataTransfer();
      [...input.files, ...event.dataTransfer.files].forEach((file) => all.items.add(file));
      input.files = all.files;
      list();
    });
  }

  form.addEventListener("submit", (event) => {
    if (!files().length) return;
    event.preventDefault();
    send(new FormData(form), AGAIN);
  });

  function send(data, wait) {
    const request = new XMLHttpRequest();
    request.open("POST", form.getAttribute("action") || location.href);
    request.setRequestHeader("X-Upload", "1");
    bar.hidden = false;
    bar.removeAttribute("value");
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      bar.max = event.total;
      bar.value = event.loaded;
      say(event.loaded < event.total ? texts.sending.replace("{done}", megabytes(event.loaded)).replace("{all}", megabytes(event.total)) : texts.checking);
    };
    // The same form with the same key: what was stored before the answer got lost is not stored twice.
    request.onerror = request.ontimeout = () => {
      say(texts.lost);
      let over = false;
      const again = () => { if (!over) { over = true; removeEventListener("online", again); send(data, Math.min(wait * 2, LONGEST)); } };
      addEventListener("online", again);
      setTimeout(again, wait);
    };
    request.onload = () => answer(request);
    request.send(data);
  }

  function answer(request) {
    const to = request.getResponseHeader("Location") || (request.status === 200 && request.responseURL);
    if (to) { location.assign(to); return; }
    if (request.status === 401) { form.submit(); return; }  // the page that asks to sign in keeps what was typed
    const page = new DOMParser().parseFromString(request.responseText, "text/html"), fresh = page.querySelector("main");
    const again = fresh?.querySelector("form [data-upload]")?.closest("form");
    if (!again) {
      say(texts.failed);
      for (const button of form.querySelectorAll("button[data-sent]")) button.disabled = false;  // it may be sent once more
      return;
    }
    // The page with its errors, and the files that were chosen: they need not be chosen again.
    for (const old of form.querySelectorAll("input[type=file]")) {
      const place = again.querySelector(`#${old.id}`);
      for (const { name, value } of place.attributes) old.setAttribute(name, value);
      place.replaceWith(old);
    }
    document.querySelector("main").replaceWith(fresh);
    document.title = page.title;
    enhance(again);
    (fresh.querySelector("[role=alert], .error-summary") ?? fresh).scrollIntoView();
    fresh.querySelector(".error-summary a, [role=alert] a")?.focus();
  }
}

for (const told of document.querySelectorAll("form [data-upload]")) enhance(told.closest("form"));
