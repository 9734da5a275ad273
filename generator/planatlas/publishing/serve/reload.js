/* Asks the development server for news of this page: reloads it when it has changed, and shows what is wrong over it.

   The page's policy lets it load nothing but scripts of the site, so the news is a script that the server answers with
   when there is some. What is shown stands in a shadow tree, so that neither the site's style nor its scripts reach it;
   only the site's colours do. */
(function () {
  "use strict"
  var own = document.currentScript
  var page = own.dataset.state
  var known = ""
  var script = null
  var seen = "planatlas.seen" // what the reader has put away, so that a reload does not bring it back

  function ask() {
    if (document.hidden) return document.addEventListener("visibilitychange", ask, { once: true })
    script = document.createElement("script")
    var asked = { at: own.dataset.at, state: page, known: known }
    script.src = own.src.replace("reload.js", "news.js?") + new URLSearchParams(asked)
    script.onload = function () { again(0) }
    script.onerror = function () { again(1000) } // the server is not there, and may come back
    document.head.append(script)
  }

  function again(wait) {
    script.remove()
    setTimeout(ask, wait)
  }

  window.planatlasNews = function (news) {
    if (news.page !== page) {
      script.onload = null
      return location.reload() // the browser keeps the place on the page
    }
    known = news.state
    show(news)
  }

  function element(name, properties) {
    var made = Object.assign(document.createElement(name), properties)
    made.append.apply(made, Array.prototype.slice.call(arguments, 2))
    return made
  }

  var parts = null

  function build() {
    var host = element("div")
    var tree = host.attachShadow({ mode: "open" })
    var style = element("link", { rel: "stylesheet", href: own.src.replace("reload.js", "overlay.css") })
    var says = element("div", { className: "says" })
    var title = element("h2", { id: "title" })
    var list = element("ol", { className: "list", tabIndex: 0 })
    var hide = element("button", { type: "button", textContent: "Hide" })
    var head = element("div", { className: "head" }, title, hide)
    var panel = element("section", { className: "panel", hidden: true }, head, list)
    var badge = element("button", { type: "button", className: "badge", hidden: true })
    panel.setAttribute("aria-labelledby", "title")
    list.setAttribute("aria-labelledby", "title")
    badge.setAttribute("aria-expanded", "false")
    tree.append(style, says, panel, badge)
    document.body.append(host)
    hide.onclick = function () { open(false, true) }
    badge.onclick = function () { open(true, true) }
    panel.onkeydown = function (event) {
      if (event.key === "Escape") { event.stopPropagation(); open(false, true) }
    }
    parts = { says: says, title: title, list: list, hide: hide, panel: panel, badge: badge }
  }

  /* The focus goes along only where the reader has asked: what comes by itself takes nobody's place away. */
  function open(wanted, asked) {
    parts.panel.hidden = !wanted
    parts.badge.hidden = wanted
    if (!asked) return
    sessionStorage.setItem(seen, wanted ? "" : known)
    ;(wanted ? parts.hide : parts.badge).focus()
  }

  function show(news) {
    if (!parts && !news.notices.length) return
    if (!parts) build()
    var words = [count(news.counts.error, "error"), count(news.counts.warning, "warning")].filter(Boolean).join(", ")
    var stays = news.counts.error ? words + "; this is the last good page" : words
    parts.title.textContent = stays
    parts.badge.textContent = words
    parts.panel.className = "panel " + (news.counts.error ? "error" : "warning")
    parts.badge.className = "badge " + (news.counts.error ? "error" : "warning")
    parts.list.replaceChildren.apply(parts.list, news.notices.map(item))
    var more = news.counts.error + news.counts.warning - news.notices.length
    if (more > 0) parts.list.append(element("li", { textContent: "and " + more + " more, which the terminal tells" }))
    parts.says.setAttribute("role", news.counts.error ? "alert" : "status")
    parts.says.textContent = words ? stays + (news.notices[0].place ? ". " + news.notices[0].place : "") + ": " + news.notices[0].message : ""
    if (!news.notices.length) {
      if (parts.panel.parentNode.activeElement) document.activeElement.blur()
      parts.panel.hidden = parts.badge.hidden = true
    } else open(Boolean(news.counts.error) && sessionStorage.getItem(seen) !== known, false)
  }

  function count(number, word) {
    return number ? number + " " + word + (number === 1 ? "" : "s") : ""
  }

  function item(notice) {
    var made = element("li", { className: notice.severity })
    var what = element("p", { className: "what" }, element("strong", { textContent: notice.severity }), " " + notice.message)
    made.append(element("p", { className: "place", textContent: notice.place }), what)
    if (notice.line.join("")) {
      made.append(element("pre", {}, notice.line[0], element("mark", { textContent: notice.line[1] }), notice.line[2]))
    }
    if (notice.hint) made.append(element("p", { className: "hint", textContent: notice.hint }))
    return made
  }

  if (document.readyState === "complete") ask()
  else addEventListener("load", function () { setTimeout(ask) }) // so that the browser does not show the page as loading
})()
