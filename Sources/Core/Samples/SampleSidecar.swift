/// The `<file>.meta.json` that a scraper puts beside a report.
enum SampleSidecar: Sendable {
    /// As it should be.
    case whole
    /// Broken off.
    case truncated
    /// A key has a value of another type.
    case mistyped
    /// No JSON at all: the error page that the site answered with.
    case page

    /// Its content.
    func render(_ draft: SampleDraft) -> [UInt8] {
        switch self {
        case .whole: Self.json(draft, isMistyped: false)
        case .mistyped: Self.json(draft, isMistyped: true)
        case .truncated: Self.json(draft, isMistyped: false).dropLast(20) + []
        case .page: Array("<html><head><title>502 Bad Gateway</title></head></html>\n".utf8)
        }
    }

    private static func json(_ draft: SampleDraft, isMistyped: Bool) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("url", "https://www.example.org/zwgk/\(draft.year)/\(draft.date.daysSinceEpoch).html")
            let fetched = CivilDate(daysSinceEpoch: draft.date.daysSinceEpoch + 200)
            if isMistyped {
                json.member("fetched_at", Int(fetched.daysSinceEpoch * 86_400))
            } else {
                json.member("fetched_at", "\(fetched)T03:25:00Z")
            }
            json.member("published_at", "\(draft.date)T16:20:00+08:00")
            json.member("agency", draft.organ.name)
            json.member("region", draft.organ.region)
            json.member("year", draft.year)
            json.member("column", "政府信息公开年报")
        }
        return json.utf8 + [UInt8(ascii: "\n")]
    }
}
