// Everybody goes everywhere: the demonstration plan full, a new plan empty, forms that are refused, links that are dead.
import { readFileSync } from "node:fs";
import { Judge, MIRRORED } from "./judge.mjs";
import { askForProof, beginNextReport, openRound, promiseMoney } from "./scenes/acts.mjs";
import { beginEmptyPlan, takeRole } from "./scenes/empty.mjs";
import { sendEmptyForms } from "./scenes/mistakes.mjs";
import { addEvidence, beginCorrection, handOverLinks, makeCalendar, proveAPoint, signInByHalves } from "./scenes/once.mjs";
import { perform, scene } from "./stage.mjs";
import { walk } from "./walk.mjs";

const PLAN = "/plans/demo-kz";
const KINDS = ["flow", "running_total", "stock", "share", "rate", "milestone", "ordinal", "list", "text"];
const DEAD = [["/sign-in", 200], ["/no-such-page", 404], ["/plans/no-such-plan", 200], ["/invitation/no-such-link", 404]];

const accounts = Object.fromEntries(
  readFileSync(process.env.ACCOUNTS, "utf8").trim().split("\n").reverse().map((line) => line.split(",")).map(([role, ...rest]) => [role, rest]),
);

await perform(async (stage) => {
  const judge = new Judge();
  const open = new Map();
  const settled = () => new Map([...open].filter(([kind]) => /^.(help|published)/.test(kind)));  // the same for everybody
  const signedIn = async (role) => {
    const person = await stage.person(role);
    await person.signIn(...accounts[role]);
    await person.chooseLanguage("en");
    return person;
  };

  await scene("Nobody: what is public, and what is not there", async () => {
    const nobody = await stage.person("nobody");
    await walk(nobody, judge, ["/published", "/help"], open);
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
      await walk(administrator, judge, [`/plans/${plan}${page}`, "/plans/archived"], seen);
    }
  });

  const everywhere = (role, start = []) => scene(`The ${role}, everywhere, then with forms sent empty`, async () => {
    const person = await signedIn(role);
    await sendEmptyForms(person, role, await walk(person, judge, ["/", ...start], settled()), judge);
  });
  await scene("The coordinator begins what the walk then finds", async () => {
    const coordinator = await signedIn("coordinator");
    await openRound(coordinator, await beginNextReport(coordinator, PLAN));
    await promiseMoney(coordinator, PLAN);
    await askForProof(coordinator, PLAN, /^1\.3a /);
  });
  // The coordinator sees most; what the others see too is then looked at once more, at a glance.
  const further = ["/account/confirm", `${PLAN}/search?q=women`, `${PLAN}/reports`, `${PLAN}/reports/1/recommendations`];
  await everywhere("coordinator", [...further, ...KINDS.map((kind) => `${PLAN}/indicators/new/${kind}?place=commitment%3A1`)]);
  for (const role of ["administrator", "reviewer", "contributor", "viewer"]) await everywhere(role);
  await scene("Links are handed over, evidence is added, a correction begins", async () => {
    const [administrator, coordinator, reviewer, contributor] = [
      await signedIn("administrator"), await signedIn("coordinator"), await signedIn("reviewer"), await signedIn("contributor"),
    ];
    await handOverLinks({ administrator, coordinator, nobody: await stage.person("nobody") }, PLAN, judge);
    await addEvidence(contributor, PLAN, judge);
    await proveAPoint(contributor, PLAN, judge);
    await makeCalendar(contributor, judge);
    await signInByHalves(await stage.person("half signed in"), accounts.administrator, judge);
    await beginCorrection({ reviewer, contributor }, PLAN, judge);
  });
  console.log(`SEEN ${JSON.stringify([...judge.paths].sort())}`);
  console.log(`${judge.pages} pages looked at`);
  judge.verdict();
});
