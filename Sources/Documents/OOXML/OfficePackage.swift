import Core

/// The parts of an Office package and how they refer to each other (ECMA-376 part 2): which part is the document, says a
/// relationship, not its name.
struct OfficePackage {
    /// A reference from one part to another.
    struct Relation {
        /// By what the part refers to it.
        let id: String
        /// The last word of its type: `styles`, `worksheet`.
        let type: String
        /// The name of the part.
        let target: String
    }

    /// The archive.
    let zip: ZipPackage
    private let limits: ReadingLimits
    private let parts: [String: ZipPackage.Entry]

    /// The package in an archive.
    init(_ zip: ZipPackage, _ limits: ReadingLimits) {
        self.zip = zip
        self.limits = limits
        parts = Dictionary(zip.entries.map { (Self.key($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Part names are compared without regard to case (ECMA-376 part 2, 6.2.2.3); some writers use the other slash.
    private static func key(_ name: some Sequence<UInt8>) -> String {
        let bytes = name.map { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 0x20
            case UInt8(ascii: "\\"): UInt8(ascii: "/")
            default: byte
            }
        }
        return String(decoding: bytes.first == UInt8(ascii: "/") ? bytes.dropFirst() : bytes[...], as: UTF8.self)
    }

    /// A part by its name; nil where there is none.
    func part(_ name: String) -> ZipPackage.Entry? { parts[Self.key(name.utf8)] }

    /// Reads a part.
    func read(_ part: ZipPackage.Entry, into handler: inout some XMLHandler) throws(DocumentFailure) {
        try XMLPart.read(part, of: zip, limits, into: &handler)
    }

    /// The part that is the document itself.
    ///
    /// - Parameters:
    ///   - kind: what its content type speaks of, where no relationship tells.
    ///   - usual: its usual name, where nothing tells.
    /// - Returns: its name.
    /// - Throws: ``DocumentFailure/corrupt(_:)`` where there is none.
    func mainPart(_ kind: String, usual: String) throws(DocumentFailure) -> String {
        let stated = try relations(of: "").first { $0.type == "officeDocument" && part($0.target) != nil }
        if let stated { return stated.target }
        var types = PartTypes(kind)
        if let list = part("[Content_Types].xml") { try read(list, into: &types) }
        guard let name = [types.found, usual].compactMap(\.self).first(where: { part($0) != nil }) else {
            throw .corrupt(
                Message(
                    zh: "文件不完整：Office 文档中缺少正文（\(usual)）；请重新采集",
                    en: "the file is incomplete: the Office document has no \(usual); fetch it again"))
        }
        return name
    }

    /// What a part refers to within the package, in order; nothing where it says nothing. The package itself is "".
    func relations(of part: String) throws(DocumentFailure) -> [Relation] {
        let folder = part.split(separator: "/").dropLast().map(String.init)
        let name = part.split(separator: "/").last.map(String.init) ?? ""
        guard let list = self.part((folder + ["_rels", name + ".rels"]).joined(separator: "/")) else { return [] }
        var reader = RelationReader(folder)
        try read(list, into: &reader)
        return reader.relations
    }
}

/// Reads `.rels`.
private struct RelationReader: XMLHandler {
    private let folder: [String]
    private(set) var relations: [OfficePackage.Relation] = []

    init(_ folder: [String]) {
        self.folder = folder
    }

    mutating func open(_ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes) -> Bool {
        guard element == .relationship, !attributes.has("TargetMode", "External"),
            let target = attributes.string("Target"), let type = attributes.string("Type")
        else { return true }
        let relation = OfficePackage.Relation(
            id: attributes.string("Id") ?? "", type: type.split(separator: "/").last.map(String.init) ?? "",
            target: resolved(target))
        relations.append(relation)
        return true
    }

    /// A target relative to the part's folder, or to the package where it begins with a slash.
    private func resolved(_ target: String) -> String {
        var path = target.hasPrefix("/") ? [] : folder
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = path.popLast() } else { path.append(String(step)) }
        }
        return path.joined(separator: "/")
    }
}

/// Reads `[Content_Types].xml` for the one part that is a main document.
private struct PartTypes: XMLHandler {
    private let kind: String
    private(set) var found: String?

    init(_ kind: String) {
        self.kind = kind
    }

    mutating func open(_ element: OfficeElement, in parent: OfficeElement, _ attributes: XMLAttributes) -> Bool {
        guard element == .partType, found == nil, let type = attributes.string("ContentType"),
            type.hasSuffix("main+xml"), type.contains(kind)
        else { return true }
        found = attributes.string("PartName")
        return true
    }
}
