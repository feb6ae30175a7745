/// Who reports on which year.
extension Rule {
    /// The organ could not be determined.
    static let agencyUnknown = Rule(.agencyUnknown) { report, rule in
        guard report.identity.agency == nil else { return [] }
        return [
            rule.finding(
                Message(zh: "标题和文件名都没有写明行政机关", en: "neither title nor file name names the organ"), in: report)
        ]
    }

    /// The report year could not be determined.
    static let yearUnknown = Rule(.yearUnknown) { report, rule in
        guard report.identity.year == nil else { return [] }
        return [
            rule.finding(
                Message(zh: "标题、统计期限和文件名都没有写明年份", en: "neither title, statistics period nor file name gives the year"),
                in: report)
        ]
    }

    /// Title, period and file name disagree.
    static let identityConflict = Rule(.identityConflict) { report, rule in
        var findings: [Finding] = []
        let claims = report.identity.claims
        if let year = report.identity.year, let other = claims.first(where: { $0.year != nil && $0.year != year }),
            let otherYear = other.year, let first = claims.first(where: { $0.year == year })
        {
            findings.append(
                rule.finding(
                    Message(
                        zh: "\(first.source.name.chinese)的年份是 \(year)，\(other.source.name.chinese)的年份是 \(otherYear)",
                        en:
                            "the \(first.source.name.english) says \(year), the \(other.source.name.english) \(otherYear)"
                    ),
                    in: report, expected: Quantity(year), actual: Quantity(otherYear), place: other.place,
                    quote: other.quote))
        }
        // The name on the roster and those that are written there for it: a file name may have more before one of these.
        let names = claims.filter { $0.agency == report.identity.agency }.flatMap { [$0.agency, $0.asWritten] }
        if let agency = report.identity.agency,
            let other = claims.first(where: { claim in
                claim.agency.map { name in
                    !isSameOrgan(name, agency) && !names.contains { $0.map { isSameOrgan(name, $0) } ?? false }
                } ?? false
            }),
            let otherAgency = other.agency, let first = claims.first(where: { $0.agency == agency })
        {
            findings.append(
                rule.finding(
                    Message(
                        zh:
                            "\(first.source.name.chinese)的机关是“\(agency)”，\(other.source.name.chinese)的机关是“\(otherAgency)”",
                        en:
                            "the \(first.source.name.english) names \(agency), the \(other.source.name.english) \(otherAgency)"
                    ),
                    in: report, place: other.place, quote: other.quote))
        }
        return findings
    }

    /// One name may be the other with its region before it, or without a 市 or 人民 in it.
    private static func isSameOrgan(_ one: String, _ other: String) -> Bool {
        let (short, long) = one.count < other.count ? (one, other) : (other, one)
        var rest = long[...]
        for character in short {
            guard let position = rest.firstIndex(of: character) else { return false }
            rest = rest[rest.index(after: position)...]
        }
        return short.last == long.last
    }
}

extension IdentityClaim.Source {
    /// What it is called in a message.
    fileprivate var name: Message {
        switch self {
        case .title: Message(zh: "标题", en: "title")
        case .period: Message(zh: "统计期限", en: "statistics period")
        case .fileName: Message(zh: "文件名", en: "file name")
        // What follows is Chinese, which stands off from Latin letters.
        case .sidecar: Message(zh: "附带的 meta.json ", en: "sidecar")
        case .page: Message(zh: "网页信息", en: "page")
        }
    }
}
