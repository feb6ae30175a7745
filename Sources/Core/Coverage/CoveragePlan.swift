/// One organ whose missing report was told of.
public struct CoverageNotice: Sendable, Hashable {
    /// The organ's name when it was told.
    public var organ: String
    /// Its region then.
    public var region: String
    /// The report year.
    public var year: Int
    /// The deadline that had passed.
    public var deadline: CivilDate
    /// Where it stands.
    public var state: State

    /// Where a notice stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// The report is missing.
        case open
        /// It was said that the report has come.
        case withdrawn
        /// The organ left the roster, or the rule does not apply to it any more; nobody was told.
        case dropped
    }

    /// A notice.
    public init(organ: String, region: String, year: Int, deadline: CivilDate, state: State) {
        self.organ = organ
        self.region = region
        self.year = year
        self.deadline = deadline
        self.state = state
    }

    fileprivate var reopened: CoverageNotice {
        CoverageNotice(organ: organ, region: region, year: year, deadline: deadline, state: .open)
    }
}

/// What is to be done about notices, in one transaction.
public struct CoverageChanges: Sendable, Hashable {
    /// Notices that a `coverage.missing` tells: new ones, and withdrawn ones whose report turned out to be another organ's.
    public var raised: [CoverageNotice] = []
    /// Notices whose reports have come, which a `coverage.withdrawn` tells.
    public var withdrawn: [CoverageNotice] = []
    /// Notices that should not have been made, as their deadline is still to come: told like those withdrawn, and
    /// forgotten, so that they can be made again when it is time.
    public var revoked: [CoverageNotice] = []
    /// Notices about organs that are on the roster no more, or exempt: ended without a word.
    public var dropped: [CoverageNotice] = []
    /// Notices about organs that are back on the roster: open again without a word, since all was told before.
    public var reopened: [CoverageNotice] = []

    /// Nothing to do.
    public init() {}

    /// Whether there is nothing to do.
    public var isEmpty: Bool { self == CoverageChanges() }

    /// Whether anybody is told.
    public var tells: Bool { !raised.isEmpty || !withdrawn.isEmpty || !revoked.isEmpty }
}

/// Compares who owes a report with who was told to be missing. Pure: the same state always gives the same changes, and a
/// state to which they were applied gives none.
public struct CoveragePlan {
    private let directory: OrganDirectory
    private let deadlines: Deadlines
    private let today: CivilDate
    private let concerns: (Organ) -> Bool
    private let hasReport: (Organ, Int) throws -> Bool

    /// - Parameters:
    ///   - directory: the roster.
    ///   - deadlines: until when reports are in time.
    ///   - today: the day it is in the configuration's time zone.
    ///   - concerns: whether an organ's absence is told of at all.
    ///   - hasReport: whether an organ's report on a year is stored.
    public init(
        directory: OrganDirectory, deadlines: Deadlines, today: CivilDate,
        concerns: @escaping (Organ) -> Bool = { _ in true },
        hasReport: @escaping (Organ, Int) throws -> Bool
    ) {
        self.directory = directory
        self.deadlines = deadlines
        self.today = today
        self.concerns = concerns
        self.hasReport = hasReport
    }

    /// What to do about these notices, which are all there are; `raises` is false while new ones would be premature.
    ///
    /// - Throws: what `hasReport` throws.
    public func changes(from notices: [CoverageNotice], raises: Bool) throws -> CoverageChanges {
        var changes = CoverageChanges()
        var told: Set<Debt> = []
        var open: Set<Debt> = []
        var withdrawn: [(notice: CoverageNotice, organ: Organ, debt: Debt)] = []
        for notice in notices {
            guard let organ = organ(of: notice), concerns(organ) else {
                if notice.state == .open { changes.dropped.append(notice) }
                continue
            }
            let debt = Debt(organ: organ.name, region: organ.region, year: notice.year)
            told.insert(debt)
            if notice.state == .withdrawn { withdrawn.append((notice, organ, debt)) } else { open.insert(debt) }
            try settle(notice, organ, &changes)
        }
        guard raises else { return changes }
        let year = Self.awaitedYear(on: today)
        // What was taken for the report has left the organ: that it has come was wrong.
        for (notice, organ, debt) in withdrawn where notice.year == year {
            guard today > deadlines.deadline(of: organ.kind, year: year), !open.contains(debt),
                try !hasReport(organ, year)
            else { continue }
            open.insert(debt)
            changes.raised.append(notice.reopened)
        }
        for organ in directory.roster.organs where concerns(organ) {
            let deadline = deadlines.deadline(of: organ.kind, year: year)
            guard today > deadline, !told.contains(Debt(organ: organ.name, region: organ.region, year: year)),
                try !hasReport(organ, year)
            else { continue }
            changes.raised.append(
                CoverageNotice(organ: organ.name, region: organ.region, year: year, deadline: deadline, state: .open))
        }
        return changes
    }

    /// The year whose reports are awaited on a day: the one before. Older ones are history and raise no alarm.
    private static func awaitedYear(on day: CivilDate) -> Int { day.year - 1 }

    private struct Debt: Hashable {
        let organ: String
        let region: String
        let year: Int
    }

    private func settle(_ notice: CoverageNotice, _ organ: Organ, _ changes: inout CoverageChanges) throws {
        switch notice.state {
        case .withdrawn: break
        case .open:
            if try hasReport(organ, notice.year) {
                changes.withdrawn.append(notice)
            } else if deadlines.deadline(of: organ.kind, year: notice.year) >= today {
                changes.revoked.append(notice)
            }
        case .dropped:
            if try !hasReport(organ, notice.year), deadlines.deadline(of: organ.kind, year: notice.year) < today {
                changes.reopened.append(notice)
            }
        }
    }

    /// The organ that a notice means, which may bear another name or region by now.
    private func organ(of notice: CoverageNotice) -> Organ? {
        directory.resolve(notice.organ, region: notice.region) ?? directory.resolve(notice.organ)
    }
}

extension CoverageChanges {
    /// The notices that one event tells of: all of one region, year and deadline.
    public static func groups(_ notices: [CoverageNotice]) -> [Event.Coverage] {
        var groups: [Event.Coverage] = []
        var positions: [Event.Coverage: Int] = [:]
        for notice in notices {
            let empty = Event.Coverage(
                region: notice.region, year: notice.year, deadline: notice.deadline, agencies: [])
            if let position = positions[empty] {
                groups[position].agencies.append(notice.organ)
            } else {
                positions[empty] = groups.count
                groups.append(
                    Event.Coverage(
                        region: notice.region, year: notice.year, deadline: notice.deadline, agencies: [notice.organ]))
            }
        }
        return groups
    }
}

extension Deadlines {
    /// The last day in time; for a year that no calendar has, one that never passes.
    func deadline(of kind: OrganKind, year: Int) -> CivilDate {
        lastDay(of: kind, reportYear: year) ?? CivilDate(daysSinceEpoch: 2_932_896)
    }
}
