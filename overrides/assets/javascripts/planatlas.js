/* What the pages need of script beside the search: the menu, the choice of colours, table rows on a phone.
   Everything stays readable without it. */
(function () {
  "use strict"

  /* Menu: on a phone the navigation is a panel under the header. */
  function menu() {
    var button = document.querySelector("[data-pa-menu]")
    var panel = document.getElementById("pa-nav")
    if (!button || !panel) return
    function show(open) {
      button.setAttribute("aria-expanded", String(open))
      panel.classList.toggle("is-open", open)
    }
    function isOpen() {
      return panel.classList.contains("is-open")
    }
    button.addEventListener("click", function () { show(!isOpen()) })
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !isOpen()) return
      show(false)
      button.focus()
    })
    /* It closes when the focus or a tap goes elsewhere, so that it covers nothing in use. */
    function leave(event) {
      if (isOpen() && !panel.contains(event.target) && !button.contains(event.target)) show(false)
    }
    document.addEventListener("focusin", leave)
    document.addEventListener("pointerdown", leave)
  }

  /* Colours: the button chooses the other of Material's two schemes. */
  function colours() {
    var button = document.querySelector("[data-pa-scheme]")
    var label = document.querySelector("[data-pa-scheme-label]")
    if (!button || !label) return
    function dark() {
      return document.body.getAttribute("data-md-color-scheme") === "slate"
    }
    function name() {
      label.textContent = dark() ? "Light colours" : "Dark colours"
    }
    button.addEventListener("click", function () {
      var other = document.querySelector("input[data-md-color-scheme=" + (dark() ? "default" : "slate") + "]")
      if (other) other.click()
    })
    new MutationObserver(name).observe(document.body, { attributeFilter: ["data-md-color-scheme"] })
    name()
  }

  /* Tables: every cell learns its header, for rows that become blocks where the screen is too narrow for the columns.
     The roles stay what they were, whatever the style makes of rows and cells. Two columns fit any screen. */
  function tables() {
    var phone = matchMedia("(max-width: 44.99em)")
    var tablet = matchMedia("(max-width: 63.99em)")
    document.querySelectorAll(".pa-table table:not(.pa-many)").forEach(function (table) {
      var labels = Array.prototype.map.call(table.querySelectorAll("thead th"), function (head) {
        return head.textContent.trim()
      })
      if (labels.length < 3) return
      table.setAttribute("role", "table")
      table.querySelectorAll("thead, tbody").forEach(function (group) { group.setAttribute("role", "rowgroup") })
      table.querySelectorAll("tr").forEach(function (row) { row.setAttribute("role", "row") })
      table.querySelectorAll("th").forEach(function (head) { head.setAttribute("role", "columnheader") })
      table.querySelectorAll("tbody tr").forEach(function (row) {
        Array.prototype.forEach.call(row.cells, function (cell, place) {
          var text = cell.textContent.trim()
          cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell")
          cell.setAttribute("data-label", labels[place])
          if (!text || text === "–") cell.classList.add("is-nil")
        })
      })
      var narrow = labels.length > 4 ? tablet : phone
      function shape() { table.classList.toggle("pa-blocks", narrow.matches) }
      narrow.addEventListener("change", shape)
      shape()
    })
  }

  /* Keys: Material turns pages on single letters, which trips people who speak their input. And who does not want
     the search on a single key can switch that off in the search dialog. */
  function keys() {
    var choice = document.querySelector("[data-pa-slash]")
    var stored = "planatlas.slash"
    function remembered() {
      try { return localStorage.getItem(stored) !== "off" } catch (error) { return true }
    }
    if (choice) {
      choice.checked = remembered()
      choice.addEventListener("change", function () {
        try { localStorage.setItem(stored, choice.checked ? "on" : "off") } catch (error) { /* only for this page */ }
      })
    }
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === "/" && choice && !choice.checked) event.stopImmediatePropagation()
      if (/^[pn,.]$/.test(event.key)) event.stopPropagation()
    })
  }

  /* Drawings: one that is wider than the page lies in a frame, which browsers do not move for every link in it. */
  function drawings() {
    document.addEventListener("focusin", function (event) {
      var frame = event.target.closest(".pa-network__frame")
      if (!frame || event.target === frame) return
      var box = event.target.getBoundingClientRect(), room = frame.getBoundingClientRect()
      if (box.left < room.left || box.right > room.right)
        frame.scrollLeft += (box.left + box.right - room.left - room.right) / 2
    })
  }

  /* Drawings: a drawing wider than the screen has a frame of its own to scroll in, in which browsers do not bring
     forward what has the focus. */
  function drawings() {
    document.addEventListener("focusin", function (event) {
      if (event.target.closest("svg")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" })
    })
  }

  menu()
  drawings()
  colours()
  tables()
  drawings()
  keys()
})()
