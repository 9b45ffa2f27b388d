// Reads a JSON array of headings per line, a document's; writes their slugs.
import { createInterface } from "node:readline";
import GithubSlugger from "github-slugger";

for await (const line of createInterface({ input: process.stdin })) {
  const slugger = new GithubSlugger();
  process.stdout.write(JSON.stringify(JSON.parse(line).map((heading) => slugger.slug(heading))) + "\n");
}
