// What the editor must leave as it is: a paragraph's direction and language, and pasted asterisks.
import {
  Bold as AnyBold,
  Extension,
  Italic as AnyItalic,
  Link as AnyLink,
} from "django-prose-editor/editor";

// A pasted "5 * 3 * 2" stays what it is, and "the end.In spring" gets no link to end.in.
const plainPaste = { addPasteRules: () => [] };
export const Bold = AnyBold.extend(plainPaste);
export const Italic = AnyItalic.extend(plainPaste);
export const Link = AnyLink.extend(plainPaste);

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
});

export const Direction = Extension.create({
  name: "direction",
  addGlobalAttributes() {
    const types = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem"];
    return [{ types, attributes: { dir: kept("dir"), lang: kept("lang") } }];
  },
});
