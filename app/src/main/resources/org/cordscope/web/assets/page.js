// Pages to read: questions before forms are sent, the list of keys, curves that follow a training.

import { askBefore, byId } from "./base.js";
import { actionOf, keyList, toggleKeys } from "./keys.js";

const REFRESH_MS = 5000;

askBefore();
byId("keys")?.append(keyList());

document.addEventListener("keydown", (event) => {
  if (actionOf(event) === "keys") toggleKeys();
});

const curves = byId("curves");
if (curves) {
  const image = curves.querySelector("img");
  setInterval(async () => {
    if (document.hidden) return;
    image.src = curves.dataset.src + "?at=" + Date.now();
    const response = await fetch(location.href).catch(() => undefined);
    if (!response?.ok) return;
    const now = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("epochs");
    if (now) byId("epochs").replaceWith(now);
  }, REFRESH_MS);
}
