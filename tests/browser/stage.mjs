// Chromium, and the people in front of it. Every page that any of them opens is watched: no complaint in the
// console, no request to another host, no answer that the person did not expect.
import { chromium } from "playwright-core";
import { Person } from "./person.mjs";

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";

export class Stage {
  constructor(browser, server) {
    this.browser = browser;
    this.server = server;
    this.complaints = [];
  }

  static async open(server) {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
    return new Stage(browser, server);
  }

  async person(name, { scripts = true, viewport = DESK, language, ...more } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.server, javaScriptEnabled: scripts, viewport, locale: language ?? "en-GB", ...more,
    });
    context.setDefaultTimeout(20000);
    const page = await context.newPage();
    this.#watch(page, name);
    return new Person(name, page);
  }

  #watch(page, name) {
    const complain = (what) => this.complaints.push(`${name} at ${page.url()}: ${what}`);
    page.on("pageerror", (error) => complain(error.message));
    page.on("console", (line) => {
      if (line.type() === "error" && !isAnswer(line.text())) complain(line.text());
    });
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== this.server) complain(`asks ${request.url()}`);
    });
  }

  async close() {
    await this.browser.close();
    if (this.complaints.length) throw new Error(`Pages complained:\n${[...new Set(this.complaints)].join("\n")}`);
  }
}

// Chromium also reports each answer of 400 and more; Person checks those against what is expected.
const isAnswer = (text) => text.startsWith("Failed to load resource: the server responded with a status of");

const places = (error) => (error.stack ?? "").split("\n").filter((line) => /^ +at .*\.mjs:/.test(line)).join("\n");

// Run a play and tell how it went: the exit code is what the test looks at, the words are for whoever reads them.
export async function perform(play) {
  const stage = await Stage.open(process.env.SERVER);
  const started = Date.now();
  try {
    await play(stage);
    await stage.close();
    console.log(`Done in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  } catch (error) {
    console.error(`${error.message}\n${places(error)}`);
    await stage.browser.close();
    process.exitCode = 1;
  }
}

export async function scene(title, act) {
  const started = Date.now();
  try {
    const result = await act();
    console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${title}`);
    return result;
  } catch (error) {
    throw Object.assign(new Error(`In the scene «${title}»: ${error.message}`), { stack: error.stack });
  }
}
