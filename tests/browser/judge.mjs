// What every page must be, in each language, size and light: without a violation of WCAG 2.2 AA that axe can see, and
// without sideways scrolling at 320 pixels outside the regions that are made for it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DESK, PHONE } from "./stage.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const NARROW = { width: 320, height: 640 };
export const MIRRORED = "ar-XB";

const SIGHTS = [
  { language: "en", viewport: DESK, colorScheme: "light" },
  { language: "en", viewport: PHONE, colorScheme: "dark" },
  { language: MIRRORED, viewport: DESK, colorScheme: "dark" },
  { language: MIRRORED, viewport: PHONE, colorScheme: "light" },
];

export class Judge {
  constructor() {
    this.findings = new Map();
    this.kinds = new Map();
    this.paths = new Set();
    this.pages = 0;
  }

  // The page as it stands, in both sizes; `mirrored` says which language it is in. At a glance: on a desk only.
  async see(person, state, { mirrored = false, glance = false } = {}) {
    const where = `${person.name} at ${new URL(person.page.url()).pathname} (${state})`;
    this.pages++;
    for (const { language, viewport, colorScheme } of SIGHTS) {
      if ((language === MIRRORED) !== mirrored || (glance && viewport !== DESK)) continue;
      await person.page.setViewportSize(viewport);
      await person.page.emulateMedia({ colorScheme });
      for (const { what, which } of await violations(person.page)) this.#note(what, `${where}, ${language}, ${viewport.width} px: ${which}`);
    }
    await person.page.setViewportSize(NARROW);
    for (const what of await tooWide(person.page)) this.#note(what, `${where}, ${mirrored ? MIRRORED : "en"}, 320 px`);
    await person.page.setViewportSize(DESK);
  }

  #note(what, where) {
    this.findings.set(what, [...(this.findings.get(what) ?? []), where]);
  }

  // Every finding once, with the first places where it was seen.
  verdict() {
    const told = [...this.findings].map(([what, where]) => `${what}\n    ${where.slice(0, 3).join("\n    ")}\n    (${where.length} in all)`);
    if (told.length) throw new Error(`${told.length} findings on ${this.pages} pages:\n${told.join("\n")}`);
  }
}

async function violations(page) {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(AXE);
  const found = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES);
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, any, all }) => (
    { what: `${id}: ${help}`, which: `${html.slice(0, 160)} ${[...any, ...all].map(({ message }) => message).join("; ")}` })));
}

function tooWide(page) {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const outside = [...document.querySelectorAll("body *")].filter((each) => {
      const { left, right, width } = each.getBoundingClientRect();
      return width > 1 && (right > room + 1 || left < -1) && !each.closest(".scroll, .visually-hidden, .skip");
    });
    const innermost = outside.filter((each) => !outside.some((other) => other !== each && each.contains(other)));
    const told = innermost.slice(0, 3).map((each) => `${each.tagName.toLowerCase()}.${each.className}`);
    return [`wider than the screen: ${told.join(", ") || "the page itself"}`];
  });
}
