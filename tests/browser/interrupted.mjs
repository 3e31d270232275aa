// The sign-in of a contributor ends in the middle of a long form: what was typed comes back after signing in again.
import assert from "node:assert/strict";
import { perform, scene } from "./stage.mjs";

const TEXT = "Women of twelve villages met the police and the prosecutor. ".repeat(40).trim();

await perform(async (stage) => {
  const { EMAIL, PASSWORD, INDICATOR } = process.env;
  const [writing, elsewhere] = [await stage.person("Amina"), await stage.person("Amina on her phone")];

  await scene("Amina writes, and somebody ends her sign-in from another browser", async () => {
    for (const each of [writing, elsewhere]) {
      await each.open("/sign-in");
      await each.chooseLanguage("en");
    }
    await writing.signIn(EMAIL, PASSWORD);
    await writing.follow(INDICATOR);
    await writing.fill({ "Do you have a value?": { Yes: true }, Source: "Minutes", "What does it mean?": { English: TEXT } });
    await elsewhere.signIn(EMAIL, PASSWORD);
    await elsewhere.open("/account");
    await elsewhere.press(/^End/);
  });

  await scene("Amina saves, signs in again, and finds her text", async () => {
    await writing.press("Save draft", { status: 401 });
    await writing.sees("Your sign-in has ended, and your text is kept");
    await writing.fill({ "E-mail": EMAIL, Password: PASSWORD });
    await writing.press("Sign in");
    await writing.press("Back to the form with my text", { status: [200, 422] });
    assert.equal(await writing.main.getByRole("textbox", { name: /^English/ }).first().inputValue(), TEXT);
    await writing.press("Save draft");
    await writing.sees("Saved as a draft.");
  });
});
