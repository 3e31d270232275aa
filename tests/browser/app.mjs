// The app on a person's telephone: codes by RFC 6238, none of them twice.
import { createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

const STEP = 30000;
const keys = new Map();  // by e-mail
const used = new Map();

export const keep = (email, key) => keys.set(email, key.replaceAll(" ", ""));

// The next code that was not used yet. A clock may be half a minute ahead, so one code of the future is taken too.
export async function nextCode(email) {
  const counter = Math.max(Math.floor(Date.now() / STEP), (used.get(email) ?? 0) + 1);
  used.set(email, counter);
  await wait(Math.max(0, (counter - 1) * STEP - Date.now() + 500));
  return code(keys.get(email), counter);
}

function code(key, counter) {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(counter));
  const digest = createHmac("sha1", bytes(key)).update(moment).digest();
  const start = digest[19] & 15;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1000000).padStart(6, "0");
}

function bytes(base32) {
  const bits = [...base32].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
