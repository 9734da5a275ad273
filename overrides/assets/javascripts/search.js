/* Search: a dialog over an index of all records, ranked so that a record's own name comes first.
   The index and MiniSearch are loaded when the dialog first opens, as scripts, since a page opened
   from a folder may not fetch. */
(function () {
  "use strict"
  var finder = document.getElementById("pa-finder")
  if (!finder || !finder.showModal) return
  var input = document.getElementById("pa-finder-input")
  var status = document.getElementById("pa-finder-status")
  var results = document.getElementById("pa-finder-results")
  var base = finder.dataset.base.replace(/\/?$/, "/")
  var MOST = 40
  var loading, records, engine

  /* Without accents and capitals, typographic quotes straight, and -ize written as -ise. */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[‘’]/g, "'")
      .replace(/iz(?=(e|es|ed|er|ers|ing|ation|ations)\b)/g, "is").replace(/\s+/g, " ").trim()
  }
  function tokens(text) {
    return text.split(/[\s,;:()"“”‘’'?!\[\]]+/).map(function (t) { return t.replace(/^[.\-–/]+|[.\-–/]+$/g, "") }).filter(Boolean)
  }
  /* Words joined by hyphens or slashes are found whole and by their parts. */
  function indexTokens(text) {
    return tokens(text).reduce(function (all, token) {
      var parts = token.split(/[-–/]/)
      return all.concat(parts.length > 1 ? [token].concat(parts.filter(Boolean)) : [token])
    }, [])
  }

  function script(path) {
    return new Promise(function (done, failed) {
      var element = document.createElement("script")
      element.src = base + path
      element.onload = done
      element.onerror = function () { failed(new Error(path)) }
      document.head.appendChild(element)
    })
  }
  function load() {
    loading = loading || Promise.all([
      script("assets/vendor/minisearch-7.2.0/index.js"), script("assets/search-index.js")
    ]).then(function () {
      records = window.planatlasIndex.records.map(function (row, id) {
        return { id: id, url: row[0], kind: window.planatlasIndex.kinds[row[1]], title: row[2], names: row[3],
          plan: row[4] < 0 ? "" : window.planatlasIndex.plans[row[4]], text: row[5] }
      })
      engine = new window.MiniSearch({
        fields: ["title", "names", "text"],
        extractField: function (record, field) { return field === "names" ? record.names.join(" ; ") : record[field] },
        tokenize: indexTokens,
        processTerm: fold,
        searchOptions: {
          tokenize: tokens,
          boost: { title: 6, names: 5, text: 1 },
          prefix: function (term) { return term.length > 1 },
          fuzzy: function (term) { return term.length > 4 && !/\d/.test(term) ? 0.2 : false },
          weights: { prefix: 0.4, fuzzy: 0.2 }
        }
      })
      engine.addAll(records)
    }, function (error) {
      loading = null
      throw error
    })
    return loading
  }

  /* A whole name that was typed outranks everything; a name that begins with it comes next, then one that has it,
     then one of which it leaves little over. Subjects and plans come before bodies and instruments, these before the
     actions that mention them. What else a theme is looked up by is no name of its own. */
  var WEIGHTS = { "Theme": 3, "Plan": 2, "Action": 1, "Plan known by name": 0.5 }
  function rank(hit, query) {
    var record = records[hit.id]
    var bonus = 1
    ;[record.title].concat(record.names).forEach(function (original, place) {
      var name = fold(original)
      var words = tokens(name)
      var whole = " " + words.join(" ") + " "
      var own = record.kind === "Theme" && place ? 1e3 : 1e6
      bonus = Math.max(bonus, name === query ? own : whole.indexOf(" " + query + " ") === 0 ? 6
        : name.indexOf(query) === 0 || whole.indexOf(" " + query + " ") > 0 ? 3 : whole.indexOf(" " + query) > 0 ? 2 : 1)
      /* What a misspelt word was taken for counts like the word itself. */
      var met = words.filter(function (word) { return hit.terms.indexOf(word) >= 0 }).length
      bonus = Math.max(bonus, met === words.length ? 10 : 1 + 2 * met / words.length)
    })
    return hit.score * bonus * (WEIGHTS[record.kind] || 1.5)
  }
  /* All words first; then with letters and figures apart, as in OA2.10; then words misspelt twice; then any of the
     words, which `some` says. */
  function find(text) {
    var query = fold(text)
    var hits = engine.search(text, { combineWith: "AND" })
    if (!hits.length) {
      query = query.replace(/([a-z])(\d)/g, "$1 $2")
      hits = engine.search(query, { combineWith: "AND" })
    }
    if (!hits.length) {
      hits = engine.search(text, { combineWith: "AND", fuzzy: function (term) { return /^\D{6,}$/.test(term) ? 2 : false } })
    }
    var some = !hits.length
    if (some) hits = engine.search(text, { combineWith: "OR" })
    hits.forEach(function (hit) { hit.rank = rank(hit, query) })
    hits.sort(function (a, b) { return b.rank - a.rank })
    hits.some = some
    return hits
  }

  function element(tag, className, text) {
    var made = document.createElement(tag)
    made.className = className
    if (text) made.textContent = text
    return made
  }
  function row(hit, query) {
    var record = records[hit.id]
    var link = element("a", "pa-finder__hit")
    link.href = base + record.url
    link.append(element("span", "pa-finder__title", record.title))
    link.append(" ", element("span", "pa-finder__kind", record.plan ? record.kind + " · " + record.plan : record.kind))
    var alias = record.names.find(function (name) { return fold(name).indexOf(query) >= 0 })
    if (alias && fold(record.title).indexOf(query) < 0) link.append(" ", element("span", "pa-finder__alias", "also: " + alias))
    else if (record.text) link.append(" ", element("span", "pa-finder__text", excerpt(record.text, query)))
    var item = document.createElement("li")
    item.append(link)
    return item
  }
  function excerpt(text, query) {
    var place = fold(text).indexOf(query)
    var from = Math.max(0, place - 60)
    return (from ? "… " : "") + text.slice(from, from + 160) + (text.length > from + 160 ? " …" : "")
  }
  function show() {
    var text = input.value.trim()
    finder.dataset.shown = text
    results.replaceChildren()
    if (!text) {
      status.textContent = "Type a title, a code such as OA 2.10, an abbreviation or a name."
      return
    }
    var hits = find(text)
    hits.slice(0, MOST).forEach(function (hit) { results.append(row(hit, fold(text))) })
    status.textContent = !hits.length ? "Nothing found for “" + text + "”."
      : (hits.length === 1 ? "1 result" : hits.length + " results")
        + (hits.some && text.indexOf(" ") > 0 ? " with some of these words, none with all" : "")
        + (hits.length > MOST ? ", the best " + MOST + " shown" : "")
  }

  function open(text) {
    if (!finder.open) finder.showModal()
    if (typeof text === "string") input.value = text
    input.focus()
    if (engine) return show()
    status.textContent = "Loading …"
    load().then(show, function () { status.textContent = "The search index could not be loaded." })
  }
  document.addEventListener("click", function (event) {
    var opener = event.target.closest && event.target.closest("[data-pa-search]")
    if (opener) open()
    if (event.target === finder || (event.target.closest && event.target.closest("[data-pa-close]"))) finder.close()
  })
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable
    var slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
    var control = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)
    if (slash || control) {
      event.preventDefault()
      open()
    }
  })
  /* Arrow keys walk through the results and back to the field. */
  finder.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
    var stops = [input].concat(Array.prototype.slice.call(results.querySelectorAll("a")))
    var next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)
    if (next >= 0 && next < stops.length) {
      event.preventDefault()
      stops[next].focus()
    }
  })
  finder.querySelector("form").addEventListener("submit", function (event) {
    event.preventDefault()
    var first = results.querySelector("a")
    if (first) first.click()
  })
  var waiting
  input.addEventListener("input", function () {
    clearTimeout(waiting)
    waiting = setTimeout(function () { if (engine) show() }, 60)
  })
})()
