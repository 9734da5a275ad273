/* What must be there before the page is drawn. In the head of every page, as a file, since the page's policy runs no
   script that stands within it. */
(function (own) {
  "use strict"

  /* What Material's own scripts remember, such as the colours, and where: partials/javascripts/base.html of Material. */
  window.__md_scope = new URL(own.dataset.base, location)
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, one) { return (sum << 5) - sum + one.charCodeAt(0) }, 0)
  }
  window.__md_get = function (name, storage, scope) {
    try {
      return JSON.parse((storage || localStorage).getItem((scope || __md_scope).pathname + "." + name))
    } catch (error) {
      return null
    }
  }
  window.__md_set = function (name, value, storage, scope) {
    try {
      (storage || localStorage).setItem((scope || __md_scope).pathname + "." + name, JSON.stringify(value))
    } catch (error) { /* only for this page */ }
  }

  /* Before the first paint, so that a phone does not show the open menu for a moment. */
  document.documentElement.classList.replace("no-js", "js")

  /* Without one of its own scripts a page is what it is without script. Such errors do not rise, but pass by here. */
  addEventListener("error", function (event) {
    if (event.target instanceof HTMLScriptElement && event.target.hasAttribute("data-pa-needed"))
      document.documentElement.classList.replace("js", "no-js")
  }, true)
})(document.currentScript)
