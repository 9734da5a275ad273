/* The explorer: facets, text, order and downloads over the plain table of all actions. The rows are the page's own; what
   each belongs to stands in explorer-data.js, in the same order. What is chosen stands in the query of the address, so
   that back and forward work and a colleague who gets the address sees the same. */
(() => {
  "use strict"
  const PAGE = 100
  const SHORT = 8
  const data = window.planatlasExplorer
  const root = document.getElementById("pa-explorer")
  const table = root && root.querySelector("table")
  if (!table) return
  const body = table.tBodies[0]
  const figure = table.closest("figure")
  const rows = Array.from(table.tBodies).flatMap((part) => Array.from(part.rows))
  if (!data || data.rows.length !== rows.length || !window.planatlas) {
    root.classList.add("is-ready")
    return
  }
  const { make, button, plain, fold, load, writeQuery, sorting } = window.planatlas

  /* ---- What there is: facets, some in groups such as actor and role, and the entries of each row in each group. */

  const groups = data.groups
  const facets = groups.flat()
  const many = facets.filter((facet) => facet.many)
  /* Switches are chosen like values of a facet, but change what the facets mean. */
  const through = { key: "through", name: "Actor", values: [
    ["groups", "also where a group it belongs to is named"], ["parts", "also where a body within it is named"]] }
  const together = { key: "together", name: "All together", values: many.map(({ key, name }) => [key, name]) }
  const sets = facets.concat(through, together)
  sets.forEach((set) => Object.assign(set, { chosen: new Set(), options: [], looked: "" }))
  groups.forEach((group, place) => group.forEach((facet, at) => Object.assign(facet, { group, place, at })))
  const actors = facets.find(({ key }) => key === "actor")
  const items = rows.map((row, place) => {
    const [entries, target, day] = data.rows[place]
    return { row, place, target, day, entries: entries.map((list, at) => groups[at][1] ? list : list.map((one) => [one])) }
  })
  const columns = Array.from(table.tHead.rows[0].cells, (head) => ({ head, key: head.dataset.key, name: head.textContent }))

  /* ---- What is chosen. */

  const state = { text: "", above: "", below: "", sort: "", page: "" }
  const typed = { text: "Text", above: "Largest target more than", below: "Largest target less than" }

  function read() {
    const query = new URLSearchParams(location.search)
    Object.keys(state).forEach((key) => { state[key] = query.get(key) || "" })
    sets.forEach((set) => { set.chosen = new Set(query.getAll(set.key).filter(Boolean).map((id) => valueOf(set, id))) })
  }
  /* An old id leads to the present one; one that is not here is shown, and finds nothing. */
  function valueOf(set, id) {
    const now = (set.formerly || {})[id] || id
    const found = set.values.findIndex((value) => value[0] === now)
    return found < 0 ? set.values.push([now, now + " (not here)"]) - 1 : found
  }
  function write(replace) {
    const query = new URLSearchParams()
    sets.forEach((set) => set.chosen.forEach((value) => query.append(set.key, set.values[value][0])))
    Object.keys(state).forEach((key) => { if (state[key]) query.set(key, state[key]) })
    writeQuery(query, replace)
  }
  /* Every choice is a step that Back undoes; of what is typed in one go only the last counts. */
  let last
  function changed(key) {
    state.page = ""
    write(key && key === last)
    last = key
    show()
  }
  function choose(key, value) {
    state[key] = value
    changed(key in typed ? key : null)
  }

  /* ---- Which rows fit, and how many would for each value. */

  /* With the ways through groups and bodies, an entry counts for others too: [other, role, actor that is named]. */
  function entriesOf(item, place) {
    const own = item.entries[place]
    if (place !== actors.place || !through.chosen.size) return own
    const ways = through.values.filter((value, way) => through.chosen.has(way))
    return own.concat(own.flatMap(([actor, role]) => ways.flatMap(([way]) =>
      ((data.reach[actor] || {})[way] || []).map((other) => [other, role, actor]))))
  }
  function fits(entry, group, but) {
    return group.every((facet) => facet === but || !facet.chosen.size || facet.chosen.has(entry[facet.at]))
  }
  function jointly(group) {
    return group.find((facet) => facet.chosen.size > 1 && together.chosen.has(many.indexOf(facet)))
  }
  function passes(entries, group) {
    const joint = jointly(group)
    if (!joint) return entries.some((entry) => fits(entry, group))
    return Array.from(joint.chosen).every((value) =>
      entries.some((entry) => entry[joint.at] === value && fits(entry, group, joint)))
  }
  function wouldPass(entries, facet, value) {
    const { chosen } = facet
    facet.chosen = new Set(facet === jointly(facet.group) ? chosen : []).add(value)
    const passed = passes(entries, facet.group)
    facet.chosen = chosen
    return passed
  }
  function count(entries, group) {
    const joint = jointly(group)
    group.forEach((facet) => {
      const fitting = entries.filter((entry) =>
        joint ? wouldPass(entries, facet, entry[facet.at]) : fits(entry, group, facet))
      new Set(fitting.map((entry) => entry[facet.at])).forEach((value) => { facet.counts[value]++ })
    })
  }
  /* The counts of a facet follow every filter but its own: a row that fails in one group alone still counts there. */
  function find() {
    const words = (fold(state.text).match(/"[^"]+"|\S+/g) || []).map((word) => word.replace(/^"(.+)"$/, "$1"))
    const asked = groups.filter((group) => group.some((facet) => facet.chosen.size))
    facets.forEach((facet) => { facet.counts = facet.values.map(() => 0) })
    const hits = items.filter((item) => {
      if (words.length && !words.every((word) => wordsOf(item).includes(word))) return false
      if (state.above && !(item.target !== null && item.target > state.above)) return false
      if (state.below && !(item.target !== null && item.target < state.below)) return false
      const entries = groups.map((group, place) => entriesOf(item, place))
      const failed = asked.filter((group) => !passes(entries[group[0].place], group))
      if (failed.length < 2) (failed[0] ? failed : groups).forEach((group) => count(entries[group[0].place], group))
      return !failed.length
    })
    return order.ordered(hits, state.sort, (item, at) => {
      const { key } = columns[at]
      return key === "when" ? item.day : key === "target" ? item.target : plain(item.row.cells[at])
    })
  }
  /* A value's label and the other names that it is looked for by. */
  function namesOf(facet, value) {
    const names = facet.values[value]
    return names.folded = names.folded || fold(names.slice(1).join(" "))
  }
  function wordsOf(item) {
    return item.words = item.words || [fold(plain(item.row)), fold(window.planatlasExplorerTexts[item.place] || "")]
      .concat(item.entries.flatMap((entries, place) => entries.flatMap((entry) =>
        groups[place].map((facet) => namesOf(facet, entry[facet.at]))))).join("\n")
  }

  /* What the actions say is fetched once somebody is about to type; without it the names alone are looked through. */
  let texts
  function loadTexts() {
    return texts = texts || load("explorer-texts.js").catch(() => { window.planatlasExplorerTexts = [] })
  }

  /* ---- What the filters are made of. */

  function folded(name, ...children) {
    const note = make("span", { className: "pa-soft" })
    return Object.assign(make("details", {}, make("summary", {}, name + " ", note), ...children), { note })
  }
  function option(set, value) {
    if (!set.options[value]) {
      const box = make("input", { type: "checkbox", onchange() {
        set.chosen[box.checked ? "add" : "delete"](value)
        changed()
      } })
      const figure = make("span", { className: "pa-n" })
      const label = set === together ? "only with all of these together" : set.values[value][1]
      set.options[value] = { box, figure, row: make("label", { className: "pa-option" }, box, make("span", {}, label), figure) }
    }
    return set.options[value]
  }
  function facetBox(facet) {
    const finder = make("input", { type: "search", autocomplete: "off", placeholder: "Find in this list",
      aria: { "aria-label": "Find in " + facet.name }, hidden: facet.values.length <= SHORT,
      oninput() {
        facet.looked = fold(finder.value)
        draw(facet)
      } })
    facet.list = make("div", { aria: { role: "group", "aria-label": facet.name } })
    facet.more = button("", () => {
      facet.whole = !facet.whole
      draw(facet)
    })
    facet.box = folded(facet.name, finder, facet.list, facet.more)
    if (facet.many) facet.box.append(facet.both = option(together, many.indexOf(facet)).row)
    if (facet === actors && data.reach) facet.box.append(...through.values.map((value, way) => option(through, way).row))
    facet.box.ontoggle = () => draw(facet)
    return facet.box
  }
  /* The list stays as it is while the focus is in it, so that nothing moves away from under a key or pointer. */
  function draw(facet) {
    const { counts, chosen, list, more } = facet
    facet.box.note.textContent = chosen.size ? chosen.size + " chosen" : ""
    if (!facet.box.open || !counts) return
    if (!list.contains(document.activeElement)) {
      let shown = facet.values.map((value, index) => index).filter((index) => counts[index] || chosen.has(index))
      const all = shown.length
      if (facet.looked) shown = shown.filter((index) => namesOf(facet, index).includes(facet.looked))
      if (facet.many) {
        shown.sort((a, b) => chosen.has(b) - chosen.has(a) || counts[b] - counts[a] || a - b)
        if (!facet.whole && !facet.looked) shown = shown.filter((index, place) => place < SHORT || chosen.has(index))
      }
      list.replaceChildren(...shown.length ? shown.map((index) => option(facet, index).row) : ["None."])
      more.hidden = facet.looked || all <= SHORT || !facet.many
      more.textContent = facet.whole ? "Show fewer" : "Show all " + all
    }
    facet.options.forEach(({ figure }, index) => { figure.textContent = "(" + counts[index] + ")" })
    if (facet.many) facet.both.hidden = chosen.size < 2
  }

  let waiting
  const fields = Object.keys(typed).map((key) => make("input", { id: "pa-" + key, autocomplete: "off",
    type: key === "text" ? "search" : "number", step: "any",
    onfocus: key === "text" ? loadTexts : null,
    oninput(event) {
      clearTimeout(waiting)
      waiting = setTimeout(() => choose(key, event.target.value.trim()), 150)
    } }))
  function labelled(at, text) {
    return [make("label", { htmlFor: fields[at].id }, text), fields[at]]
  }
  const form = make("form", { onsubmit: () => false, aria: { role: "search", "aria-label": "Filters" } },
    make("a", { className: "md-skip", href: "#results" }, "Skip to the results"), ...labelled(0, "Text"),
    ...facets.filter((facet) => facet.values.length).map(facetBox))
  const targets = folded("Largest target", make("div", { className: "pa-range", aria: { role: "group", "aria-label": "Largest target" } },
    ...labelled(1, "more than"), ...labelled(2, "less than")),
  make("p", { className: "pa-soft" }, "Figures are compared as they stand, whatever they count: 80% is more than 20 arrests."))
  if (items.some((item) => item.target !== null)) facets.find(({ key }) => key === "due").box.after(targets)
  const filters = folded("Filters", form)
  filters.className = "pa-filters"
  /* Whoever folds them from further down comes to what they lead to. */
  filters.ontoggle = () => { if (!filters.open && filters.getBoundingClientRect().top < 0) filters.scrollIntoView() }

  const status = make("p", { tabIndex: -1, aria: { role: "status" } })
  const chips = make("ul", { className: "pa-chips", aria: { "aria-label": "Chosen filters" } })
  const order = sorting(columns, (key) => choose("sort", key))
  const orderer = make("label", {}, "Sort: ", order.select)
  const saver = make("span", {}, "Download these: ", button("CSV", () => download("csv")), " ", button("XLSX", () => download("xlsx")))
  const before = button("Previous", () => turn(-1))
  const after = button("Next", () => turn(1))
  const pager = make("nav", { className: "pa-pager", aria: { "aria-label": "Pages of the table" } }, before, make("span", {}), after)

  function turn(by) {
    const to = page + by
    if (to < 1 || to > pages) return
    state.page = to > 1 ? String(to) : ""
    last = null
    write()
    show()
    root.scrollIntoView()
  }
  function clear() {
    sets.forEach((set) => set.chosen.clear())
    Object.keys(typed).forEach((key) => { state[key] = "" })
    changed()
    status.focus()
  }
  /* Every filter that holds, in words, and what takes it away. */
  function choices() {
    return sets.flatMap((set) => Array.from(set.chosen, (value) =>
      [set.name + ": " + set.values[value][1], () => set.chosen.delete(value)]))
      .concat(Object.keys(typed).filter((key) => state[key]).map((key) =>
        [typed[key] + (key === "text" ? ": " : " ") + state[key], () => { state[key] = "" }]))
  }
  function drawChips() {
    const found = choices()
    const made = found.map(([label, remove], place) => {
      const chip = button(label, () => {
        remove()
        changed()
        const left = chips.querySelectorAll(".pa-chip")
        ;(left[Math.min(place, left.length - 1)] || status).focus()
      }, "pa-chip", { "aria-label": "Remove filter " + label })
      return make("li", {}, chip)
    })
    chips.replaceChildren(...made, ...(made.length ? [make("li", {}, button("Clear all", clear))] : []))
    chips.hidden = !made.length
  }
  /* Why a row is there: the part that the chosen actors have in it, and through whom. */
  function part(item) {
    if (!actors.chosen.size) return ""
    const [, role] = actors.group
    const found = {}
    entriesOf(item, actors.place).filter((entry) => fits(entry, actors.group)).forEach((entry) => {
      const who = actors.values[entry[0]][1] + (entry[2] >= 0 ? " through " + actors.values[entry[2]][1] : "")
      found[who] = (found[who] ? found[who] + ", " : who + ": ") + role.values[entry[1]][1].toLowerCase()
    })
    return Object.values(found).join("; ")
  }
  /* A row is dressed when it is first shown: what it is called and what its cells are, for screens where it is a block. */
  function dress(item) {
    const cells = Array.from(item.row.cells)
    if (!item.why) {
      item.why = make("div", { className: "pa-soft" })
      item.row.setAttribute("role", "row")
      cells.forEach((cell, at) => {
        cell.setAttribute("role", at ? "cell" : "rowheader")
        cell.dataset.label = columns[at].name
        if (!plain(cell)) cell.classList.add("is-nil")
      })
      cells[columns.findIndex(({ key }) => key === "who")].append(item.why)
    }
    item.why.textContent = part(item)
    return item.row
  }

  let hits, page, pages
  function show() {
    if (state.text && !window.planatlasExplorerTexts) {
      status.textContent = "Searching …"
      return loadTexts().then(show)
    }
    hits = find()
    pages = Math.max(1, Math.ceil(hits.length / PAGE))
    page = Math.min(Math.max(1, Math.floor(state.page) || 1), pages)
    const first = (page - 1) * PAGE
    body.replaceChildren(...hits.slice(first, first + PAGE).map(dress))
    facets.forEach((facet) => { if (facet.box) draw(facet) })
    sets.forEach((set) => set.options.forEach(({ box }, value) => { box.checked = set.chosen.has(value) }))
    fields.forEach((field, at) => {
      if (document.activeElement !== field) field.value = state[Object.keys(typed)[at]]
    })
    targets.note.textContent = state.above || state.below ? "chosen" : ""
    drawChips()
    order.mark(state.sort)
    figure.hidden = orderer.hidden = saver.hidden = !hits.length
    pager.hidden = pages < 2
    pager.children[1].textContent = "Page " + page + " of " + pages
    before.setAttribute("aria-disabled", page === 1)
    after.setAttribute("aria-disabled", page === pages)
    status.textContent = !hits.length ? "No action fits all of this."
      : (hits.length < items.length ? hits.length + " of " : "All ") + items.length + " actions"
        + (pages > 1 ? ", " + (first + 1) + " to " + Math.min(first + PAGE, hits.length) + " shown" : "")
    const made = choices().length
    filters.note.textContent = made ? made + " chosen: " + status.textContent : ""
  }
  function download(form) {
    const ready = window.planatlasDownload ? Promise.resolve() : load("javascripts/downloads.js")
    const list = { data, facets, columns, hits, part, choices: choices().map(([label]) => label),
      count: status.textContent, order: order.select.selectedOptions[0].textContent }
    ready.then(() => window.planatlasDownload(form, list)).catch(() => { status.textContent = "The file could not be made." })
  }

  /* ---- Putting it together. */

  columns.forEach(({ head }) => head.setAttribute("role", "columnheader"))
  Array.from(table.tBodies).slice(1).forEach((part) => part.remove())
  table.setAttribute("role", "table")
  table.tHead.rows[0].setAttribute("role", "row")
  Array.from(table.children, (part) => part.setAttribute("role", "rowgroup"))
  const results = root.firstElementChild
  results.id = "results"
  results.prepend(make("div", { className: "pa-tools" }, status, orderer, saver), chips)
  results.append(pager)
  root.prepend(filters)
  read()

  const wide = matchMedia("(min-width: 76em)")
  const narrow = matchMedia("(max-width: 63.99em)")
  function shape() {
    filters.open = wide.matches
    table.classList.toggle("pa-blocks", narrow.matches)
  }
  wide.onchange = narrow.onchange = shape
  shape()
  facets.forEach(({ key, box, chosen }) => {
    if (box) box.open = chosen.size > 0 || (wide.matches && key === "plan")
  })
  targets.open = Boolean(state.above || state.below)
  show()
  root.classList.add("is-ready")
  addEventListener("popstate", () => {
    last = null
    read()
    show()
  })
  addEventListener("beforeprint", () => body.replaceChildren(...hits.map(dress)))
  addEventListener("afterprint", show)
})()
