/// What an element does to the text, as far as reading a page needs to know.
enum HTMLElement: UInt8, Sendable {
    /// Text goes on across it.
    case inline
    /// Ends the line before and behind it.
    case block
    case lineBreak
    case table
    /// `thead`, `tbody`, `tfoot`: no cell spans beyond.
    case rowGroup
    case row
    case cell
    case link
    case preformatted
    case picture
    /// What stands around a page's content by its own account.
    case furniture
    case meta
    case title
    /// What nobody sees as text.
    case unseen

    private static let names: [(HTMLElement, [StaticString])] = [
        (
            .block,
            [
                "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "form",
                "center",
                "section", "article", "main", "body", "html", "header", "aside", "fieldset", "caption", "address",
                "figure", "details", "summary", "legend", "dir", "menu", "hgroup", "blockquo", "figcapti",
            ]
        ),
        (.lineBreak, ["br"]), (.table, ["table"]), (.rowGroup, ["tbody", "thead", "tfoot"]), (.row, ["tr"]),
        (.cell, ["td", "th"]), (.link, ["a"]), (.picture, ["img"]),
        (.preformatted, ["pre", "listing", "xmp", "plaintex"]),
        (.furniture, ["nav", "footer"]), (.meta, ["meta"]), (.title, ["title"]),
        (
            .unseen,
            [
                "script", "style", "noscript", "template", "select", "option", "textarea", "button", "iframe", "object",
                "svg", "math", "audio", "video", "canvas", "map", "datalist", "applet", "xml",
            ]
        ),
    ]

    /// An open hash table over the first eight bytes of each name: no two elements share them.
    private static let slots: [(name: UInt64, element: HTMLElement)] = {
        var table = [(name: UInt64, element: HTMLElement)](repeating: (0, .inline), count: 256)
        for (element, names) in names {
            for name in names {
                let packed = name.withUTF8Buffer { unsafe $0.reduce(0) { $0 << 8 | UInt64($1) } }
                var slot = Self.slot(packed)
                while table[slot].name != 0 { slot = (slot + 1) & 255 }
                table[slot] = (packed, element)
            }
        }
        return table
    }()

    private static func slot(_ packed: UInt64) -> Int {
        Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }

    /// The element whose name's first eight bytes are packed into a number, the first byte uppermost.
    init(packed: UInt64) {
        var slot = Self.slot(packed)
        while Self.slots[slot].name != 0 {
            if Self.slots[slot].name == packed {
                self = Self.slots[slot].element
                return
            }
            slot = (slot + 1) & 255
        }
        self = .inline
    }
}
