import Core
import Export

/// How all organs stand with their reports on one year.
struct CoverageOverview {
    let year: Int
    let today: CivilDate
    let entries: [CoverageEntry]

    /// The regions in the roster's order, each with its organs.
    var regions: [(region: String, entries: [CoverageEntry])] {
        var regions: [(region: String, entries: [CoverageEntry])] = []
        var positions: [String: Int] = [:]
        for entry in entries {
            let region = entry.organ.region
            if let position = positions[region] {
                regions[position].entries.append(entry)
            } else {
                positions[region] = regions.count
                regions.append((region, [entry]))
            }
        }
        return regions
    }

    /// How many of these organs stand how.
    static func totals(_ entries: [CoverageEntry]) -> [(state: CoverageState, count: Int)] {
        CoverageState.allCases.map { state in (state, entries.count { $0.state == state }) }
    }

    // MARK: For scripts

    func json(onlyMissing: Bool) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("year", year)
            json.member("as_of", today.description)
            json.member("totals") { Self.write(Self.totals(entries), to: &$0) }
            json.member("regions") { json in
                json.array { json in
                    for (region, entries) in regions {
                        json.object { json in
                            json.member("region", region)
                            json.member("totals") { Self.write(Self.totals(entries), to: &$0) }
                        }
                    }
                }
            }
            json.member("organs") { json in
                json.array { json in
                    for entry in entries where !onlyMissing || entry.state == .missing { entry.write(to: &json) }
                }
            }
        }
        return json.text
    }

    private static func write(_ totals: [(state: CoverageState, count: Int)], to json: inout JSONWriter) {
        json.object { json in
            for (state, count) in totals { json.member(state.rawValue, count) }
        }
    }

    private static let columns = [
        TableColumn("region", Message(zh: "地区", en: "region")),
        TableColumn("organ", Message(zh: "行政机关", en: "organ")),
        TableColumn("kind", Message(zh: "机关类别", en: "kind of organ")),
        TableColumn("year", Message(zh: "年度", en: "year"), isNumeric: true),
        TableColumn("state", Message(zh: "状态", en: "state")),
        TableColumn("deadline", Message(zh: "截止日期", en: "deadline")),
        TableColumn("published_on", Message(zh: "发布日期", en: "published on")),
        TableColumn("received_at", Message(zh: "读取时间", en: "read at")),
        TableColumn("report", Message(zh: "报告编号", en: "report"), isNumeric: true),
    ]

    func writeCSV(onlyMissing: Bool) throws(ExportError) {
        let writer = try CSVWriter(Self.columns, to: .standardOutput())
        for entry in entries where !onlyMissing || entry.state == .missing {
            try writer.write([
                TableValue(entry.organ.region.isEmpty ? nil : entry.organ.region), .text(entry.organ.name),
                .text(entry.organ.kind.rawValue), TableValue(year), .text(entry.state.rawValue),
                .text(entry.deadline.description), TableValue(entry.report?.publishedOn?.description),
                TableValue(entry.report?.receivedAt.iso8601), TableValue(entry.report?.id),
            ])
        }
        try writer.finish()
    }
}

extension CoverageEntry {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("organ", organ.name)
            json.member("region", organ.region)
            json.member("kind", organ.kind.rawValue)
            json.member("state", state.rawValue)
            json.member("deadline", deadline.description)
            json.member("published_on", report?.publishedOn?.description)
            json.member("received_at", report?.receivedAt.iso8601)
            json.member("report", report.map { Int($0.id) })
        }
    }
}

/// Coverage for people: what is amiss first.
struct CoverageText {
    let terminal: Terminal
    let language: Language
    let onlyMissing: Bool

    func lines(_ overview: CoverageOverview) -> [String] {
        let (year, today) = (overview.year, overview.today)
        var lines = [text(Message(zh: "\(year) 年度报告发布情况（截至 \(today)）", en: "Reports on \(year), as of \(today)"))]
        for (region, entries) in overview.regions {
            let name = region.isEmpty ? text(Message(zh: "（未注明地区）", en: "(no region)")) : printable(region)
            lines += ["", "\(terminal.styled(name, .bold))  \(totals(entries))"]
            for state in [CoverageState.missing, .late, .notDue, .published] where !onlyMissing || state == .missing {
                lines += entries.filter { $0.state == state }.map(line)
            }
        }
        let all = text(Message(zh: "合计", en: "All"))
        return lines + ["", "\(terminal.styled(all, .bold))  \(totals(overview.entries))"]
    }

    private func totals(_ entries: [CoverageEntry]) -> String {
        let counts = CoverageOverview.totals(entries).filter { $0.count > 0 }
            .map { "\(text($0.state.name)) \($0.count)" }
        return ["\(entries.count)"].map { text(Message(zh: "应报 \($0)", en: "\($0) organs")) }.joined()
            + (counts.isEmpty ? "" : ": " + counts.joined(separator: language == .chinese ? "，" : ", "))
    }

    private func line(_ entry: CoverageEntry) -> String {
        var parts = [style(entry.state), printable(entry.organ.name)]
        switch entry.state {
        case .missing, .notDue: parts.append(text(Message(zh: "截止 \(entry.deadline)", en: "due \(entry.deadline)")))
        case .late, .published:
            if let day = entry.report?.publishedOn {
                parts.append(text(Message(zh: "发布 \(day)", en: "published \(day)")))
            }
            if entry.state == .late {
                parts.append(text(Message(zh: "截止 \(entry.deadline)", en: "due \(entry.deadline)")))
            }
            if let id = entry.report?.id { parts.append(text(Message(zh: "报告 \(id)", en: "report \(id)"))) }
        }
        return "  " + parts.joined(separator: "  ")
    }

    private func style(_ state: CoverageState) -> String {
        let name = text(state.name)
        return switch state {
        case .missing: terminal.styled(name, .red)
        case .late: terminal.styled(name, .yellow)
        case .notDue: terminal.styled(name, .dim)
        case .published: terminal.styled(name, .green)
        }
    }

    private func text(_ message: Message) -> String { message.text(in: language) }
}
