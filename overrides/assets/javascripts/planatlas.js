/* What the pages need of script beside the search: the menu, the choice of colours, table rows on a phone. Everything
   stays readable without it. First comes what the other scripts share, as window.planatlas. */
(() => {
  "use strict"

  /* ---- Shared: elements, texts, files, order. */

  const ASSETS = document.currentScript.src.replace(/javascripts\/[^/]*$/, "")
  const collator = new Intl.Collator("en", { numeric: true })

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties)
    Object.entries(properties.aria || {}).forEach(([name, value]) => element.setAttribute(name, value))
    element.append(...children)
    return element
  }
  function button(text, onclick, className = "pa-link", aria = {}) {
    return make("button", { type: "button", onclick, className, aria }, text)
  }
  /* What a part of the page says; what opens it says nothing of its own. */
  function plain(node) {
    if (node.querySelector("summary")) {
      node = node.cloneNode(true)
      node.querySelectorAll("summary").forEach((summary) => summary.remove())
    }
    return node.textContent.replace(/\s+/g, " ").trim()
  }
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim()
  }
  /* Scripts, since a page opened from a folder may not fetch. */
  function load(path) {
    return new Promise((onload, onerror) => {
      document.head.append(make("script", { src: ASSETS + path, onload, onerror }))
    })
  }
  function save(name, type, content) {
    const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60000)
  }
  /* RFC 4180. What a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection). */
  function saveCsv(name, rows) {
    save(name + ".csv", "text/csv;charset=utf-8", rows.map((row) => row.map((value) => {
      if (value instanceof Date) return value.toISOString().slice(0, 10)
      const text = typeof value === "string" ? value.replace(/^(?='*[=+\-@\t\r])/, "'") : String(value ?? "")
      return /[",\r\n]/.test(text) ? "\"" + text.replace(/"/g, "\"\"") + "\"" : text
    }).join(",") + "\r\n").join(""))
  }
  /* The query of the address says what is chosen. */
  function writeQuery(query, replace) {
    const asked = String(query) && "?" + query
    if (asked !== location.search)
      history[replace ? "replaceState" : "pushState"](null, "", location.pathname + asked + location.hash)
  }
  /* Order by columns of { head, key, name }: a button in each head, a list for screens without heads, and the sorting.
     Numbers come before words, and what says nothing comes last, whichever way. */
  function sorting(columns, choose) {
    const select = make("select", { onchange: () => choose(select.value) }, new Option("as in the plans", ""),
      ...columns.flatMap(({ key, name }) => [new Option(name, key), new Option(name + ", last first", "-" + key)]))
    let by = ""
    columns.forEach(({ head, key, name }) => head.replaceChildren(
      button(name, () => choose(by === key ? "-" + key : by === "-" + key ? "" : key), "pa-sort")))
    function mark(sort) {
      select.value = by = sort
      columns.forEach(({ head, key }) => {
        const order = { [key]: "ascending", ["-" + key]: "descending" }[sort]
        if (order) head.setAttribute("aria-sort", order)
        else head.removeAttribute("aria-sort")
      })
    }
    const rank = (value) => typeof value === "number" ? 0 : value ? 1 : 2
    function ordered(items, sort, worth) {
      const at = columns.findIndex(({ key }) => key === sort.replace(/^-/, ""))
      if (at < 0) return items
      const way = sort[0] === "-" ? -1 : 1
      const worths = new Map(items.map((item) => [item, worth(item, at)]))
      return items.sort((a, b) => {
        const one = worths.get(a), other = worths.get(b)
        return rank(one) - rank(other) || way * (rank(one) ? collator.compare(one, other) : one - other) || a.place - b.place
      })
    }
    return { select, mark, ordered }
  }
  window.planatlas = { ASSETS, make, button, plain, fold, load, save, saveCsv, writeQuery, sorting, collator }

  /* ---- Menu: on a phone the navigation is a panel under the header. */

  function menu() {
    const opener = document.querySelector("[data-pa-menu]")
    const panel = document.getElementById("pa-nav")
    if (!opener || !panel) return
    function show(open) {
      opener.setAttribute("aria-expanded", open)
      panel.classList.toggle("is-open", open)
    }
    const isOpen = () => panel.classList.contains("is-open")
    opener.onclick = () => show(!isOpen())
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return
      show(false)
      opener.focus()
    })
    /* It closes when the focus or a tap goes elsewhere, so that it covers nothing in use. */
    for (const leaving of ["focusin", "pointerdown"]) {
      document.addEventListener(leaving, ({ target }) => {
        if (isOpen() && !panel.contains(target) && !opener.contains(target)) show(false)
      })
    }
  }

  /* ---- Colours: the button chooses the other of Material's two schemes. */

  function colours() {
    const chooser = document.querySelector("[data-pa-scheme]")
    const label = document.querySelector("[data-pa-scheme-label]")
    if (!chooser || !label) return
    const scheme = "data-md-color-scheme"
    const isDark = () => document.body.getAttribute(scheme) === "slate"
    const name = () => { label.textContent = isDark() ? "Light colours" : "Dark colours" }
    chooser.onclick = () => document.querySelector(`input[${scheme}=${isDark() ? "default" : "slate"}]`)?.click()
    new MutationObserver(name).observe(document.body, { attributeFilter: [scheme] })
    name()
  }

  /* ---- Tables: every cell learns its header, for rows that become blocks where the screen is too narrow for the columns.
     The roles stay what they were, whatever the style makes of rows and cells. Two columns fit any screen. */

  function tables() {
    const phone = matchMedia("(max-width: 44.99em)")
    const tablet = matchMedia("(max-width: 63.99em)")
    document.querySelectorAll(".pa-table table:not(.pa-many)").forEach((table) => {
      const labels = Array.from(table.querySelectorAll("thead th"), plain)
      if (labels.length < 3) return
      const roles = { table: [table], rowgroup: table.querySelectorAll("thead, tbody"),
        row: table.rows, columnheader: table.querySelectorAll("thead th") }
      Object.entries(roles).forEach(([role, parts]) => Array.from(parts, (part) => part.setAttribute("role", role)))
      table.querySelectorAll("tbody tr").forEach((row) => Array.from(row.cells, (cell, place) => {
        cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell")
        cell.dataset.label = labels[place]
        if (/^–?$/.test(plain(cell))) cell.classList.add("is-nil")
      }))
      const narrow = labels.length > 4 ? tablet : phone
      const shape = () => table.classList.toggle("pa-blocks", narrow.matches)
      narrow.addEventListener("change", shape)
      shape()
    })
  }

  /* ---- Keys: Material turns pages on single letters, which trips people who speak their input. And who does not want
     the search on a single key can switch that off in the search dialog. */

  function keys() {
    const choice = document.querySelector("[data-pa-slash]")
    const stored = "planatlas.slash"
    if (choice) {
      try { choice.checked = localStorage.getItem(stored) !== "off" } catch { /* on */ }
      choice.onchange = () => {
        try { localStorage.setItem(stored, choice.checked ? "on" : "off") } catch { /* only for this page */ }
      }
    }
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === "/" && choice && !choice.checked) event.stopImmediatePropagation()
      if (/^[pn,.]$/.test(event.key)) event.stopPropagation()
    })
  }

  /* ---- Drawings: a drawing wider than the screen has a frame of its own to scroll in, in which browsers do not bring
     forward what has the focus. It begins at its middle, where most is drawn. */

  function drawings() {
    document.querySelectorAll(".pa-network__frame").forEach((frame) => {
      frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2
    })
    document.addEventListener("focusin", ({ target }) => {
      if (target.closest?.("svg")) target.scrollIntoView({ block: "nearest", inline: "nearest" })
    })
  }

  /* ---- Calendars: on a server a calendar has an address that programs can follow. */

  function calendars() {
    if (!/^http/.test(location.protocol)) return
    document.querySelectorAll("[data-pa-subscribe]").forEach((note) => {
      const { href, textContent } = note.closest("li").previousElementSibling.querySelector("a")
      note.append(" Its address: ", make("code", {}, href), ". ",
        make("a", { href: href.replace(/^https?/, "webcal") }, "Subscribe to " + textContent.replace(/ \(ICS\)$/, "")))
    })
  }

  menu()
  calendars()
  colours()
  tables()
  keys()
  drawings()
})()
