/// What is wrong with a line of a roster, and what would be right.
public struct RosterProblem: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// One sentence.
    public let message: String
}

/// Everything that is wrong with a roster, in the order of its lines.
public struct RosterError: Error, Sendable, Hashable {
    /// At least one.
    public let problems: [RosterProblem]
}

/// Reads a roster: CSV whose first line names the columns, in any order.
public struct RosterReader {
    /// The columns there are; only `organ` is needed.
    enum Column: String, CaseIterable {
        case organ, kind, region, parent, aliases, channel
    }

    private var problems: [RosterProblem] = []
    private var organs: [Organ] = []

    /// The roster in a file's bytes, or all that is wrong with it.
    public static func read(_ bytes: [UInt8]) throws(RosterError) -> Roster {
        let records: [CSVRecord]
        do throws(CSVSyntaxError) {
            records = try CSVReader.records(bytes)
        } catch {
            throw RosterError(problems: [RosterProblem(line: error.line, message: error.message)])
        }
        var reader = RosterReader()
        reader.read(records)
        reader.inheritRegions()
        reader.checkNames()
        reader.checkParents()
        guard reader.problems.isEmpty else {
            throw RosterError(problems: reader.problems.sorted { ($0.line, $0.message) < ($1.line, $1.message) })
        }
        return Roster(organs: reader.organs)
    }

    private mutating func report(_ line: Int, _ message: String) {
        problems.append(RosterProblem(line: line, message: message))
    }

    // MARK: Lines

    private static let columns = Column.allCases.map(\.rawValue).joined(separator: ", ")

    private mutating func read(_ records: [CSVRecord]) {
        guard let header = records.first else {
            return report(1, "empty; the first line names the columns: \(Self.columns)")
        }
        guard let columns = columns(of: header) else { return }
        for record in records.dropFirst() {
            guard record.fields.contains(where: { !Self.trimmed($0).isEmpty }) else { continue }
            guard record.fields.count == columns.count else {
                report(record.line, "\(record.fields.count) fields, but the first line names \(columns.count) columns")
                continue
            }
            var values: [Column: String] = [:]
            for (column, field) in zip(columns, record.fields) { values[column] = Self.trimmed(field) }
            if let organ = organ(values, line: record.line) { organs.append(organ) }
        }
    }

    private mutating func columns(of header: CSVRecord) -> [Column]? {
        let names = header.fields.map(Self.trimmed)
        let columns = names.compactMap { Column(rawValue: $0) }
        for name in names where Column(rawValue: name) == nil {
            report(header.line, "unknown column \"\(name)\"; known are \(Self.columns)")
        }
        for column in Set(columns) where columns.count(where: { $0 == column }) > 1 {
            report(header.line, "the column \(column.rawValue) stands there twice")
        }
        if !columns.contains(.organ) { report(header.line, "no column organ, which names the organs") }
        return problems.isEmpty ? columns : nil
    }

    private mutating func organ(_ values: [Column: String], line: Int) -> Organ? {
        let name = OrganName.plain(values[.organ] ?? "")
        guard !name.isEmpty else {
            report(line, "no organ's name")
            return nil
        }
        var kind: OrganKind?
        if let text = values[.kind], !text.isEmpty {
            kind = OrganKind(rawValue: text)
            if kind == nil {
                report(
                    line,
                    "unknown kind \"\(text)\"; it is department, township or government, or empty for what the name says"
                )
            }
        }
        let aliases = (values[.aliases] ?? "").split { $0 == ";" || $0 == "；" }.map { OrganName.plain(String($0)) }
        return Organ(
            name: name, kind: kind, region: OrganName.plain(values[.region] ?? ""),
            parent: values[.parent].flatMap { $0.isEmpty ? nil : OrganName.plain($0) },
            aliases: aliases.filter { !$0.isEmpty }, channel: values[.channel].flatMap { $0.isEmpty ? nil : $0 },
            line: line)
    }

    /// The field without white space at its ends.
    private static func trimmed(_ field: String) -> String {
        let scalars = field.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        Scalars.isSpace(Scalars.folded(scalar.value))
    }

    // MARK: What fits together

    private var organsByName: [String: Organ] {
        let named = organs.flatMap { organ in organ.names.map { (OrganName.key($0), organ) } }
        return Dictionary(named) { first, _ in first }
    }

    /// An organ without a region belongs to that of its parent, however far up.
    private mutating func inheritRegions() {
        let byName = organsByName
        for index in organs.indices where organs[index].region.isEmpty {
            var seen: Set<String> = []
            var parent = organs[index].parent
            while let name = parent, seen.insert(name).inserted, let organ = byName[OrganName.key(name)] {
                if !organ.region.isEmpty {
                    organs[index] = organs[index].moved(to: organ.region)
                    break
                }
                parent = organ.parent
            }
        }
    }

    /// Two organs may share a name only where their regions tell them apart.
    private mutating func checkNames() {
        var owners: [String: [(organ: Organ, isAlias: Bool)]] = [:]
        for organ in organs {
            for (index, name) in organ.names.enumerated() {
                let key = OrganName.key(name)
                let rival = owners[key]?.first {
                    $0.organ.region == organ.region || $0.organ.region.isEmpty || organ.region.isEmpty
                }
                if let rival {
                    report(
                        organ.line,
                        Self.clash(name, isAlias: index > 0, rival.organ, rivalIsAlias: rival.isAlias, of: organ))
                } else {
                    owners[key, default: []].append((organ, index > 0))
                }
            }
        }
    }

    private static func clash(
        _ name: String, isAlias: Bool, _ rival: Organ, rivalIsAlias: Bool, of organ: Organ
    ) -> String {
        if rival.line == organ.line { return "\"\(name)\" stands twice among this organ's names" }
        let other = rivalIsAlias ? "an alias of \(rival.name)" : "an organ"
        let remedy =
            !isAlias && !rivalIsAlias && rival.region != organ.region
            ? "give both their region" : "one name means one organ in a region"
        return "\(isAlias ? "alias " : "")\"\(name)\" is \(other) on line \(rival.line) already; \(remedy)"
    }

    private mutating func checkParents() {
        let byName = organsByName
        for child in organs {
            guard let parent = child.parent else { continue }
            guard byName[OrganName.key(parent)] != nil else {
                report(child.line, "the parent \"\(parent)\" is no organ of this roster")
                continue
            }
            var seen: Set<String> = [child.name]
            var next: String? = parent
            while let name = next, let organ = byName[OrganName.key(name)] {
                guard seen.insert(organ.name).inserted else {
                    if organ.name == child.name { report(child.line, "\(organ.name) is among its own parents") }
                    break
                }
                next = organ.parent
            }
        }
    }
}

extension Organ {
    fileprivate func moved(to region: String) -> Organ {
        Organ(name: name, kind: kind, region: region, parent: parent, aliases: aliases, channel: channel, line: line)
    }
}
