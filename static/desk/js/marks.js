// What the editor must leave as it is: a paragraph's direction and language, and pasted asterisks.
import {
  Bold as AnyBold,
  Extension,
  Image as AnyImage,
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

// A picture that no reader may have yet is shown by the desk; the text keeps the readers' address.
export const Image = AnyImage.extend({
  addOptions() {
    return { ...this.parent?.(), place: "/media/" };
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("img");
      const { src, alt, width, height } = node.attrs;
      dom.src = (src || "").replace(/^\/media\//, this.options.place);
      for (const [name, value] of Object.entries({ alt, width, height })) {
        if (value !== null && value !== undefined) dom.setAttribute(name, value);
      }
      return { dom };
    };
  },
});
