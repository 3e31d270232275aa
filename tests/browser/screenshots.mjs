// Pictures for the README, of the demonstration plan as people see it. Each says who looks, at what, on which screen.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MIRRORED } from "./judge.mjs";
import { PHONE, perform, scene } from "./stage.mjs";

const { ACCOUNTS, OUT } = process.env;
const accounts = Object.fromEntries(readFileSync(ACCOUNTS, "utf8").trim().split("\n").map((line) => line.split(",")).map(([role, ...rest]) => [role, rest]));
const PLAN = "/plans/demo-kz";
const SCREEN = { width: 1100, height: 780 };

const PICTURES = {
  overview: ["coordinator", SCREEN, "en", async (person) => {
    await person.open(`${PLAN}/overview`);
    await person.follow("2023", { within: person.main });
  }],
  "my-work": ["contributor", PHONE, "ru", (person) => person.open(`${PLAN}/work`)],
  measurement: ["contributor", PHONE, "en", async (person) => {
    await person.open(`${PLAN}/work`);
    await person.follow(/^3\.1b /, { within: person.main });
    await person.fill({ "Do you have a value?": { Yes: true }, "Part: how many of them": "71", "Whole: of how many": "120" });
    await person.main.getByText("Do you have a value?").evaluate((each) => each.scrollIntoView());
  }],
  preview: ["coordinator", SCREEN, "en", async (person) => {
    await person.open(`${PLAN}/reports`);
    await person.follow(/2023/, { within: person.main.getByRole("row", { name: /2023/ }).locator("td").last() });
    await person.follow("See the preview");
    await person.page.locator("#indicators-1").evaluate((each) => each.scrollIntoView());
    await person.page.mouse.move(0, 0);
  }],
  edition: ["viewer", SCREEN, "en", (person) => person.open(`${PLAN}/editions/1`)],
  "right-to-left": ["coordinator", SCREEN, MIRRORED, (person) => person.open(`${PLAN}/overview`)],
};

await perform(async (stage) => {
  for (const [name, [role, viewport, language, arrive]] of Object.entries(PICTURES)) {
    await scene(name, async () => {
      const person = await stage.person(role, { viewport });
      await person.signIn(...accounts[role]);
      await person.chooseLanguage(language);
      await arrive(person);
      await person.page.screenshot({ path: join(OUT, `${name}.png`) });
    });
  }
});
