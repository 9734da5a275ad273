/* A table that asks for it by data-pa-filter, which names columns: text and choices by these columns, order by every
   column, and a download of the rows that are left. What is chosen stands in the query of the address. The rows are the
   page's own, and without script all of them are there. */
(() => {
  "use strict"
  const NONE = "not stated"
  const { make, button, plain, fold, saveCsv, writeQuery, sorting, collator } = window.planatlas

  const slug = (name) => fold(name).replace(/\W+/g, "-")
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
    const columns = Array.from(table.tHead.rows[0].cells, (head) => ({ head, key: slug(plain(head)), name: plain(head) }))
    const items = Array.from(body.rows, (row, place) => ({ row, place, words: fold(plain(row)) }))
    const query = new URLSearchParams(location.search)
    let sort = query.get("sort") || ""

    /* ---- Text, choices and order. */

    let waiting
    const text = make("input", { type: "search", id: "pa-filter-text", autocomplete: "off", value: query.get("text") || "",
      oninput() {
        clearTimeout(waiting)
        waiting = setTimeout(show, 150)
      } })
    const choices = figure.dataset.paFilter.split(", ").map((name) => {
      const at = columns.findIndex((column) => column.name === name)
      const values = items.map(({ row }) => valuesOf(row.cells[at]))
      const known = Array.from(new Set(values.flat())).sort((a, b) => (a === NONE) - (b === NONE) || collator.compare(a, b))
      const chosen = query.get(slug(name)) || ""
      if (chosen && !known.includes(chosen)) known.push(chosen)
      const select = make("select", { id: "pa-filter-" + slug(name), onchange: show }, new Option("all", ""),
        ...known.map((value) => new Option(value, value)))
      select.value = chosen
      return { name, values, select, useful: known.length > 1 }
    }).filter((choice) => choice.useful)
    const clearing = button("Clear all", () => {
      text.value = ""
      choices.forEach(({ select }) => { select.value = "" })
      show()
      text.focus()
    })
    const status = make("p", { aria: { role: "status" } })
    const order = sorting(columns, (key) => {
      sort = key
      show()
    })
    order.select.id = "pa-filter-sort"

    /* ---- What is left. */

    let hits
    function show() {
      const words = fold(text.value).split(" ").filter(Boolean)
      const asked = choices.filter(({ select }) => select.value)
      hits = order.ordered(items.filter((item) => words.every((word) => item.words.includes(word)) &&
        asked.every(({ values, select }) => values[item.place].includes(select.value))),
      sort, ({ row }, at) => worth(row.cells[at]))
      order.mark(sort)
      body.replaceChildren(...hits.map(({ row }) => row))
      status.textContent = !hits.length ? "No row fits all of this."
        : (hits.length < items.length ? hits.length + " of " : "All ") + items.length + " rows"
      clearing.hidden = !words.length && !asked.length
      const now = new URLSearchParams()
      if (words.length) now.set("text", text.value)
      asked.forEach(({ name, select }) => now.set(slug(name), select.value))
      if (sort) now.set("sort", sort)
      writeQuery(now, true)
    }
    /* A number has a column of its own, and what the page is marked with goes along. */
    function download() {
      const mark = document.querySelector(".pa-marking strong")
      const numbered = columns.map((column, at) => items.some(({ row }) => row.cells[at].querySelector("data")))
      const line = (cell, number, marking) => columns.flatMap((column, at) =>
        numbered[at] ? [cell(column, at), number(column, at)] : [cell(column, at)]).concat(mark ? [marking] : [])
      saveCsv(figure.dataset.paFile, [
        line(({ name }) => name, ({ name }) => name + " (number)", "Marking of the page"),
        ...hits.map(({ row: { cells } }) => line((column, at) => plain(cells[at]),
          (column, at) => cells[at].querySelector("data") && worth(cells[at]), mark && plain(mark)))])
    }

    /* ---- Putting it together. */

    const labelled = (name, field) => make("p", {}, make("label", { htmlFor: field.id }, name), field)
    table.before(make("form", { className: "pa-row-filter", onsubmit: () => false,
      aria: { role: "search", "aria-label": "Filter the table" } },
    labelled("Text", text), ...choices.map(({ name, select }) => labelled(name, select)), labelled("Sort", order.select),
    make("p", {}, clearing, " ", button("Download these rows (CSV)", download))), status)
    show()
  }

  document.querySelectorAll("[data-pa-filter]").forEach(filter)
})()
