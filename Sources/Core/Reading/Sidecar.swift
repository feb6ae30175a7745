/// What stands beside a report in `<file>.meta.json`: where and when a scraper found it (CLI.md).
///
/// A sidecar only helps: what is wrong with it is a finding, and what is right about it counts all the same.
public struct Sidecar: Sendable, Hashable {
    /// Where the report was found.
    public var url: String?
    /// When it was fetched.
    public var fetchedAt: ISO8601?
    /// When it was published.
    public var publishedAt: ISO8601?
    /// Whose it is.
    public var agency: String?
    /// The region the organ belongs to.
    public var region: String?
    /// The year it reports on.
    public var year: Int?
    /// The names of the report's attachments beside it, without folders; what is no text is passed over.
    public var attachments: [[UInt8]] = []
    /// What is wrong with it, one sentence each.
    public var complaints: [Message] = []
    /// Whether it is JSON at all; one that is not may be half written.
    public var isJSON = true
    /// Whether it is a JSON object, whatever is wrong within it.
    public var isObject = true

    /// Nothing stands there.
    public init() {}

    /// The host of ``url`` without `www.`; nil when there is none.
    public var host: String? {
        guard let url, let scheme = ["https://", "http://"].first(where: { url.lowercased().hasPrefix($0) }) else {
            return nil
        }
        let authority = url.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }
        let host = (authority.split(separator: "@", omittingEmptySubsequences: false).last ?? "").prefix { $0 != ":" }
            .lowercased()
        let name = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
        return name.isEmpty || name.utf8.contains(UInt8(ascii: "[")) ? nil : name
    }
}

extension Sidecar {
    /// Reads a sidecar's bytes; unknown keys are passed over.
    public static func read(_ bytes: [UInt8]) -> Sidecar {
        var sidecar = Sidecar()
        do throws(JSONSyntaxError) {
            guard case .object(let members) = try JSONParser.parse(bytes).value else {
                sidecar.isObject = false
                sidecar.complain(zh: "应为一个 JSON 对象", en: "expected one JSON object")
                return sidecar
            }
            sidecar.read(members)
        } catch {
            sidecar.isJSON = false
            sidecar.isObject = false
            sidecar.complain(
                zh: "不是有效的 JSON（第 \(error.position.line) 行第 \(error.position.column) 列）",
                en: "no JSON at \(error.position): \(error.message)")
        }
        return sidecar
    }

    private mutating func read(_ members: [JSONMember]) {
        var seen: Set<String> = []
        for member in members {
            guard seen.insert(member.name).inserted else {
                if Key(rawValue: member.name) != nil {
                    complain(zh: "\(member.name) 出现两次，取第一个", en: "\(member.name) stands there twice; the first counts")
                }
                continue
            }
            if member.name == "attachments" { attachments = Self.names(member.node) }
            guard let key = Key(rawValue: member.name) else { continue }
            if case .null = member.node.value { continue }
            read(key, member.node)
        }
    }

    private enum Key: String {
        case url, agency, region, year
        case fetchedAt = "fetched_at"
        case publishedAt = "published_at"
    }

    private mutating func read(_ key: Key, _ node: JSONNode) {
        let isRight =
            switch key {
            case .url: set(\.url, Self.text(node).flatMap { Self.isAddress($0) ? $0 : nil })
            case .agency: set(\.agency, Self.text(node))
            case .region: set(\.region, Self.text(node))
            case .year: set(\.year, Self.year(node))
            case .fetchedAt: set(\.fetchedAt, Self.text(node).flatMap { ISO8601($0) })
            case .publishedAt: set(\.publishedAt, Self.text(node).flatMap { ISO8601($0) })
            }
        guard !isRight else { return }
        let expected =
            switch key {
            case .url: Message(zh: "应为网址（https://…）", en: "an address (https://…)")
            case .agency, .region: Message(zh: "应为非空的字符串", en: "a string that is not empty")
            case .year: Message(zh: "应为 2000 至 2099 之间的整数", en: "an integer from 2000 to 2099")
            case .fetchedAt, .publishedAt:
                Message(
                    zh: "应为 ISO 8601 时间（2024-01-30T09:00:00+08:00）",
                    en: "a time of ISO 8601 (2024-01-30T09:00:00+08:00)")
            }
        complain(
            zh: "\(key.rawValue) \(expected.chinese)（第 \(node.position.line) 行）",
            en: "\(key.rawValue) should be \(expected.english) (line \(node.position.line))")
    }

    /// Takes a value over; false when there is none.
    private mutating func set<Value>(_ property: WritableKeyPath<Sidecar, Value?>, _ value: Value?) -> Bool {
        self[keyPath: property] = value
        return value != nil
    }

    private mutating func complain(zh chinese: String, en english: String) {
        complaints.append(Message(zh: chinese, en: english))
    }

    private static func names(_ node: JSONNode) -> [[UInt8]] {
        guard case .array(let elements) = node.value else { return [] }
        return elements.prefix(16).compactMap { element in
            guard let name = text(element)?.split(separator: "/").last else { return nil }
            return Array(name.utf8)
        }
    }

    private static func text(_ node: JSONNode) -> String? {
        guard case .string(let text) = node.value, text.unicodeScalars.contains(where: { $0.value > 0x20 }) else {
            return nil
        }
        return text
    }

    /// Whether a text is a scheme and a place (RFC 3986, section 3). What follows the place is taken as scrapers write it,
    /// with spaces and ideographs that should be escaped.
    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let initial = parts[0].unicodeScalars.first, isLetter(initial),
            parts[0].unicodeScalars.allSatisfy({ isLetter($0) || "0123456789+-.".unicodeScalars.contains($0) })
        else { return false }
        let place = parts[1].prefix { !"/?#\\".contains($0) }
        let isPlace = !place.isEmpty || parts[0].lowercased() == "file"
        return isPlace && place.unicodeScalars.allSatisfy { $0.value > 0x20 }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    private static func year(_ node: JSONNode) -> Int? {
        guard case .number(let text) = node.value, let year = Int(text), TitleText.isPlausible(year: year) else {
            return nil
        }
        return year
    }
}

extension Sidecar {
    /// When it says that the report was published, as the day that it was in that zone; nil when it does not say.
    public func publication(in zone: LocalTime) -> Publication? {
        publishedAt.map { Publication(date: $0.date(in: zone), source: .sidecar, place: nil, quote: $0.text) }
    }

    /// What it states about organ and year; nil when it states neither.
    var claim: IdentityClaim? {
        guard agency != nil || year != nil else { return nil }
        let quote = [agency, year.map(String.init)].compactMap(\.self).joined(separator: " ")
        return IdentityClaim(
            source: .sidecar, agency: agency.map(OrganName.plain), year: year, place: nil, quote: quote)
    }
}
