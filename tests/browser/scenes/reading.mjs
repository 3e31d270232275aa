// Step 6, the readers: a donor with an account, and anybody once the plan is public.
import assert from "node:assert/strict";
import { join } from "node:path";

const FORMATS = { PDF: "pdf", Excel: "xlsx", CSV: "zip" };

// Downloads every file of the edition and checks each against the hash that stands beside it; returns what was kept.
export async function download(reader, folder) {
  const kept = [];
  for (const line of await reader.main.locator(".downloads li").all()) {
    const printed = (await line.locator(".hash").innerText()).trim();
    const link = line.getByRole("link");
    const words = (await link.innerText()).split(", ");
    const [format, language] = [words[0], words.at(-1)];
    const name = `${reader.name}-${language}.${Object.entries(FORMATS).find(([word]) => format.includes(word))[1]}`;
    assert.equal(await reader.download(link, join(folder, name)), printed, `${name} has the hash that is printed`);
    kept.push(name);
  }
  return kept;
}

export async function findEdition(viktor) {
  await viktor.follow("Editions");
  await viktor.follow(/edition 1/, { within: viktor.main });
  await viktor.sees("Women trained");
  await viktor.sees("120");
}

export async function readPublished(anybody) {
  await anybody.open("/published");
  await anybody.follow(/edition 1/, { within: anybody.main });
  await anybody.sees("Women trained");
}
