/* The colours that a reader chose, or that the machine asks for, before the page is painted. */
(function () {
  "use strict"
  var chosen = window.__md_get("__palette"), names = ["media", "scheme", "primary", "accent"]
  if (!chosen || !chosen.color) {
    if (matchMedia("(prefers-color-scheme: dark)").matches) document.body.setAttribute("data-md-color-scheme", "slate")
    return
  }
  names.forEach(function (name) {
    if (name in chosen.color) document.body.setAttribute("data-md-color-" + name, chosen.color[name])
  })
})()
