/// What happened, as the append-only log has it; the names are the `type` of a webhook payload.
public enum EventKind: String, Sendable, Hashable, CaseIterable {
    /// A report was read and judged for the first time.
    case reportValidated = "report.validated"
    /// A report that is stored came with other content.
    case reportRevised = "report.revised"
    /// A stored report is judged otherwise than before: a neighbour year came, or the rules changed.
    case reportRejudged = "report.rejudged"
    /// A file could not be read, or is no such report.
    case reportFailed = "report.failed"
    /// The deadline has passed and organs on the roster have no report.
    case coverageMissing = "coverage.missing"
    /// A report that was said to be missing has come, or is not due after all.
    case coverageWithdrawn = "coverage.withdrawn"
    /// A message could not be delivered and will not be tried again.
    case deliveryDead = "delivery.dead"
    /// Many reports in one message.
    case digest = "digest"
    /// The daemon is alive.
    case heartbeat = "heartbeat"
}

/// One event with everything a message may say about it.
public struct Event: Sendable {
    /// Its position in the log, from 1, rising.
    public var id: Int64
    /// What happened.
    public var kind: EventKind
    /// When it was committed.
    public var occurredAt: UnixTime
    /// The one report it is about; nil for a digest.
    public var subject: Subject?
    /// The many it is about; nil unless it is a digest.
    public var digest: Digest?
    /// The organs whose reports are missing or have come; nil unless it is about coverage.
    public var coverage: Coverage?
    /// What could not be delivered; nil unless it is about that.
    public var undelivered: Undelivered?

    /// An event.
    public init(
        id: Int64, kind: EventKind, occurredAt: UnixTime, subject: Subject?, digest: Digest? = nil,
        coverage: Coverage? = nil, undelivered: Undelivered? = nil
    ) {
        self.id = id
        self.kind = kind
        self.occurredAt = occurredAt
        self.subject = subject
        self.digest = digest
        self.coverage = coverage
        self.undelivered = undelivered
    }

    /// The report an event is about.
    public struct Subject: Sendable {
        /// Its id in the store.
        public var report: Int64
        /// The verdict.
        public var verdict: Verdict
        /// The organ, when known.
        public var agency: String?
        /// The report year, when known.
        public var year: Int?
        /// The edition's id, when known.
        public var edition: String?
        /// The title, when there is one.
        public var title: String?
        /// The file's path for showing.
        public var file: String
        /// The identity of the content, when it could be read.
        public var content: ContentID?
        /// The eight figures of a summary; nil for a failure.
        public var keyFigures: KeyFigures?
        /// What was found and still holds, without what somebody has acknowledged.
        public var findings: [Finding]
        /// Errors that were told before and are gone since: the good news.
        public var gone: [Finding] = []
        /// The verdict before this event; nil when the report is new.
        public var formerVerdict: Verdict?
        /// The region the organ belongs to, when known.
        public var region: String?

        /// The report an event is about.
        public init(
            report: Int64, verdict: Verdict, agency: String?, year: Int?, edition: String?, title: String?,
            file: String, content: ContentID?, keyFigures: KeyFigures?, findings: [Finding],
            region: String? = nil
        ) {
            self.report = report
            self.verdict = verdict
            self.agency = agency
            self.year = year
            self.edition = edition
            self.title = title
            self.file = file
            self.content = content
            self.keyFigures = keyFigures
            self.findings = findings
            self.region = region
        }

        /// The kind of organ, when the organ is known.
        public var agencyKind: AgencyKind? { agency.map { AgencyKind(agency: $0) } }
    }

    /// What an event about coverage is news of; nil for any other.
    public var coverageNews: Coverage.News? {
        guard let coverage else { return nil }
        return coverage.isRevoked ? .notDue : kind == .coverageMissing ? .missing : .arrived
    }

    /// Organs of one region that owe a report on one year.
    public struct Coverage: Sendable, Hashable {
        /// What is told of them.
        public enum News: String, Sendable, Hashable, CaseIterable {
            /// They have no report, and it was due.
            case missing
            /// Their reports have come after all.
            case arrived
            /// Their reports have not come, but are not due either.
            case notDue = "not_due"
        }

        /// Their region; empty when the roster names none.
        public var region: String
        /// The report year.
        public var year: Int
        /// The day by which the reports were due.
        public var deadline: CivilDate
        /// The organs' names.
        public var agencies: [String]
        /// Whether they were said to be missing too early: their reports have not come, but are not due either.
        public var isRevoked: Bool

        /// Organs of one region that owe a report on one year.
        public init(region: String, year: Int, deadline: CivilDate, agencies: [String], isRevoked: Bool = false) {
            self.region = region
            self.year = year
            self.deadline = deadline
            self.agencies = agencies
            self.isRevoked = isRevoked
        }
    }
}
