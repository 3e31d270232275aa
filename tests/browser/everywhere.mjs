// Everybody goes everywhere: the demonstration plan full, a new plan empty, forms that are refused, links that are dead.
import { readFileSync } from "node:fs";
import { Judge, MIRRORED } from "./judge.mjs";
import { beginEmptyPlan, takeRole } from "./scenes/empty.mjs";
import { sendEmptyForms } from "./scenes/mistakes.mjs";
import { perform, scene } from "./stage.mjs";
import { walk } from "./walk.mjs";

const DEAD = [["/sign-in", 200], ["/no-such-page", 404], ["/plans/no-such-plan", 200], ["/invitation/no-such-link", 404]];

const accounts = Object.fromEntries(
  readFileSync(process.env.ACCOUNTS, "utf8").trim().split("\n").reverse().map((line) => line.split(",")).map(([role, ...rest]) => [role, rest]),
);

await perform(async (stage) => {
  const judge = new Judge();
  const [paths, open] = [new Set(), new Map()];
  const settled = () => new Map([...open].filter(([kind]) => /^.(help|published)/.test(kind)));  // the same for everybody
  const go = async (person, start, seen) => {
    const found = await walk(person, judge, start, seen);
    for (const path of found) paths.add(path);
    return found;
  };
  const signedIn = async (role) => {
    const person = await stage.person(role);
    await person.signIn(...accounts[role]);
    await person.chooseLanguage("en");
    return person;
  };

  await scene("Nobody: what is public, and what is not there", async () => {
    const nobody = await stage.person("nobody");
    await go(nobody, ["/published", "/help"], open);
    for (const [path, status] of DEAD) {
      for (const mirrored of [false, true]) {
        await nobody.open(mirrored ? `${path}?lang=${MIRRORED}` : path, { status });
        await judge.see(nobody, "dead end", { mirrored });
      }
    }
  });

  await scene("The administrator begins a plan, and looks at it empty in every role", async () => {
    const administrator = await signedIn("administrator");
    const plan = await beginEmptyPlan(administrator);
    await administrator.open(`/plans/${plan}/work`, { status: 403 });
    await judge.see(administrator, "not in this role");
    const seen = settled();
    for (const [role, page] of [["Coordinator", ""], ["Contributor", "/work"], ["Reviewer", "/review"]]) {
      if (role !== "Coordinator") await takeRole(administrator, plan, role);
      await go(administrator, [`/plans/${plan}${page}`], seen);
    }
  });

  const everywhere = (role) => scene(`The ${role}, everywhere, then with forms sent empty`, async () => {
    const person = await signedIn(role);
    await sendEmptyForms(person, role, await go(person, ["/"], settled()), judge);
  });
  await everywhere("coordinator");  // sees most, so everything is looked at thoroughly here
  for (const role of ["administrator", "reviewer", "contributor", "viewer"]) await everywhere(role);
  console.log(`SEEN ${JSON.stringify([...paths].sort())}`);
  console.log(`${judge.pages} pages looked at`);
  judge.verdict();
});
