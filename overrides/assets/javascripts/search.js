/* Search: a dialog over an index of all records, ranked so that a record's own name comes first.
   The index and MiniSearch are loaded when the dialog first opens. */
(() => {
  "use strict"
  const finder = document.getElementById("pa-finder")
  if (!finder || !finder.showModal) return
  const { ASSETS, make, load, fold: bare } = window.planatlas
  const input = document.getElementById("pa-finder-input")
  const status = document.getElementById("pa-finder-status")
  const results = document.getElementById("pa-finder-results")
  const MOST = 40
  let loading, records, engine

  /* Without accents and capitals, typographic quotes straight, and -ize written as -ise. */
  const fold = (text) => bare(text).replace(/[‘’]/g, "'").replace(/iz(?=(e|es|ed|er|ers|ing|ation|ations)\b)/g, "is")
  const tokens = (text) => text.split(/[\s,;:()"“”‘’'?!\[\]]+/).map((token) => token.replace(/^[.\-–/]+|[.\-–/]+$/g, "")).filter(Boolean)
  /* Words joined by hyphens or slashes are found whole and by their parts. */
  const indexTokens = (text) => tokens(text).flatMap((token) => {
    const parts = token.split(/[-–/]/)
    return parts.length > 1 ? [token, ...parts.filter(Boolean)] : token
  })

  function prepare() {
    const { kinds, plans, records: rows } = window.planatlasIndex
    records = rows.map(([url, kind, title, names, plan, text], id) =>
      ({ id, url, kind: kinds[kind], title, names, plan: plans[plan] || "", text }))
    const made = new window.MiniSearch({
      fields: ["title", "names", "text"],
      extractField: (record, field) => field === "names" ? record.names.join(" ; ") : record[field],
      tokenize: indexTokens,
      processTerm: fold,
      searchOptions: {
        tokenize: tokens,
        boost: { title: 6, names: 5, text: 1 },
        prefix: (term) => term.length > 1,
        fuzzy: (term) => term.length > 4 && !/\d/.test(term) ? 0.2 : false,
        weights: { prefix: 0.4, fuzzy: 0.2 }
      }
    })
    const done = () => { engine = made }
    /* Thousands of records take seconds: they are read piece by piece, and meanwhile what was typed is looked up plainly. */
    if (records.length > 2000) {
      show()
      return made.addAllAsync(records, { chunkSize: 100 }).then(done)
    }
    made.addAll(records)
    done()
  }
  function ready() {
    return loading = loading || Promise.all([load("vendor/minisearch-7.2.0/index.js"), load("search-index.js")])
      .then(prepare, (error) => {
        loading = null
        throw error
      })
  }

  /* A whole name that was typed outranks everything; a name that begins with it comes next, then one that has it,
     then one of which it leaves little over. Subjects and plans come before bodies and instruments, these before the
     actions that mention them. What else a theme is looked up by is no name of its own. */
  const WEIGHTS = { "Theme": 3, "Plan": 2, "Action": 1, "Plan known by name": 0.5 }
  function rank(hit, query) {
    const { title, names, kind } = records[hit.id]
    let bonus = 1
    ;[title, ...names].forEach((original, place) => {
      const name = fold(original)
      const words = tokens(name)
      const whole = " " + words.join(" ") + " "
      const own = kind === "Theme" && place ? 1e3 : 1e6
      /* What a misspelt word was taken for counts like the word itself. */
      const met = words.filter((word) => hit.terms.includes(word)).length
      bonus = Math.max(bonus, name === query ? own : whole.startsWith(" " + query + " ") ? 6
        : name.startsWith(query) || whole.includes(" " + query + " ") ? 3 : whole.includes(" " + query) ? 2 : 1,
      met === words.length ? 10 : 1 + 2 * met / words.length)
    })
    return hit.score * bonus * (WEIGHTS[kind] || 1.5)
  }
  /* All words first; then with letters and figures apart, as in OA2.10; then words misspelt twice; then any of the
     words, which `partly` says. */
  function find(text) {
    let query = fold(text)
    const all = (asked, options) => engine.search(asked, { combineWith: "AND", ...options })
    let hits = engine ? all(text) : plainly(tokens(query))
    if (engine && !hits.length) hits = all(query = query.replace(/([a-z])(\d)/g, "$1 $2"))
    if (engine && !hits.length) hits = all(text, { fuzzy: (term) => /^\D{6,}$/.test(term) ? 2 : false })
    const partly = engine && !hits.length
    if (partly) hits = engine.search(text, { combineWith: "OR" })
    hits.forEach((hit) => { hit.rank = rank(hit, query) })
    return Object.assign(hits.sort((a, b) => b.rank - a.rank), { partly })
  }
  function plainly(terms) {
    return records.filter(({ title, names, text }) => {
      const plain = fold(title + names) + text.toLowerCase()
      return terms.every((term) => plain.includes(term))
    }).map(({ id }) => ({ id, score: 1, terms }))
  }

  function row(hit, query) {
    const { url, kind, title, names, plan, text } = records[hit.id]
    const part = (name, words) => make("span", { className: "pa-finder__" + name }, words)
    const alias = !fold(title).includes(query) && names.find((name) => fold(name).includes(query))
    const more = alias ? [" ", part("alias", "also: " + alias)] : text ? [" ", part("text", excerpt(text, query))] : []
    return make("li", {}, make("a", { className: "pa-finder__hit", href: ASSETS.replace(/assets\/$/, url) },
      part("title", title), " ", part("kind", plan ? kind + " · " + plan : kind), ...more))
  }
  function excerpt(text, query) {
    const from = Math.max(0, fold(text).indexOf(query) - 60)
    return (from ? "… " : "") + text.slice(from, from + 160) + (text.length > from + 160 ? " …" : "")
  }
  function show() {
    const text = input.value.trim()
    finder.dataset.shown = text
    results.replaceChildren()
    if (!text) {
      status.textContent = "Type a title, a code such as OA 2.10, an abbreviation or a name."
      return
    }
    const hits = find(text)
    results.append(...hits.slice(0, MOST).map((hit) => row(hit, fold(text))))
    status.textContent = !hits.length ? engine ? "Nothing found for “" + text + "”." : "Loading …"
      : (hits.length === 1 ? "1 result" : hits.length + " results") + (engine ? "" : " so far")
        + (hits.partly && text.includes(" ") ? " with some of these words, none with all" : "")
        + (hits.length > MOST ? ", the best " + MOST + " shown" : "")
  }

  function open() {
    if (!finder.open) finder.showModal()
    input.focus()
    if (records) return show()
    status.textContent = "Loading …"
    ready().then(() => { if (!results.contains(document.activeElement)) show() },
      () => { status.textContent = "The search index could not be loaded." })
  }
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-pa-search]")) open()
    if (target === finder || target.closest("[data-pa-close]")) finder.close()
  })
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable
    if (key === "/" ? !typing && !ctrlKey && !metaKey && !altKey : key.toLowerCase() === "k" && (ctrlKey || metaKey)) {
      event.preventDefault()
      open()
    }
  })
  /* Arrow keys walk through the results and back to the field. */
  finder.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by) return
    const stops = [input, ...results.querySelectorAll("a")]
    const next = stops[stops.indexOf(document.activeElement) + by]
    if (next) {
      event.preventDefault()
      next.focus()
    }
  })
  finder.querySelector("form").onsubmit = (event) => {
    event.preventDefault()
    results.querySelector("a")?.click()
  }
  let waiting
  input.oninput = () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => { if (records) show() }, 60)
  }
})()
