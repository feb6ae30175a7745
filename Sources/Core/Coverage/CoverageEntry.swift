/// How an organ stands with its report on one year.
public enum CoverageState: String, Sendable, Hashable, CaseIterable {
    /// Published in time, or on a day that nobody knows.
    case published
    /// Published after the deadline.
    case late
    /// Not there, and the deadline has passed.
    case missing
    /// Not there, and there is time left.
    case notDue = "not_due"

    /// What people call it.
    public var name: Message {
        switch self {
        case .published: Message(zh: "已发布", en: "published")
        case .late: Message(zh: "逾期发布", en: "late")
        case .missing: Message(zh: "缺报告", en: "missing")
        case .notDue: Message(zh: "未到期", en: "not due yet")
        }
    }
}

/// A stored report, as far as coverage asks.
public struct CoveringReport: Sendable, Hashable {
    /// Its id in the store.
    public let id: Int64
    /// The day of publication, where sidecar, page or text say.
    public let publishedOn: CivilDate?
    /// When its first revision was read.
    public let receivedAt: UnixTime

    /// A stored report.
    public init(id: Int64, publishedOn: CivilDate?, receivedAt: UnixTime) {
        self.id = id
        self.publishedOn = publishedOn
        self.receivedAt = receivedAt
    }
}

/// One organ with its report on one year, or without.
public struct CoverageEntry: Sendable, Hashable {
    /// The organ.
    public let organ: Organ
    /// The last day on which its report is in time.
    public let deadline: CivilDate
    /// Its report, when there is one.
    public let report: CoveringReport?
    /// How it stands.
    public let state: CoverageState

    /// How an organ stands on a day.
    public init(organ: Organ, year: Int, report: CoveringReport?, deadlines: Deadlines, today: CivilDate) {
        self.organ = organ
        self.report = report
        let deadline = deadlines.deadline(of: organ.kind, year: year)
        self.deadline = deadline
        if let report {
            // A day before the report year's end cannot be that of publication.
            let isLate = report.publishedOn.map { $0.year > year && $0 > deadline } ?? false
            state = isLate ? .late : .published
        } else {
            state = today > deadline ? .missing : .notDue
        }
    }
}
