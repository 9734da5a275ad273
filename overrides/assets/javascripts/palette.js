/* The colours that the reader chose, or else the system's, before the page is drawn. */
(function () {
  "use strict"
  var chosen = __md_get("__palette")
  if (chosen && chosen.color) {
    var color = chosen.color
    if (color.media === "(prefers-color-scheme)") {
      var light = matchMedia("(prefers-color-scheme: light)").matches
      var input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + (light ? "light" : "dark") + ")']")
      ;["media", "scheme", "primary", "accent"].forEach(function (key) {
        color[key] = input.getAttribute("data-md-color-" + key)
      })
    }
    Object.keys(color).forEach(function (key) {
      document.body.setAttribute("data-md-color-" + key, color[key])
    })
  } else if (!chosen && matchMedia("(prefers-color-scheme: dark)").matches) {
    document.body.setAttribute("data-md-color-scheme", "slate")
  }
})()
