// Reads a JSON string per line; writes how the URL Standard reads it, or null where it refuses it.
import { createInterface } from "node:readline";

// Not by URL.canParse, which in Node 20 refuses some URLs with characters of Latin-1.
function read(string) {
  try {
    return new URL(string);
  } catch {
    return null;
  }
}

function fragment(url) {
  try {
    return decodeURIComponent(url.hash.slice(1));
  } catch {
    return null; // escapes that are no UTF-8
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const url = read(JSON.parse(line));
  const answer = url && { href: url.href, host: url.hostname, fragment: fragment(url) };
  process.stdout.write(JSON.stringify(answer) + "\n");
}
