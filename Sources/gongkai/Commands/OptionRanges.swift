import ArgumentParser

/// Numbers that options take: what lies outside would find nothing and look like an answer.
enum OptionRanges {
    /// The report years there are, for options as for the configuration: those that a report is read to be about.
    static let years = 2000...2099

    /// Checks a report year that is asked for.
    static func check(year: Int?) throws {
        guard let year, !years.contains(year) else { return }
        throw ValidationError("--year takes a year from 2000 to 2099, not \(year)")
    }

    /// Checks how many lines are asked for at most.
    static func check(limit: Int?) throws {
        guard let limit, limit < 1 else { return }
        throw ValidationError("--limit takes a number from 1 on, not \(limit); without it there is no limit")
    }
}
