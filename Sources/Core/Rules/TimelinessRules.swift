/// Whether a report came in time.
extension Rule {
    /// Published after the last day that the law leaves.
    static let late = Rule(.late) { report, context, rule in
        // A day before the end of the report year cannot be that of publication, and where it is in doubt which year the
        // report is on, nobody is late.
        guard let publication = report.narrative.publication, let agency = report.identity.agency,
            let year = report.identity.year, report.identity.claims.allSatisfy({ $0.year == nil || $0.year == year }),
            publication.date.year > year,
            let lastDay = context.parameters.deadlines.lastDay(for: agency, reportYear: year),
            publication.date > lastDay
        else { return [] }
        return [
            rule.finding(
                Message(
                    zh: "\(publication.date) 发布，规定的最后日期是 \(lastDay)",
                    en: "published on \(publication.date), due by \(lastDay)"),
                in: report, place: publication.place, quote: publication.quote)
        ]
    }
}
