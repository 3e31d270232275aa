// Pages that come back: a form sent empty, or with letters for figures, and the pages behind links that do not work.
import { MIRRORED } from "../judge.mjs";

// Whose pages, and the button that sends the form. A page is taken from those that this person walked through.
const FORMS = [
  ["administrator", /^\/administration\/organisations\/new$/, "Save"],
  ["administrator", /^\/administration\/people\/new$/, "Add and make the link"],
  ["administrator", /^\/administration\/people\/\d+$/, "Save"],
  ["administrator", /^\/plans\/new$/, "Create the plan"],
  ["administrator", /^\/account\/password$/, "Change the password"],
  ["coordinator", /\/edit$/, "Save"],
  ["coordinator", /\/plans\/[^/]+\/edit$/, "Save"],
  ["coordinator", /\/commitments\/new$/, "Save"],
  ["coordinator", /\/outcomes\/new$/, "Save"],
  ["coordinator", /\/pillars\/new$/, "Save"],
  ["coordinator", /\/indicators\/\d+\/edit$/, "Save"],
  ["coordinator", /\/indicators\/\d+\/targets$/, "Save"],
  ["coordinator", /\/indicators\/\d+\/answering$/, "Save"],
  ["coordinator", /\/people\/invite$/, "Invite and make the link"],
  ["coordinator", /\/periods\/new$/, "Open the period"],
  ["coordinator", /\/periods\/\d+\/edit$/, "Save"],
  ["coordinator", /\/reports\/\d+\/request$/, "Freeze and request"],
  ["contributor", /\/measurement\/\d+$/, "Save draft"],
  ["contributor", /\/correct$/, "Begin the correction"],
  ["reviewer", /\/review\/measurements\/\d+$/, "Return with this remark"],
  ["reviewer", /\/review\/statuses\/\d+$/, "Return with this remark"],
];

export async function sendEmptyForms(person, role, paths, judge) {
  for (const [whose, pattern, button] of FORMS) {
    if (whose !== role) continue;
    if (!(await sendOne(person, [...paths].filter((path) => pattern.test(path)), button, judge))) {
      throw new Error(`${role} found no page like ${pattern} whose form is refused`);
    }
  }
}

// The first of these pages that has the button and refuses the form; not each does, for instance in a closed period.
async function sendOne(person, paths, button, judge) {
  for (const path of paths) {
    await person.open(path);
    if ((await visible(person, button).count()) === 0) continue;
    await spoil(person, button);
    await person.press(button, { status: [200, 422] });
    if ((await person.main.locator("#error-summary").count()) === 0) continue;
    await judge.see(person, `${button}, refused`);
    await person.open(`${path}?lang=${MIRRORED}`);
    return true;
  }
  return false;
}

const visible = (person, button) => person.main.getByRole("button", { name: button, exact: true });

async function spoil(person, button) {
  const form = visible(person, button).first().locator("xpath=ancestor::form");
  for (const field of await form.locator("input:not([type=hidden]), textarea").all()) {
    if (!(await field.isVisible()) || (await field.getAttribute("readonly")) !== null) continue;
    const [type, mode] = await field.evaluate((each) => [each.type, each.inputMode]);
    if (type === "checkbox") await field.uncheck();
    else if (type !== "radio") await field.fill(["decimal", "numeric"].includes(mode) ? "1O" : "");
  }
}
