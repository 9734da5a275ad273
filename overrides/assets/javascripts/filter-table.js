/* A table that asks for it by data-pa-filter, which names columns: text and choices by these columns, order by every
   column, and a download of the rows that are left. What is chosen stands in the query of the address. The rows are the
   page's own, and without script all of them are there. */
(function () {
  "use strict"
  const NONE = "not stated"
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" })

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties)
    element.append(...children)
    return element
  }
  function plain(node) {
    return node.textContent.replace(/\s+/g, " ").trim()
  }
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
  }
  function slug(name) {
    return fold(name).replace(/\W+/g, "-")
  }
  /* A number that stands in the cell for scripts, else what a reader sees. */
  function worth(cell) {
    const data = cell.querySelector("data")
    return data ? Number(data.value) : plain(cell)
  }
  /* Names in a cell are links; what has none counts as a whole. */
  function valuesOf(cell) {
    const links = Array.from(cell.querySelectorAll("a"), plain)
    return links.length ? links : [plain(cell) || NONE]
  }

  function filter(figure) {
    const table = figure.querySelector("table")
    const body = table.tBodies[0]
    const heads = Array.from(table.tHead.rows[0].cells)
    const names = heads.map(plain)
    const items = Array.from(body.rows, (row, place) => ({ row, place, words: fold(plain(row)) }))
    const query = new URLSearchParams(location.search)
    const state = { text: query.get("text") || "", sort: query.get("sort") || "" }

    /* ---- Text and choices. */

    let waiting
    const text = make("input", { type: "search", id: "pa-filter-text", autocomplete: "off", value: state.text, oninput() {
      clearTimeout(waiting)
      waiting = setTimeout(() => { state.text = text.value; show() }, 150)
    } })
    const choices = figure.dataset.paFilter.split(", ").map((name) => {
      const at = names.indexOf(name)
      const values = items.map(({ row }) => valuesOf(row.cells[at]))
      const known = Array.from(new Set(values.flat())).sort((a, b) => (a === NONE) - (b === NONE) || collator.compare(a, b))
      const chosen = query.get(slug(name)) || ""
      if (chosen && !known.includes(chosen)) known.push(chosen)
      const select = make("select", { id: "pa-filter-" + slug(name), onchange: show }, new Option("all", ""),
        ...known.map((value) => new Option(value, value)))
      select.value = chosen
      return { name, values, select, useful: known.length > 1 }
    }).filter((choice) => choice.useful)
    function clear() {
      state.text = text.value = ""
      choices.forEach(({ select }) => { select.value = "" })
      show()
      text.focus()
    }
    const clearing = make("button", { type: "button", className: "pa-link", onclick: clear }, "Clear all")
    const status = make("p", {})
    status.setAttribute("role", "status")

    /* ---- Order. */

    const keys = names.map(slug)
    function sort(key) {
      state.sort = key
      show()
    }
    const sorter = make("select", { id: "pa-filter-sort", onchange: () => sort(sorter.value) }, new Option("as in the plans", ""),
      ...names.flatMap((name, at) => [new Option(name, keys[at]), new Option(name + ", last first", "-" + keys[at])]))
    const buttons = heads.map((head, at) => {
      const button = make("button", { type: "button", className: "pa-sort", onclick: () =>
        sort(state.sort === keys[at] ? "-" + keys[at] : state.sort === "-" + keys[at] ? "" : keys[at]) }, names[at])
      head.replaceChildren(button)
      return button
    })
    /* Where rows are blocks nobody sees the heads, so the keyboard does not stop there. */
    const narrow = matchMedia("(max-width: 63.99em)")
    narrow.onchange = () => buttons.forEach((button) => { button.tabIndex = narrow.matches ? -1 : 0 })
    narrow.onchange()
    function ordered(found) {
      const at = keys.indexOf(state.sort.replace(/^-/, ""))
      heads.forEach((head, place) => {
        if (place === at) head.setAttribute("aria-sort", state.sort[0] === "-" ? "descending" : "ascending")
        else head.removeAttribute("aria-sort")
      })
      if (at < 0) return found
      const way = state.sort[0] === "-" ? -1 : 1
      const worths = new Map(found.map((item) => [item, worth(item.row.cells[at])]))
      /* Numbers before words, and what says nothing last, whichever way. */
      return found.sort((a, b) => {
        const one = worths.get(a), other = worths.get(b)
        if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1
        if ((one === "") !== (other === "")) return one === "" ? 1 : -1
        return way * (typeof one === "number" ? one - other : collator.compare(one, other)) || a.place - b.place
      })
    }

    /* ---- What is left. */

    let hits
    function show() {
      const words = fold(state.text).split(/\s+/).filter(Boolean)
      const asked = choices.filter(({ select }) => select.value)
      hits = ordered(items.filter((item) => words.every((word) => item.words.includes(word)) &&
        asked.every(({ values, select }) => values[item.place].includes(select.value))))
      body.replaceChildren(...hits.map(({ row }) => row))
      status.textContent = !hits.length ? "No row fits all of this."
        : (hits.length < items.length ? hits.length + " of " : "All ") + items.length + " rows"
      clearing.hidden = !words.length && !asked.length
      sorter.value = state.sort
      const now = new URLSearchParams()
      if (state.text) now.set("text", state.text)
      asked.forEach(({ name, select }) => now.set(slug(name), select.value))
      if (state.sort) now.set("sort", state.sort)
      const search = String(now) && "?" + now
      if (search !== location.search) history.replaceState(null, "", location.pathname + search + location.hash)
    }

    /* ---- Download: what is shown, in its order; a number has a column of its own. A program must not take a text for
       a formula, and what the page is marked with goes along. */

    function download() {
      const numbered = names.map((name, at) => items.some(({ row }) => row.cells[at].querySelector("data")))
      const mark = document.querySelector(".pa-marking strong")
      function line(cells, extra) {
        return cells.flatMap((cell, at) => numbered[at] ? [cell, extra[at]] : [cell])
          .concat(mark ? [extra.mark] : []).map((value) => {
            const safe = typeof value === "string" && /^[=+\-@\t]/.test(value) ? "'" + value : String(value)
            return '"' + safe.replace(/"/g, '""') + '"'
          }).join(",")
      }
      const lines = [line(names, Object.assign(names.map((name) => name + " (number)"), { mark: "Marking of the page" }))]
      hits.forEach(({ row }) => {
        const cells = Array.from(row.cells)
        const numbers = cells.map((cell) => cell.querySelector("data") ? worth(cell) : "")
        lines.push(line(cells.map(plain), Object.assign(numbers, { mark: mark ? plain(mark) : "" })))
      })
      const file = new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" })
      const link = make("a", { href: URL.createObjectURL(file), download: figure.dataset.paFile + ".csv" })
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 1000)
    }

    /* ---- Putting it together. */

    const form = make("form", { className: "pa-row-filter", onsubmit: () => false },
      make("p", {}, make("label", { htmlFor: text.id }, "Text"), text),
      ...choices.map(({ name, select }) => make("p", {}, make("label", { htmlFor: select.id }, name), select)),
      make("p", {}, make("label", { htmlFor: "pa-filter-sort" }, "Sort"), sorter),
      make("p", {}, clearing, " ",
        make("button", { type: "button", className: "pa-link", onclick: download }, "Download these rows (CSV)")))
    form.setAttribute("role", "search")
    form.setAttribute("aria-label", "Filter the table")
    table.before(form, status)
    show()
  }

  document.querySelectorAll("[data-pa-filter]").forEach(filter)
})()
