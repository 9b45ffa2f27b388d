// Reads a JSON string per line, Markdown; writes per line the parts that micromark finds in it.
// Offsets count characters (code points), as in Python; spans are [start, end].
import { createInterface } from "node:readline";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mathFromMarkdown } from "mdast-util-math";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { math } from "micromark-extension-math";

const WITH_PARTS = new Set([
  ...["atxHeading", "setextHeading", "codeFenced", "definition"],
  ...["link", "image", "autolink", "literalAutolink"],
]);
const CODE = new Set(["codeText", "codeFenced", "codeIndented"]);
// The transforms look for bare URLs once more, and lose their places.
const gfmToTree = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));

/** A function from offsets in UTF-16 code units to offsets in code points. */
function characterOffsets(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (offset) => offset;
  const table = [];
  let count = 0;
  for (const character of text) {
    for (let unit = 0; unit < character.length; unit++) table.push(count);
    count++;
  }
  table.push(count);
  return (offset) => table[offset];
}

/** What a heading shows: no images, no HTML. */
function shown(node, text) {
  if (node.type === "inlineMath") return text.slice(node.position.start.offset, node.position.end.offset);
  if (node.type === "text" || node.type === "inlineCode") return node.value;
  if (node.type === "break") return "\n";
  return (node.children ?? []).map((child) => shown(child, text)).join("");
}

function parts(text) {
  const at = characterOffsets(text);
  const span = ({ start, end }) => [at(start.offset), at(end.offset)];
  const tokens = new Map(); // by place: the tokens inside links, definitions and fenced code
  const code = [];
  const open = [];
  const listen = {
    beforeEnter(token) {
      if (WITH_PARTS.has(token.type)) open.push({ kind: token.type });
    },
    afterExit(token) {
      if (CODE.has(token.type)) code.push(span(token));
      if (WITH_PARTS.has(token.type)) tokens.set(span(token).join(), open.pop());
      else if (open.length > 0) (open.at(-1)[token.type] ??= []).push(span(token));
    },
  };
  const tree = fromMarkdown(text, {
    extensions: [gfm(), math(), frontmatter(["yaml", "toml"])],
    mdastExtensions: [gfmToTree, mathFromMarkdown(), frontmatterFromMarkdown(["yaml", "toml"]), listen],
  });
  const found = { headings: [], links: [], definitions: [], fences: [], code };
  const visit = (node) => {
    const place = node.position && span(node.position);
    const inside = place && tokens.get(place.join());
    switch (node.type) {
      case "heading":
        found.headings.push({
          content: (inside.atxHeadingText ?? inside.setextHeadingText)?.[0] ?? null,
          level: node.depth,
          text: shown(node, text),
        });
        break;
      case "link":
      case "linkReference":
      case "image":
      case "imageReference":
        found.links.push({
          span: place,
          token: inside.kind,
          image: node.type.startsWith("image"),
          destination: node.url ?? null,
          identifier: node.identifier ?? null,
          text: inside.labelText?.[0] ?? null,
          target: inside.resourceDestinationString?.[0] ?? null,
        });
        break;
      case "definition":
        found.definitions.push({
          identifier: node.identifier,
          destination: node.url,
          target: inside.definitionDestinationString?.[0] ?? null,
        });
        break;
      case "code":
        if (inside?.kind === "codeFenced") {
          const [opening, closing] = inside.codeFencedFence;
          const info = [node.lang, node.meta].filter(Boolean).join(" ");
          found.fences.push({ opening, closing: closing ?? null, info });
        }
        break;
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(tree);
  return found;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(parts(JSON.parse(line))) + "\n");
}
