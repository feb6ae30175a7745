public import Core

/// What becomes of a message on its way to a channel.
public enum DeliveryState: String, Sendable, Hashable, CaseIterable {
    /// Waits for its next attempt.
    case pending
    /// Is being attempted; after a crash it becomes pending again.
    case sending
    /// The service said that it has the message.
    case delivered
    /// The service took the message and cannot say more.
    case accepted
    /// Nobody knows whether the service has the message.
    case ambiguous
    /// Will not be attempted again.
    case dead
    /// Given up by a person.
    case dropped
}

/// One report in a list, with its current revision.
public struct ReportRow: Sendable {
    /// Its id in the store.
    public let id: Int64
    /// The organ, when known.
    public let agency: String?
    /// Where the organ belongs, or the host that its report was found on; nil when neither is known.
    public let region: String?
    /// The report year, when known.
    public let year: Int?
    /// The edition's id, when known.
    public let edition: String?
    /// The verdict.
    public let verdict: Verdict
    /// The title, when there is one.
    public let title: String?
    /// How many revisions there are.
    public let revisions: Int
    /// When the current revision was read, ISO 8601 in UTC.
    public let receivedAt: String
    /// The file the current revision was read from, for showing.
    public let file: String
    /// The eight figures of a summary; nil for a failure.
    public let keyFigures: KeyFigures?
    /// How many open findings there are of each severity, without those that somebody has acknowledged.
    public let findings: [Severity: Int]
    /// How many open findings somebody has acknowledged.
    public let acknowledged: Int

    /// The kind of organ, when the organ is known.
    public var agencyKind: AgencyKind? { agency.map { AgencyKind(agency: $0) } }
}

/// One content of a report.
public struct RevisionRow: Sendable {
    /// Its id in the store.
    public let id: Int64
    /// Its number among the report's revisions, from 1.
    public let number: Int
    /// SHA-256 of the bytes, lower-case hexadecimal; nil when they could not be read.
    public let sha256: String?
    /// The file it was read from, for showing.
    public let file: String
    /// When it was read, ISO 8601 in UTC.
    public let receivedAt: String
    /// The verdict on it.
    public let verdict: Verdict
}

/// A file that shows a revision.
public struct CopyRow: Sendable, Hashable {
    /// Where it lies.
    public let path: BytePath
    /// SHA-256 of its bytes where they are not the revision's own: the same report, saved otherwise.
    public let otherBytes: String?
}

/// One message about a report on its way to a channel.
public struct DeliveryRow: Sendable {
    /// Its id, the `webhook-id`.
    public let id: String
    /// The channel's name.
    public let channel: String
    /// What became of it.
    public let state: DeliveryState
    /// How many attempts were begun.
    public let attempts: Int
    /// The last attempt's HTTP status.
    public let lastStatus: Int?
    /// What went wrong with the last attempt.
    public let lastError: String?
}

/// Everything the store knows of one report.
public struct ReportDetail: Sendable {
    /// The report.
    public let report: ReportRow
    /// The report that has taken its place, for a file that failed and was mended.
    public let supersededBy: Int64?
    /// Its revisions, oldest first.
    public let revisions: [RevisionRow]
    /// The current revision as `check` gives it, the text's places and figures left out.
    public let examination: Examination
    /// The current revision's findings that hold, with what is known of them beside.
    public let findings: [StoredFinding]
    /// Where the current revision lies.
    public let copies: [CopyRow]
    /// Deliveries of events about it, oldest first.
    public let deliveries: [DeliveryRow]
}

/// The store in figures.
public struct StoreCounts: Sendable, Hashable {
    /// Reports by verdict, superseded ones left out.
    public let reports: [Verdict: Int]
    /// Deliveries by state.
    public let deliveries: [DeliveryState: Int]
    /// The database's size, bytes.
    public let bytes: Int64
}
