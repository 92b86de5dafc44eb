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

// A logo goes as text, like all else in forms.
for (const input of document.querySelectorAll('input[type=file][data-picture]')) {
  input.addEventListener('change', async () => {
    const bytes = input.files.length ? new Uint8Array(await input.files[0].arrayBuffer()) : [];
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    document.getElementById(input.dataset.picture).value = btoa(letters);
  });
}

// A browser's own picker beside a colour that is typed.
for (const picker of document.querySelectorAll('input[type=color][data-of]')) {
  const typed = document.getElementById(picker.dataset.of);
  const follow = () => {
    picker.value = /^#[0-9a-f]{6}$/i.test(typed.value) ? typed.value : '#0a6650';
  };
  picker.hidden = false;
  follow();
  typed.addEventListener('input', follow);
  picker.addEventListener('input', () => (typed.value = picker.value));
}

// On Lightning something else is asked for: the page of the other kind of coin is loaded then.
for (const choice of document.querySelectorAll('select[data-page]')) {
  choice.addEventListener('change', () => {
    if (choice.selectedOptions[0].dataset.lightning !== choice.dataset.lightning) {
      window.location.assign(choice.dataset.page + encodeURIComponent(choice.value));
    }
  });
}
