/* Saves a table of the explorer as CSV or XLSX, made in the page, so that it works from a folder too. Loaded when somebody
   asks for a file; a workbook is zipped by fflate. */
(() => {
  "use strict"
  const { plain, load, save, saveCsv } = window.planatlas
  const ZIP = "vendor/fflate-0.8.3/index.js"

  /* What the list shows, and what its facets know beside it: the same rows in the same order. */
  function sheetOf(list) {
    const { data, facets, columns, hits } = list
    const facetOf = Object.fromEntries(facets.map((facet) => [facet.key, facet]))
    const label = (key, value) => facetOf[key].values[value][1]
    const labels = (key) => (item) => item.entries[facetOf[key].place].map((entry) => label(key, entry[0])).join("; ")
    const actors = (item) => item.entries[facetOf.actor.place].map(([actor, role]) =>
      label("role", role) + ": " + label("actor", actor)).join("; ")
    const shown = (key) => {
      const at = columns.findIndex((column) => column.key === key)
      return (item) => at < 0 ? null : plain(item.row.cells[at])
    }
    const link = (item) => item.row.cells[0].querySelector("a")
    const online = /^http/.test(location.protocol)
    const wanted = [
      ["Plan", labels("plan"), 28],
      ["Code", (item) => plain(link(item).firstElementChild), 14],
      ["Title", (item) => plain(link(item).lastElementChild), 40],
      ["Section", labels("section"), 36],
      ["Type", labels("type"), 20],
      ["Actors", actors, 48],
      ...(facetOf.actor.chosen.size ? [["Part of the chosen actors", list.part, 32]] : []),
      ["Instruments", labels("instrument"), 36],
      ["Themes", labels("theme"), 28],
      ["When", shown("when"), 26],
      ["Last day", (item) => item.day && new Date(item.day), 12],
      ["Largest target", shown("target"), 26],
      ["Its figure", (item) => item.target, 11],
      ["Status", labels("status"), 14],
      ["Marking", labels("marking"), 12],
      ["Address", (item) => online ? link(item).href : link(item).getAttribute("href"), 48]
    ]
    const { values, place } = facetOf.marking
    const marking = Math.max(-1, ...hits.map((item) => item.entries[place][0][0]).filter((value) => values[value][0] !== "none"))
    return {
      file: "actions-" + data.asOf,
      marking: marking < 0 ? "" : values[marking][1],
      head: wanted.map((column) => column[0]),
      widths: wanted.map((column) => column[2]),
      rows: hits.map((item) => wanted.map((column) => column[1](item))),
      about: [["Rows", list.count], ["As of", data.asOf], ["Order", list.order],
        ...list.choices.map((choice) => ["Filter", choice]), ["Marking", marking < 0 ? "None" : values[marking][1]],
        ["Address", online ? location.href : location.pathname.split("/").pop() + location.search]]
    }
  }

  /* Office Open XML (ECMA-376), as little of it as spreadsheets ask for. Texts are texts there and never formulas. */
  const XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006"
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
  const HEAD = 1
  const DAY = 2
  const STYLES = `<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3">${[[0, 0], [0, 1], [164, 0]].map(([format, font]) => `<xf numFmtId="${format}" fontId="${font}" fillId="0"
 borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`).join("")}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>`

  function escaped(text) {
    return text.slice(0, 32767).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "")
      .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")
  }
  function letters(at) {
    return (at > 25 ? letters(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + at % 26)
  }
  function cell(value, place, style) {
    if (value === null || value === "") return ""
    if (value instanceof Date) return `<c r="${place}" s="${DAY}"><v>${(value - Date.UTC(1899, 11, 30)) / 864e5}</v></c>`
    if (typeof value === "number") return `<c r="${place}" s="${style}"><v>${value}</v></c>`
    return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
  }
  function worksheet(rows, widths, marking, headed) {
    const lines = rows.map((row, at) => `<row r="${at + 1}">${row.map((value, column) =>
      cell(value, letters(column) + (at + 1), headed && !at ? HEAD : 0)).join("")}</row>`)
    const pane = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    const filter = `<autoFilter ref="A1:${letters(widths.length - 1)}${rows.length}"/>`
    return `${XML}<worksheet xmlns="${MAIN}">${headed ? pane : ""}<cols>${columns.join("")}</cols>
<sheetData>${lines.join("\n")}</sheetData>${headed ? filter : ""}<pageSetup orientation="landscape"/>${
  marking && `<headerFooter><oddHeader>&amp;C${escaped(marking)}</oddHeader></headerFooter>`}</worksheet>`
  }
  function relations(...targets) {
    const lines = targets.map(([type, target], at) => `<Relationship Id="r${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join("")}</Relationships>`
  }
  function workbook({ head, rows, widths, about, marking }) {
    const parts = [["workbook", "sheet.main"], ["styles", "styles"], ["worksheets/sheet1", "worksheet"], ["worksheets/sheet2", "worksheet"]]
    const types = parts.map(([name, type]) => `<Override PartName="/xl/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`)
    const sheets = ["Actions", "About"].map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="r${at + 1}"/>`)
    const filtered = `'Actions'!$A$1:$${letters(head.length - 1)}$${rows.length + 1}`
    return {
      "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${types.join("")}</Types>`,
      "_rels/.rels": relations(["officeDocument", "xl/workbook.xml"]),
      "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.join("")}</sheets><definedNames>
<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${filtered}</definedName>
<definedName name="_xlnm.Print_Titles" localSheetId="0">'Actions'!$1:$1</definedName></definedNames></workbook>`,
      "xl/_rels/workbook.xml.rels": relations(["worksheet", "worksheets/sheet1.xml"], ["worksheet", "worksheets/sheet2.xml"], ["styles", "styles.xml"]),
      "xl/styles.xml": `${XML}<styleSheet xmlns="${MAIN}">${STYLES}</styleSheet>`,
      "xl/worksheets/sheet1.xml": worksheet([head, ...rows], widths, marking, true),
      "xl/worksheets/sheet2.xml": worksheet(about, [16, 80], marking, false)
    }
  }

  function zipped(files, day) {
    const { strToU8, zipSync } = window.fflate
    const packed = Object.entries(files).map(([name, text]) => [name, strToU8(text)])
    return zipSync(Object.fromEntries(packed), { level: 6, mtime: day + "T12:00:00" })
  }
  window.planatlasDownload = async function (form, list) {
    const sheet = sheetOf(list)
    if (form === "csv") return saveCsv(sheet.file, [sheet.head, ...sheet.rows])
    if (!window.fflate) await load(ZIP)
    save(sheet.file + ".xlsx", TYPE + ".sheet", zipped(workbook(sheet), list.data.asOf))
  }
})()
