/// Whether a report came in time.
extension Rule {
    /// Published after the last day that the law leaves.
    static let late = Rule(.late) { report, context, rule in
        // A day before the end of the report year cannot be that of publication, and where it is in doubt which year the
        // report is on, nobody is late.
        guard let publication = report.narrative.publication, let agency = report.identity.agency,
            let year = report.identity.year, report.identity.claims.allSatisfy({ $0.year == nil || $0.year == year }),
            publication.date.year > year,
            let lastDay = context.parameters.lastDay(for: agency, in: report.identity.region, reportYear: year),
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

extension RuleParameters {
    /// The last day in time of an organ that is of the kind the roster says, or else of the one its name tells.
    fileprivate func lastDay(for agency: String, in region: String?, reportYear: Int) -> CivilDate? {
        let kind = organs.resolve(agency, region: region)?.kind ?? OrganKind(name: agency)
        return deadlines.lastDay(of: kind, reportYear: reportYear)
    }
}
