import Core

/// The lists of a Word document, and which styles belong to which.
struct WordLists {
    /// A list and a level in it, from 0.
    struct Place: Hashable {
        let list: Int
        let level: Int
    }

    /// How a level is numbered.
    struct Level {
        var start = 1
        var format = "decimal"
        var text = ""
        var style: String?
        var isLegal = false
    }

    /// One list: an abstract one, with what it changes.
    struct List {
        var abstract = -1
        var starts: [Int: Int] = [:]
        var levels: [Int: Level] = [:]
    }

    /// What many lists have in common.
    struct Abstract {
        var levels: [Int: Level] = [:]
        /// The style that has the levels instead.
        var link: String?
    }

    /// The list of a style, and the style it goes back to.
    struct Style {
        var list: Int?
        var level: Int?
        var base: String?
    }

    /// Lists by number.
    var lists: [Int: List] = [:]
    /// Abstract lists by number.
    var abstracts: [Int: Abstract] = [:]
    /// Styles by name.
    var styles: [String: Style] = [:]

    private static let deepestStyle = 16

    /// Whether nothing is numbered at all.
    var isEmpty: Bool { lists.isEmpty }

    /// Where a paragraph is counted; nil for one without a number.
    func place(style: String?, list: Int?, level: Int?) -> Place? {
        if let list { return list > 0 ? Place(list: list, level: level ?? inherited(style)?.level ?? 0) : nil }
        guard let found = inherited(style), let list = found.list, list > 0 else { return nil }
        return Place(list: list, level: level ?? found.level ?? linkedLevel(style, list) ?? 0)
    }

    private func inherited(_ name: String?) -> (list: Int?, level: Int?)? {
        var name = name
        var level: Int?
        for _ in 0..<Self.deepestStyle {
            guard let style = name.flatMap({ styles[$0] }) else { break }
            level = level ?? style.level
            if let list = style.list { return (list, level) }
            name = style.base
        }
        return level.map { (nil, $0) }
    }

    /// The level that says which style it is for.
    private func linkedLevel(_ style: String?, _ list: Int) -> Int? {
        abstract(of: list).flatMap { abstracts[$0]?.levels.first { $0.value.style == style }?.key }
    }

    /// The abstract list of a list, links followed.
    func abstract(of list: Int) -> Int? {
        guard let number = lists[list]?.abstract, let abstract = abstracts[number] else { return nil }
        guard abstract.levels.isEmpty, let link = abstract.link, let linked = styles[link]?.list,
            let other = lists[linked]?.abstract
        else { return number }
        return other
    }

    /// How a level of a list is numbered.
    func level(_ level: Int, of list: Int) -> Level? {
        if var own = lists[list]?.levels[level] {
            own.start = lists[list]?.starts[level] ?? own.start
            return own
        }
        var found = abstract(of: list).flatMap { abstracts[$0]?.levels[level] }
        if let start = lists[list]?.starts[level] { found?.start = start }
        return found
    }

    /// Whether the list begins anew on this level although others count on the same abstract one.
    func hasOwnStart(_ place: Place) -> Bool {
        lists[place.list]?.starts[place.level] != nil
    }
}

/// Reads `numbering.xml` and `styles.xml`.
struct WordListReader: XMLHandler {
    /// What was read.
    private(set) var lists = WordLists()
    /// What stands before a paragraph is no longer, characters; it stands before many.
    private static let longestText = 64
    private var abstract: Int?
    private var list: Int?
    private var level: Int?
    private var style: String?

    mutating func open(_ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes) -> Bool {
        switch element {
        case .unread, .runProperties: return false
        case .abstractList:
            list = nil
            abstract = attributes.number("abstractNumId")
            if let abstract { lists.abstracts[abstract] = WordLists.Abstract() }
        case .list:
            abstract = nil
            list = attributes.number("numId")
            if let list { lists.lists[list] = WordLists.List() }
        case .abstractListReference:
            if let list { lists.lists[list]?.abstract = attributes.number("val") ?? -1 }
        case .styleLink: if let abstract { lists.abstracts[abstract]?.link = attributes.string("val") }
        case .level, .levelOverride:
            level = attributes.number("ilvl")
            if element == .level { change { $0 = WordLists.Level() } }
        case .levelStart: change { $0.start = attributes.number("val") ?? 1 }
        case .levelFormat: change { $0.format = attributes.string("val") ?? "decimal" }
        case .levelText: change { $0.text = String((attributes.string("val") ?? "").prefix(Self.longestText)) }
        case .legalNumbers: change { $0.isLegal = attributes.isOn() }
        case .startOverride:
            if let list, let level { lists.lists[list]?.starts[level] = attributes.number("val") ?? 1 }
        case .style:
            style = attributes.string("styleId")
            if let style { lists.styles[style] = WordLists.Style() }
        case .basedOn: if let style { lists.styles[style]?.base = attributes.string("val") }
        case .listNumber: if let style { lists.styles[style]?.list = attributes.number("val") }
        case .listLevel: if let style { lists.styles[style]?.level = attributes.number("val") }
        case .paragraphStyle: change { $0.style = attributes.string("val") }
        default: break
        }
        return true
    }

    /// Changes the level being read, of an abstract list or of a list's own.
    private mutating func change(_ body: (inout WordLists.Level) -> Void) {
        guard let level else { return }
        if let abstract {
            body(&lists.abstracts[abstract, default: WordLists.Abstract()].levels[level, default: WordLists.Level()])
        } else if let list {
            body(&lists.lists[list, default: WordLists.List()].levels[level, default: WordLists.Level()])
        }
    }
}
