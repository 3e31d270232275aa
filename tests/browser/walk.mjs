// Going everywhere: from page to page by the links on them, some pages of each kind, each judged in both directions.
import { MIRRORED } from "./judge.mjs";

const FILES = /\/(file|files\/\d+|parts\/\d+|evidence\/\d+\/(original|preview))$/;
const OUTSIDE = /^\/(static|language)/;

// How many pages of a kind are looked at: each kind of indicator has a form of its own, other things differ by their state.
const MANY = [[/\/indicators\/new\/\w+$/, 1], [/\/measurement\/#$/, 16], [/\/review\/\w+\/#$/, 6], [/\/indicators\/#$/, 6], [/\/reports\/#\/recommendations$/, 2], [/\/(periods|measurements|statuses|status|evidence|editions)\/#$/, 2]];

// Pages that differ in numbers only are of one kind.
const kindOf = ({ pathname, searchParams }) => `${pathname.replace(/\/\d+/g, "/#")}?${[...searchParams.keys()].sort()}`;
const enough = (kind) => MANY.find(([pattern]) => pattern.test(kind.split("?")[0]))?.[1] ?? 1;

// `seen` has the kinds that this person has seen and how often. What others have seen is looked at once more, at a
// glance, since each person has other buttons. Returns the paths that were opened.
export async function walk(person, judge, start, seen = new Map()) {
  const [known, paths] = [new Set(start), new Set()];
  for (const queue = [...start]; queue.length > 0; ) {
    const path = queue.shift();
    const kind = kindOf(new URL(path, "http://localhost"));
    if ((seen.get(kind) ?? 0) >= enough(kind)) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    await person.open(path);
    paths.add(new URL(person.page.url()).pathname);
    judge.paths.add(new URL(person.page.url()).pathname);
    for (const next of await links(person)) {
      if (!known.has(next)) queue.push(next);
      known.add(next);
    }
    const before = judge.kinds.get(kind) ?? 0;
    judge.kinds.set(kind, before + 1);
    const glance = before >= enough(kind);
    await judge.see(person, "as it is", { glance });
    if (glance) continue;
    await person.open(inMirror(path));
    await judge.see(person, "as it is", { mirrored: true });
  }
  return paths;
}

const inMirror = (path) => path.replace(/(\?|$)/, (_all, mark) => `?lang=${MIRRORED}${mark ? "&" : ""}`);

async function links(person) {
  const found = await person.page.locator("a[href]").evaluateAll((all) => all.map((each) => each.href));
  const { origin } = new URL(person.page.url());
  return found.map((href) => new URL(href)).filter((url) => url.origin === origin && !FILES.test(url.pathname) && !OUTSIDE.test(url.pathname))
    .map((url) => url.pathname + url.search);
}
