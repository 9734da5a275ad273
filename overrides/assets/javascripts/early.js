/* Before the first paint: what Material's own scripts expect to find, and the class that tells styles of script.
   Material writes these functions into every page; here they are a file, so that a content security policy can forbid
   scripts in pages. */
var __md_scope = new URL(document.currentScript.dataset.base, location)
function __md_hash(text) {
  return Array.from(text).reduce(function (sum, character) { return (sum << 5) - sum + character.charCodeAt(0) }, 0)
}
function __md_get(key, storage, scope) {
  try { return JSON.parse((storage || localStorage).getItem((scope || __md_scope).pathname + "." + key)) } catch (error) { return null }
}
function __md_set(key, value, storage, scope) {
  try { (storage || localStorage).setItem((scope || __md_scope).pathname + "." + key, JSON.stringify(value)) } catch (error) { /* only for this page */ }
}
/* So that a phone does not show the open menu for a moment. */
document.documentElement.classList.replace("no-js", "js")
/* A page without a script of its own is what it is without script. */
document.addEventListener("error", function (event) {
  if (event.target.hasAttribute && event.target.hasAttribute("data-pa-own"))
    document.documentElement.classList.replace("js", "no-js")
}, true)
