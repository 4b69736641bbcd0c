"use strict";
(() => {
  const players = [...document.querySelectorAll("audio")];
  const told = document.getElementById("told");
  let last = null;

  for (const player of players) {
    const card = player.closest(".card");
    player.addEventListener("play", () => {
      last = player;
      card.classList.add("playing");
      for (const other of players) if (other !== player) other.pause();
    });
    for (const end of ["pause", "ended"]) player.addEventListener(end, () => card.classList.remove("playing"));
  }

  const begin = player => {
    player.currentTime = 0;
    player.play().catch(() => { told.textContent = "This browser could not play the sound."; });
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const player = players[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && player) {
      event.preventDefault();
      begin(player);
    } else if (event.key === " " && last && !event.target.closest("button, audio")) {
      event.preventDefault();
      if (last.paused) last.play(); else last.pause();
    }
  });

  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        told.textContent = "Copied: " + button.dataset.copy;
        const before = button.textContent;
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = before; }, 2000);
      } catch {
        told.textContent = "Could not copy. The command is under the player.";
      }
    });
  }
  document.getElementById("keys").hidden = false;
})();
