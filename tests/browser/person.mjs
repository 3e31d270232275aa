// A person at a page: finds links, fields and buttons by the words on them, as a reader does.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { keep, nextCode } from "./app.mjs";

const plain = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
// Chromium puts a space before a part of a name that is there for the ear alone.
const named = (words) => (typeof words === "string" ? new RegExp(`^${plain(words).replaceAll(":", "\\s*:")}$`) : words);
const optional = (label) => new RegExp(`^${plain(label)}(\\s*\\(optional\\))?$`);

export class Person {
  constructor(name, page) {
    this.name = name;
    this.page = page;
  }

  get main() {
    return this.page.locator("main");
  }

  async open(path, { status = 200 } = {}) {
    const answer = await this.page.goto(path);
    await this.#expect(answer, status);
  }

  async follow(words, { within = this.page } = {}) {
    const link = within.getByRole("link", { name: named(words), includeHidden: true }).first();
    await this.#found(link, words);
    await this.#unfold(link);
    await this.#leave(() => link.click(), 200, `the link «${words}»`);
  }

  async press(words, { within = this.main, status = 200 } = {}) {
    const button = within.getByRole("button", { name: named(words) }).first();
    await this.#leave(() => button.click(), status, `the button «${words}»`);
  }

  // Answers by label; a group of fields (radio buttons, languages, several boxes) by its legend: {Title: {English: "…"}}.
  async fill(answers, within = this.main) {
    for (const [label, answer] of Object.entries(answers)) {
      if (isGroup(answer)) {
        const group = within.getByRole("group", { name: optional(label), includeHidden: true }).first();
        await this.#found(group, label);
        await this.#unfold(group);
        await this.fill(answer, group);
      } else {
        await this.#answer(within.getByLabel(optional(label)).first(), label, answer);
      }
    }
  }

  async #answer(control, label, answer) {
    await this.#found(control, label);
    await this.#unfold(control);
    const [tag, type] = await control.evaluate((e) => [e.tagName, e.type]);
    if (tag === "SELECT") await control.selectOption({ label: answer });
    else if (type === "checkbox" || type === "radio") await control.setChecked(answer);
    else if (type === "file") await control.setInputFiles(answer);
    else await control.fill(String(answer));
  }

  // A field in a closed part of the page is reached by opening the part.
  async #unfold(control) {
    const folded = control.locator("xpath=ancestor::details[not(@open)]");
    for (let left = await folded.count(); left > 0; left--) await folded.first().locator("> summary").click();
  }

  async #found(locator, label) {
    try {
      await locator.waitFor({ state: "attached" });
    } catch {
      throw new Error(`${this.name} finds no «${label}» at ${this.page.url()}:\n${await this.text()}`);
    }
  }

  async text() {
    return (await this.main.innerText()).replace(/\n\s*\n+/g, "\n");
  }

  async sees(words) {
    const text = (await this.main.innerText()).replace(/\s+/g, " ");
    const there = typeof words === "string" ? text.includes(words) : words.test(text);
    assert.ok(there, `${this.name} does not see «${words}» at ${this.page.url()}:\n${text}`);
  }

  async misses(words) {
    const text = (await this.main.innerText()).replace(/\s+/g, " ");
    assert.ok(!text.includes(words), `${this.name} sees «${words}» at ${this.page.url()}:\n${text}`);
  }

  async heading() {
    return (await this.page.locator("h1").innerText()).trim();
  }

  // As from the menu: kept in this browser, before what the account says.
  async chooseLanguage(code) {
    const { origin } = new URL(this.page.url());
    await this.page.context().addCookies([{ name: "language", value: code, url: origin }]);
  }

  // `key` is what the app on the person's telephone was told, where they have one already.
  async signIn(email, password, key) {
    if (key) keep(email, key);
    await this.open("/sign-in");
    await this.fill({ "E-mail": email, Password: password });
    await this.press("Sign in");
    await this.showFactor(email);
  }

  // The second step of signing in, or setting it up at the first time, where the role asks for it.
  async showFactor(email) {
    const { pathname } = new URL(this.page.url());
    if (pathname === "/sign-in/code") {
      await this.main.locator("[name=factor_code]").fill(await nextCode(email));
      await this.#leave(() => this.main.locator("button").first().click(), 200, "the code");
    } else if (pathname === "/account/second-factor") {
      await this.follow("Set up an app");
      keep(email, await this.main.locator(".key-letters").innerText());
      await this.fill({ "Code that the app shows now": await nextCode(email) });
      await this.press("Use this app");
      await this.follow("I have kept them, go on");
    }
  }

  // Follow a link to a file and keep it; returns the SHA-256 of what came.
  async download(link, path) {
    const address = new URL(await link.getAttribute("href"), this.page.url()).href;
    const answer = await this.page.request.get(address);
    assert.equal(answer.status(), 200, `${address} answered ${answer.status()}`);
    const bytes = await answer.body();
    await writeFile(path, bytes);
    return createHash("sha256").update(bytes).digest("hex");
  }

  async #leave(act, status, what) {
    const arrives = this.page.waitForResponse((answer) => arrivesAt(answer, this.page), { timeout: 20000 });
    arrives.catch(() => {});
    try {
      await act();
    } catch (error) {
      throw new Error(`${this.name} cannot use ${what} at ${this.page.url()}: ${error.message}\n${await this.text()}`);
    }
    await this.#expect(await arrives, status, what);
    await this.page.waitForLoadState();
  }

  async #expect(answer, status, what = "this page") {
    if (answer === null || [status].flat().includes(answer.status())) return;
    throw new Error(`${what}: ${answer.url()} answered ${answer.status()}, not ${status}:\n${await this.text()}`);
  }
}

const isGroup = (answer) => answer !== null && typeof answer === "object" && !Array.isArray(answer) && !("mimeType" in answer);

// The page itself, after its redirections.
const arrivesAt = (answer, page) =>
  answer.request().isNavigationRequest() && answer.frame() === page.mainFrame() && (answer.status() < 300 || answer.status() > 399);
