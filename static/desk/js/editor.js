// The body's editor: its name for screen readers, and the length as it is typed.
// Runs before the editor itself, see the order in articles/admin/stories/editor.py.

// The editor adds a style element unless there is one; the content policy would block it and the
// browser complain. This stands in for it: the rules are in desk.css.
const standIn = document.createElementNS("", "style");
standIn.setAttribute("data-tiptap-style", "");
document.head.append(standIn);

const label = (textarea) => document.querySelector(`label[for="${textarea.id}"]`);

const words = (text) => (text.match(/\S+/g) || []).length;

function begin(textarea) {
  const box = textarea.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]");
  if (!box || box.dataset.named) return;
  box.dataset.named = "true";
  box.setAttribute("role", "textbox");
  box.setAttribute("aria-multiline", "true");
  box.setAttribute("aria-label", label(textarea)?.textContent.replace(/:\s*$/, "") || "");
  label(textarea)?.addEventListener("click", () => box.focus());
  const count = document.createElement("p");
  count.className = "help word-count";
  textarea.closest(".prose-editor").after(count);
  const show = () => {
    count.textContent = new Intl.NumberFormat(document.documentElement.lang).format(words(box.innerText));
    count.dataset.unit = textarea.dataset.wordsLabel || "";
  };
  textarea.addEventListener("input", show);
  show();
}

// A text keeps its double blanks, which the editor's reading of HTML would make single ones.
function keepBlanks(editor, textarea) {
  if (!/ {2}/.test(textarea.value)) return;
  const parseOptions = { preserveWhitespace: true };
  editor
    .chain()
    .setMeta("addToHistory", false)
    .setContent(textarea.value, { emitUpdate: false, parseOptions })
    .run();
}

document.addEventListener("prose-editor:ready", (event) => {
  keepBlanks(event.detail.editor, event.detail.textarea);
  begin(event.detail.textarea);
});
