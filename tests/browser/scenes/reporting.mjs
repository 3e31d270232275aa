// Step 5, the coordinators: what stands where, the words of the report, its preview, and an issue that two people agree on.
import assert from "node:assert/strict";

export async function lookAtOverview(clara) {
  await clara.follow("Overview");
  await clara.follow("2023", { within: clara.main });
  for (const words of ["How far are we?", "Who has to act?", "What is missing, and from whom?"]) await clara.sees(words);
  const [value, , target] = await clara.main.getByRole("row", { name: /Women trained/ }).getByRole("cell").allInnerTexts();
  assert.match(value, /120/, "the verified value stands in the overview");
  assert.match(target, /400/, "and its target");
}

export async function writeReport(clara) {
  await clara.follow("Report");
  await clara.press(/^Begin the report\s+2023/);
  await write(clara, "Summary", "**Five** messages:\n\n- more women trained\n- a law adopted");
  await write(clara, "Lessons", "Start earlier.");
  await clara.follow("See the preview");
  await clara.sees("Start earlier.");
  await clara.sees("Women trained");
}

async function write(clara, section, text) {
  await clara.follow(section);
  await clara.fill({ [section]: { English: text } });
  await clara.press("Store the section");
}

export async function acceptFindings(clara) {
  await clara.follow("Report");
  await clara.follow(/^Open the report\s+2023/);
  await clara.follow("Checks before the issue");
  await clara.sees("no edition can be requested");
  for (const box of await clara.main.getByRole("checkbox").all()) await box.check();
  await clara.fill({ "Why can the marked findings stay as they are?": "Looked at with the ministry; nothing is hidden." });
  await clara.press("Accept the marked findings");
  await clara.sees("Nothing is open.");
}

export async function requestEdition(clara) {
  await clara.follow("Request the issue of an edition");
  await clara.fill({ "Languages of the files": { English: true, Русский: true }, "Remark for the second person": "Look at pillar 2." });
  await clara.press("Freeze and request");
  await clara.sees("You requested this edition.");
  assert.equal(await clara.main.getByRole("button", { name: "Confirm and issue" }).count(), 0, "nobody confirms their own");
  return clara.page.url();
}

export async function confirmEdition(daria, address) {
  await daria.open(address);
  await daria.sees("Look at pillar 2.");
  await daria.press("Confirm and issue");
  for (let tries = 0; tries < 90; tries++) {
    if ((await daria.text()).includes("Open the issued edition")) return;
    await daria.misses("Nothing was issued");
    await daria.page.waitForTimeout(700);
    await daria.open(address);
  }
  assert.fail(`The files were not made in time:\n${await daria.text()}`);
}

export async function publish(clara) {
  await clara.follow("Plan");
  await clara.follow("State and publication");
  await clara.fill({ "Issued editions are public": true });
  await clara.press("Save");
}
