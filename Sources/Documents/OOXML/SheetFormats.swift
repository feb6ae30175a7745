import Core

/// How the numbers of a workbook are shown, by the number of a cell's style.
struct SheetFormats {
    private let styles: [SheetNumberFormat]
    /// By style, whether a whole number is shown as it is stored.
    private let isPlain: [Bool]
    private let startsIn1904: Bool

    fileprivate init(_ styles: [SheetNumberFormat], startsIn1904: Bool) {
        self.styles = styles
        self.startsIn1904 = startsIn1904
        isPlain = styles.map(\.isPlain)
    }

    /// Whether people see a number as it is stored: nothing, or a count without a format of its own.
    func isShownAsStored(_ stored: [UInt8], style: Int) -> Bool {
        (!isPlain.indices.contains(style) || isPlain[style]) && stored.count <= 15
            && stored.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } || stored.isEmpty
    }

    /// A stored number as people see it; text that is no number as it stands.
    func shown(_ stored: [UInt8], style: Int) -> [UInt8] {
        let format = styles.indices.contains(style) ? styles[style] : SheetNumberFormat()
        guard let value = Double(String(decoding: stored, as: UTF8.self)), value.magnitude < 1e15 else { return stored }
        return Array(format.shown(value, startsIn1904: startsIn1904).utf8)
    }
}

/// One way of showing numbers (ECMA-376 part 1, 18.8.30 and 18.8.31), as far as a report needs it: what kind of thing it
/// is, to how many decimals it is rounded, and what words stand around it.
struct SheetNumberFormat: Sendable, Hashable {
    private var isDate = false
    private var isPercent = false
    /// How many decimals; nil for as many as there are.
    private var decimals: Int?
    private var before = ""
    private var behind = ""

    /// The general format.
    init() {}

    /// Whether a whole number is shown as it is stored.
    var isPlain: Bool { !isDate && !isPercent && before.isEmpty && behind.isEmpty }

    /// One of the formats that every program knows by its number.
    init(builtIn number: Int) {
        switch number {
        case 1, 3, 37, 38, 41, 42: decimals = 0
        case 2, 4, 39, 40, 43, 44: decimals = 2
        case 9, 10:
            isPercent = true
            decimals = number == 9 ? 0 : 2
        case 14...22, 27...36, 45...47, 50...58: isDate = true
        default: break
        }
    }

    /// A format in a workbook's own words: `#,##0.00"元"`.
    init(code: String) {
        var hasDigits = false
        var isBehindPoint = false
        var places = 0
        var scalars = code.unicodeScalars.makeIterator()
        func literal(_ text: String, _ format: inout SheetNumberFormat) {
            if hasDigits { format.behind += text } else { format.before += text }
        }
        scan: while let scalar = scalars.next() {
            switch scalar {
            case ";": break scan
            case "\"":
                var words = ""
                while let inner = scalars.next(), inner != "\"" { words.unicodeScalars.append(inner) }
                literal(words, &self)
            case "[":
                var condition = ""
                while let inner = scalars.next(), inner != "]" { condition.unicodeScalars.append(inner) }
                // [h]:mm counts hours; colours, conditions and languages show nothing.
                if !condition.isEmpty, condition.lowercased().allSatisfy({ "hms".contains($0) }) { isDate = true }
            case "\\", "!": if let next = scalars.next() { literal(String(Character(next)), &self) }
            case "_", "*": _ = scalars.next()
            case "0", "#", "?":
                hasDigits = true
                if isBehindPoint { places += 1 }
            case ".": isBehindPoint = hasDigits
            case "%": isPercent = true
            case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S", "年", "月", "日": isDate = true
            case ",", " ", "@", "/", "E", "e", "+", "G", "n", "r", "a", "l": break
            default: literal(String(Character(scalar)), &self)
            }
        }
        let isGeneral = code.lowercased().hasPrefix("general") || code.contains("/") || code.contains("E+")
        if hasDigits, !isGeneral { decimals = places }
        if isDate {
            before = ""
            behind = ""
        }
    }

    /// A number in this format.
    func shown(_ value: Double, startsIn1904: Bool) -> String {
        if isDate, value >= 1, let day = Self.day(value, startsIn1904: startsIn1904) { return day }
        let number = isPercent ? value * 100 : value
        let digits = Self.digits(number, decimals: decimals)
        return before + digits + (isPercent ? "%" : "") + behind
    }

    /// A serial number as a day: 1 is the first of January 1900, and 1900 counts as a leap year (18.17.4.1).
    private static func day(_ value: Double, startsIn1904: Bool) -> String? {
        let serial = Int64(value) + (startsIn1904 ? 1462 : 0)
        guard serial < 2_958_466 else { return nil }
        let day = CivilDate(daysSinceEpoch: serial - (serial > 59 ? 25_569 : 25_568))
        return "\(day.year)年\(day.month)月\(day.day)日"
    }

    private static let significantDigits = 15

    private static func power(_ exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    /// A number in digits, without the zeros that end its decimals; what is beyond fifteen digits is noise of the binary
    /// form, as it is for Excel.
    private static func digits(_ value: Double, decimals: Int?) -> String {
        var places = 0
        var whole = value.magnitude
        while whole >= 1 {
            places += 1
            whole /= 10
        }
        // In whole numbers, so that 0.285 rounds as it looks and not as it is stored.
        let known = max(significantDigits - max(places, 1), 0)
        let kept = min(decimals ?? known, known)
        let exact = Int64((value.magnitude * Double(power(known))).rounded())
        let rest = power(known - kept)
        let scaled = (exact + rest / 2) / rest
        let unit = power(kept)
        var fraction = String(scaled % unit)
        fraction = String(repeating: "0", count: max(0, kept - fraction.count)) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return sign + String(scaled / unit) + (kept > 0 && !fraction.isEmpty ? "." + fraction : "")
    }
}

/// Reads the formats in `styles.xml`.
struct SheetStyleReader: XMLHandler {
    private var codes: [Int: String] = [:]
    private var numbers: [Int] = []

    /// The formats by style.
    func formats(_ startsIn1904: Bool) -> SheetFormats {
        var known: [Int: SheetNumberFormat] = [:]
        let styles = numbers.map { number in
            if let format = known[number] { return format }
            let format = codes[number].map(SheetNumberFormat.init(code:)) ?? SheetNumberFormat(builtIn: number)
            known[number] = format
            return format
        }
        return SheetFormats(styles, startsIn1904: startsIn1904)
    }

    mutating func open(_ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes) -> Bool {
        switch element {
        case .numberFormat:
            if let number = attributes.number("numFmtId") { codes[number] = attributes.string("formatCode") }
        case .cellFormat where parent == .cellFormats: numbers.append(attributes.number("numFmtId") ?? 0)
        default: break
        }
        return true
    }
}
