import Core

/// The numbers that Word sets before paragraphs and that are not in their text: 一、 before a heading, 1. before a row's
/// label (ECMA-376 part 1, 17.9). Its parts are read only when a paragraph asks for them.
final class WordNumbering {
    private let package: OfficePackage
    private let main: String
    private var isRead = false
    private var definitions = WordLists()
    /// How far each abstract list has come, by level; nil where a level has not begun.
    private var counts: [Int: [Int?]] = [:]
    /// The lists whose own starts have been applied, with the level.
    private var restarted: Set<[Int]> = []

    /// The numbering of a package whose main part has this name.
    init(_ package: OfficePackage, _ main: String) {
        self.package = package
        self.main = main
    }

    /// Counts a paragraph.
    ///
    /// - Parameters:
    ///   - style: its style.
    ///   - list: the list it names itself; 0 takes it out of its style's.
    ///   - level: the level it names itself.
    /// - Returns: what stands before its text; nil where nothing does.
    /// - Throws: what reading the parts throws that say how lists are numbered.
    func next(style: String?, list: Int?, level: Int?) throws(DocumentFailure) -> [UInt8]? {
        guard style != nil || list != nil else { return nil }
        try readParts()
        guard !definitions.isEmpty, let place = definitions.place(style: style, list: list, level: level),
            let abstract = definitions.abstract(of: place.list), (0..<Self.levels).contains(place.level)
        else { return nil }
        count(place, abstract)
        guard let text = definitions.level(place.level, of: place.list)?.text else { return nil }
        return number(text, place, abstract)
    }

    private static let levels = 9

    private func readParts() throws(DocumentFailure) {
        guard !isRead else { return }
        isRead = true
        let relations = try package.relations(of: main)
        func part(_ type: String) -> ZipPackage.Entry? {
            relations.first { $0.type == type }.flatMap { package.part($0.target) }
        }
        guard let lists = part("numbering") else { return }
        var reader = WordListReader()
        try package.read(lists, into: &reader)
        if let styles = part("styles") { try package.read(styles, into: &reader) }
        definitions = reader.lists
    }

    private func count(_ place: WordLists.Place, _ abstract: Int) {
        var levels = counts[abstract] ?? Array(repeating: nil, count: Self.levels)
        let start = definitions.level(place.level, of: place.list)?.start ?? 1
        if definitions.hasOwnStart(place), restarted.insert([place.list, place.level]).inserted {
            levels[place.level] = start
        } else {
            levels[place.level] = levels[place.level].map { $0 + 1 } ?? start
        }
        for deeper in (place.level + 1)..<max(place.level + 1, Self.levels) { levels[deeper] = nil }
        counts[abstract] = levels
    }

    /// The level's text with `%1` and so on replaced by the numbers of the levels.
    private func number(_ text: String, _ place: WordLists.Place, _ abstract: Int) -> [UInt8]? {
        let isLegal = definitions.level(place.level, of: place.list)?.isLegal ?? false
        var result = ""
        var isMark = false
        for character in text.unicodeScalars {
            if isMark, let digit = Int(String(character)), (1...Self.levels).contains(digit) {
                let level = definitions.level(digit - 1, of: place.list)
                let value = counts[abstract]?[digit - 1] ?? level?.start ?? 1
                let isDecimal = isLegal && digit - 1 != place.level
                result += WordNumber.written(value, isDecimal ? "decimal" : level?.format ?? "decimal")
                isMark = false
            } else if character == "%" {
                isMark = true
            } else {
                isMark = false
                result.unicodeScalars.append(character)
            }
        }
        guard !result.isEmpty else { return nil }
        // Behind 一、 or （一） nothing is wanted; 1. and text would run together.
        return Array((result.utf8.last.map { $0 < 0x80 } == true ? result + " " : result).utf8)
    }
}
