/// The elements that reading a package asks about; all others are `other` (ECMA-376 part 1).
enum OfficeElement: UInt8, Sendable {
    case other
    // Word: text
    case paragraph, paragraphProperties, paragraphStyle, listProperties, listLevel, listNumber, run, runProperties
    case text, tab, lineBreak, noBreakHyphen, symbol, hiddenText, deletion, movedAway, fieldMark, fieldCode
    case textBox, picture, foreignPart
    // Word: tables
    case table, tableRow, rowProperties, gridBefore, gridAfter, hiddenRow, tableCell, cellProperties, columnSpan
    case rowMerge, columnMerge
    // Word: lists and styles
    case list, abstractList, abstractListReference, level, levelStart, levelFormat, levelText, levelOverride
    case startOverride, legalNumbers, styleLink, style, basedOn
    /// Not the document's own text, and passed over with all in it: what a tracked change replaced, tab stops, readings
    /// above characters, what a placeholder shows.
    case unread
    // Markup compatibility
    case alternatives, choice, fallback
    // Packages
    case relationship, partType
    // Sheets
    case workbookProperties, sheet, sharedString, plainText, phonetic, sheetRow, sheetColumn, sheetCell, value
    case inlineString, mergedCells, numberFormat, cellFormats, cellFormat

    /// Which language an element is of.
    enum Namespace: UInt64, Sendable {
        case word = 1
        case sheet
        case mathematics
        case compatibility
        case relationships
        case contentTypes

        /// The namespace of an URI, transitional or strict; nil for any other.
        init?(uri: String) {
            switch uri {
            case "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main":
                self = .word
            case "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main":
                self = .sheet
            case "http://schemas.openxmlformats.org/officeDocument/2006/math",
                "http://purl.oclc.org/ooxml/officeDocument/math":
                self = .mathematics
            case "http://schemas.openxmlformats.org/markup-compatibility/2006": self = .compatibility
            case "http://schemas.openxmlformats.org/package/2006/relationships": self = .relationships
            case "http://schemas.openxmlformats.org/package/2006/content-types": self = .contentTypes
            default: return nil
            }
        }
    }

    private static let names: [(Namespace, [(StaticString, OfficeElement)])] = [
        (
            .word,
            [
                ("p", .paragraph), ("pPr", .paragraphProperties), ("pStyle", .paragraphStyle),
                ("numPr", .listProperties), ("ilvl", .listLevel), ("numId", .listNumber), ("r", .run),
                ("rPr", .runProperties), ("t", .text), ("tab", .tab), ("ptab", .tab), ("br", .lineBreak),
                ("cr", .lineBreak), ("noBreakHyphen", .noBreakHyphen), ("sym", .symbol), ("vanish", .hiddenText),
                ("del", .deletion), ("moveFrom", .movedAway), ("fldChar", .fieldMark), ("instrText", .fieldCode),
                ("txbxContent", .textBox), ("pict", .picture), ("drawing", .picture), ("object", .picture),
                ("altChunk", .foreignPart), ("tbl", .table), ("tr", .tableRow), ("trPr", .rowProperties),
                ("gridBefore", .gridBefore), ("gridAfter", .gridAfter), ("hidden", .hiddenRow), ("tc", .tableCell),
                ("tcPr", .cellProperties), ("gridSpan", .columnSpan), ("vMerge", .rowMerge),
                ("hMerge", .columnMerge), ("num", .list), ("abstractNum", .abstractList),
                ("abstractNumId", .abstractListReference), ("lvl", .level), ("start", .levelStart),
                ("numFmt", .levelFormat), ("lvlText", .levelText), ("lvlOverride", .levelOverride),
                ("startOverride", .startOverride), ("isLgl", .legalNumbers), ("numStyleLink", .styleLink),
                ("style", .style), ("basedOn", .basedOn),
                ("delText", .unread), ("delInstrText", .unread), ("rt", .unread), ("sdtPr", .unread),
                ("tabs", .unread), ("pPrChange", .unread), ("rPrChange", .unread), ("tblPrChange", .unread),
                ("tblPrExChange", .unread), ("trPrChange", .unread), ("tcPrChange", .unread),
                ("sectPrChange", .unread), ("tblGrid", .unread), ("sectPr", .unread),
            ]
        ),
        (.mathematics, [("r", .run), ("t", .text)]),
        (.compatibility, [("AlternateContent", .alternatives), ("Choice", .choice), ("Fallback", .fallback)]),
        (.relationships, [("Relationship", .relationship)]), (.contentTypes, [("Override", .partType)]),
        (
            .sheet,
            [
                ("workbookPr", .workbookProperties), ("sheet", .sheet), ("si", .sharedString), ("t", .plainText),
                ("rPh", .phonetic), ("row", .sheetRow), ("col", .sheetColumn), ("c", .sheetCell), ("v", .value),
                ("is", .inlineString), ("mergeCell", .mergedCells), ("numFmt", .numberFormat),
                ("cellXfs", .cellFormats), ("xf", .cellFormat),
            ]
        ),
    ]

    /// An open hash table over namespace and name.
    private static let slots: [(key: UInt64, element: OfficeElement)] = {
        var slots = [(key: UInt64, element: OfficeElement)](repeating: (0, .other), count: 256)
        for (namespace, names) in names {
            for (name, element) in names {
                let key = unsafe Self.key(namespace, name.utf8Start)
                var slot = Int(truncatingIfNeeded: key & 255)
                while slots[slot].key != 0 { slot = (slot + 1) & 255 }
                slots[slot] = (key, element)
            }
        }
        return slots
    }()

    /// FNV-1a, 64 bit, with the namespace for its basis.
    @unsafe private static func key(_ namespace: Namespace, _ name: UnsafePointer<UInt8>) -> UInt64 {
        var hash = 0xcbf2_9ce4_8422_2325 ^ (namespace.rawValue << 32)
        var position = unsafe name
        while unsafe position.pointee != 0 {
            hash = unsafe (hash ^ UInt64(position.pointee)) &* 0x100_0000_01b3
            unsafe position += 1
        }
        return hash
    }

    /// The element of a name that ends in NUL.
    @unsafe init(_ namespace: Namespace, _ name: UnsafePointer<UInt8>) {
        let key = unsafe Self.key(namespace, name)
        var slot = Int(truncatingIfNeeded: key & 255)
        while Self.slots[slot].key != 0 {
            if Self.slots[slot].key == key {
                self = Self.slots[slot].element
                return
            }
            slot = (slot + 1) & 255
        }
        self = .other
    }
}
