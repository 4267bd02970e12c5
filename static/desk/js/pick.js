// A photo chosen for the body goes back to the editor that opened this window.
const call = new URLSearchParams(location.search).get("CKEditorFuncNum");

for (const button of document.querySelectorAll("button[data-address]")) {
  button.addEventListener("click", () => {
    const { address, alt, caption } = button.dataset;
    window.opener?.CKEDITOR?.tools.callFunction(call, address, { alternative_text: alt, caption });
    window.close();
  });
}
