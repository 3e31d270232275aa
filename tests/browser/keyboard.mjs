// A contributor without a mouse: signs in, enters a figure and sends it. At each stop the focus is seen and not covered.
import assert from "node:assert/strict";
import { perform, scene } from "./stage.mjs";

const MOST_STOPS = 150;

await perform(async (stage) => {
  const amina = await stage.person("Amina");
  const { keyboard } = amina.page;
  const type = (text) => keyboard.type(text);

  await scene("The first stop is the link that leaves the header out", async () => {
    await amina.open("/sign-in");
    await amina.chooseLanguage("en");
    await tabTo(amina, "Skip to the content", 1);
    await keyboard.press("Enter");
    await tabTo(amina, "E-mail", 1);
  });

  await scene("Amina signs in", async () => {
    await type(process.env.EMAIL);
    await tabTo(amina, "Password", 1);
    await type(process.env.PASSWORD);
    await leave(amina, "Enter");
    assert.equal(await amina.heading(), "My work");
  });

  await scene("Amina opens what is due", async () => {
    await tabTo(amina, "Skip to the content", 1);
    await keyboard.press("Enter");
    await tabTo(amina, process.env.INDICATOR);
    await leave(amina, "Enter");
  });

  await scene("Amina fills in the form", async () => {
    await tabTo(amina, "Yes");
    await keyboard.press("Space");
    await tabTo(amina, process.env.QUESTION);
    await type("17");
    await tabTo(amina, "Source");
    await type("Minutes of the regional offices");
    await tabTo(amina, "Date of the source", 1);
    await type("02022025");
    await tabTo(amina, "Send for review");
    await leave(amina, "Enter");
    await amina.sees("Sent for review: 2.1a");
  });

  await scene("The focus comes out of the page at its end", async () => {
    for (let stops = 0; await at(amina); stops++) {
      assert.ok(stops < MOST_STOPS, "the focus is caught");
      await keyboard.press("Tab");
    }
  });
});

async function leave(person, key) {
  const arrives = person.page.waitForEvent("load");
  await person.page.keyboard.press(key);
  await arrives;
}

// Press Tab until the control with this name has the focus; what lies before it is looked at too.
async function tabTo(person, name, most = MOST_STOPS) {
  const passed = [];
  for (let stops = 0; stops < most; stops++) {
    await person.page.keyboard.press("Tab");
    const stop = await at(person);
    if (!stop) continue;
    assert.ok(stop.seen, `the focus on «${stop.name}» is not seen at ${person.page.url()}`);
    assert.ok(!stop.covered, `«${stop.name}» is covered by ${stop.covered} at ${person.page.url()}`);
    if (stop.name === name) return;
    passed.push(stop.name);
  }
  assert.fail(`«${name}» was not reached at ${person.page.url()}; the stops were ${passed.join(" · ")}`);
}

// Where the focus is: its name, whether a ring is drawn, and what lies over its middle.
function at(person) {
  return person.page.evaluate(() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    const label = here.labels?.length ? here.labels[0] : here;
    const shown = here.matches("input[type=radio], input[type=checkbox], input, select, textarea") ? label.innerText : here.innerText;
    const style = getComputedStyle(here);
    const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const box = here.getBoundingClientRect();
    const over = document.elementFromPoint(box.x + Math.min(box.width / 2, 200), box.y + Math.min(box.height / 2, 20));
    const free = !over || over === here || here.contains(over) || over.contains(here) || over === label || label.contains(over);
    const name = (here.getAttribute("aria-label") ?? shown ?? "").replace(/\s+/g, " ").replace(" (optional)", "").trim();
    return { name, seen: ring && box.width > 0, covered: free ? "" : over.outerHTML.slice(0, 80) };
  });
}
