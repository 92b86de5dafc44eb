// Copy buttons, and files that are read into a text field. Everything else is plain forms.

for (const button of document.querySelectorAll('.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = 'Copied';
    } catch {
      window
        .getSelection()
        .selectAllChildren(document.getElementById(button.id.replace('copy-', '')));
      button.textContent = 'Selected';
    }
  });
}

// A PSBT is bytes in some programs and text in others; the form takes text. No file is sent.
for (const input of document.querySelectorAll('input[type=file][data-into]')) {
  input.hidden = false;
  document.querySelector(`label[for=${input.id}]`).hidden = false;
  input.addEventListener('change', async () => {
    if (!input.files.length) {
      return;
    }
    const bytes = new Uint8Array(await input.files[0].arrayBuffer());
    const isPsbt = [0x70, 0x73, 0x62, 0x74, 0xff].every((byte, at) => bytes[at] === byte);
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    document.getElementById(input.dataset.into).value = isPsbt
      ? btoa(letters)
      : new TextDecoder().decode(bytes).trim();
  });
}
